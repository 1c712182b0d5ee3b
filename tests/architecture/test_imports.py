"""Who may import whom."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.files import HOME, python_files

SHIPPED = python_files("accounts", "wellbeing")


def imported_by(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{name.name}" for name in node.names}
    return found


def test_the_contracts_hold():
    program = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([program, "--no-cache"], cwd=HOME, capture_output=True, text=True)

    assert run.returncode == 0, run.stdout


def test_the_core_knows_no_feature_and_nobody():
    for path in python_files("wellbeing/core"):
        foreign = {name for name in imported_by(path) if name.startswith(("accounts", "wellbeing"))}
        allowed = {n for n in foreign if n.startswith(("wellbeing.core", "wellbeing.celery"))}
        assert foreign - {"wellbeing"} == allowed, path


# Makes up the diaries of the demo organisation, in bulk.
MAY_MAKE_UP_ROWS = {"wellbeing/demo/load.py", "wellbeing/demo/moods.py"}


def test_only_check_ins_touch_their_rows():
    for path in SHIPPED:
        name = path.relative_to(HOME).as_posix()
        if not name.startswith("wellbeing/checkins/") and name not in MAY_MAKE_UP_ROWS:
            names = imported_by(path)
            assert not [n for n in names if n.startswith("wellbeing.checkins.models")], path


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.relative_to(HOME).as_posix())
def test_the_row_is_reached_by_no_side_door(path):
    """Neither by name through the app registry nor as bare SQL."""
    if "wellbeing/checkins/" in path.as_posix() or "/migrations/" in path.as_posix():
        return
    text = path.read_text().lower()
    assert "checkins_checkin" not in text
    assert '"checkins", "checkin"' not in text
