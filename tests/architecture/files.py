"""The files of the repository."""

import subprocess
from functools import cache
from pathlib import Path

HOME = Path(__file__).parent.parent.parent


@cache
def tracked() -> list[Path]:
    """Whatever is in the repository or about to be; everything in a copy without its history."""
    run = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=HOME, capture_output=True, text=True, check=False,
    )  # fmt: skip
    names = [HOME / name for name in run.stdout.splitlines()]
    return [path for path in names if path.is_file()] or [p for p in HOME.rglob("*") if p.is_file()]


def python_files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (HOME / folder).rglob("*.py"))


def text_of(path: Path) -> str:
    """Empty for pictures and other files that are no text."""
    try:
        return path.read_text()
    except UnicodeDecodeError:
        return ""
