"""Whom somebody may have asked, and how long that is kept."""

from datetime import timedelta
from typing import Final

KINDS: Final = ("peer", "counsellor", "supervisor")
KEPT: Final = timedelta(weeks=53)  # as check-ins, beside which the trends read it
PURPOSE: Final = "uses"  # of the pseudonym; see core/subjects.py
