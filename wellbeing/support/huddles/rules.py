"""What may stand on a board."""

from typing import Final

LOWEST, HIGHEST = 1, 5
PURPOSE: Final = "huddle"  # of the pseudonym; see core/subjects.py
