"""Whom somebody may have asked, and how long that is kept."""

from datetime import timedelta
from typing import Final

KINDS: Final = ("peer", "counsellor", "supervisor")
# The trends read four weeks at a time, and a server may have stood still for some.
KEPT: Final = timedelta(weeks=13)
PURPOSE: Final = "uses"  # of the pseudonym; see core/subjects.py
