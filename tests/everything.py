"""Runs every check and every test, to the end; `make test` calls it."""

import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
PYTHON = sys.executable


@dataclass
class Step:
    name: str
    command: list[str]
    folder: Path = HOME
    report: bool = False  # whether it writes JUnit XML, so that its tests can be counted


@dataclass
class Sum:
    passed: int = 0
    failed: int = 0
    skipped: int = 0


def pytest(*more: str) -> list[str]:
    return [PYTHON, "-m", "pytest", *more, "--junitxml={report}"]


# One worker on each database; one that dies is a failure, not to be replaced in silence.
BOTH = ("--dist", "each", "--tx", "2*popen", "--max-worker-restart=0")
# Pages mostly wait, so three at a time are no hardship for two cores. Each has a server of its own.
SIDE_BY_SIDE = ("-n", "3", "--dist", "worksteal", "--max-worker-restart=0")
TWO_BY_TWO = ("-n", "2", "--dist", "worksteal", "--max-worker-restart=0")
FRONT = HOME / "frontend"
STEPS = [
    Step("formatting", ["ruff", "format", "--check", "."]),
    Step("lint", ["ruff", "check", "."]),
    Step("types", ["mypy"]),
    Step("import contracts", ["lint-imports"]),
    Step("migrations", [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"]),
    Step("schema", [".ci/schema"]),
    Step("front end format", ["npm", "run", "lint", "--silent"], FRONT),
    Step("front end types", ["npm", "run", "check", "--silent"], FRONT),
    Step(
        "front end tests",
        ["npx", "vitest", "run", "--reporter=default", "--reporter=junit"]
        + ["--outputFile.junit={report}"],
        FRONT,
        report=True,
    ),
    Step(
        "SQLite and PostgreSQL",
        ["env", "-u", "TEST_DB"] + pytest(*BOTH, "-m", "not browser and not reliability"),
        report=True,
    ),
    Step(
        "browser",
        ["env", "TEST_DB=sqlite"]
        + pytest(*SIDE_BY_SIDE, "-m", "browser and not reliability and not alone"),
        report=True,
    ),
    # They wait for real seconds, one for five minutes: two of them are next to nothing.
    Step("timing", ["env", "TEST_DB=sqlite"] + pytest(*TWO_BY_TWO, "-m", "alone"), report=True),
    Step("reliability", pytest("-m", "reliability and not alone"), report=True),
]


def run(step: Step, report: Path) -> Sum:
    print(f"\n=== {step.name}", flush=True)
    command = [part.format(report=report) for part in step.command]
    code = subprocess.run(command, cwd=step.folder, check=False).returncode
    counted = count(report) if step.report and report.exists() else Sum()
    if code == 5 and "pytest" in step.command:  # it found no test with this marker
        return counted
    if code and not counted.failed:
        counted.failed = 1  # it broke before it could say which
    elif not step.report:
        counted.passed = 1
    return counted


def count(report: Path) -> Sum:
    found = Sum()
    for suite in ET.parse(report).getroot().iter("testsuite"):  # noqa: S314  our own file
        number = {key: int(suite.get(key, 0)) for key in ("tests", "failures", "errors", "skipped")}
        found.failed += number["failures"] + number["errors"]
        found.skipped += number["skipped"]
        found.passed += number["tests"] - number["failures"] - number["errors"] - number["skipped"]
    return found


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        sums = [(step, run(step, Path(folder) / f"{n}.xml")) for n, step in enumerate(STEPS)]
    for step, one in sums:
        print(f"{step.name:24} {one.passed:5} passed {one.failed:4} failed {one.skipped:4} skipped")
    failed = sum(one.failed for _, one in sums)
    print(f"{sum(one.passed for _, one in sums)} passed, {failed} failed")
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
