"""What may be said in a report of a talk, and how long it is kept."""

from datetime import timedelta
from typing import Final

WHAT: Final = ("insult", "sexual", "threat", "hate", "pressure", "confidence", "other")
OPEN, ANSWERED, WITHDRAWN = "open", "answered", "withdrawn"
STATES: Final = (OPEN, ANSWERED, WITHDRAWN)
REPORT, NAMES = "report", "names"
OPENED: Final = (REPORT, NAMES)  # what a case handler may open, each for itself

LONGEST_TEXT: Final = 4000
KEPT: Final = timedelta(days=90)  # after the answer
KEPT_UNANSWERED: Final = timedelta(days=180)  # after it was made: no copy waits for ever
PUSHED_FOR: Final = timedelta(days=1)
