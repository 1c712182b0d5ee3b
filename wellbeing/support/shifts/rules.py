"""How long somebody may say that they are there."""

from datetime import timedelta
from typing import Final

LONGEST: Final = timedelta(hours=12)
ROLES: Final = ("peer", "counsellor", "supervisor")
