"""What may be reported, as whom, and the states that a case goes through."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

KINDS: Final = (
    "insult", "shouting", "profanity", "threat", "sexual", "hate", "stalking", "other",
)  # fmt: skip
# Under which of six groups a kind is counted in the trends.
GROUPS: Final = ("insult", "profanity", "threat", "sexual", "hate", "persistent")
GROUP_OF: Final[dict[str, str]] = {
    "insult": "insult",
    "shouting": "insult",
    "profanity": "profanity",
    "threat": "threat",
    "sexual": "sexual",
    "hate": "hate",
    "stalking": "persistent",
    "other": "persistent",
}
PURPOSE: Final = "reports"  # of the pseudonym; see core/subjects.py
# The trends read four weeks at a time, and a server may have stood still for some.
COUNTS_KEPT: Final = timedelta(weeks=13)
# Frustrated; insults or profanity; targeted abuse; a threat.
SEVEREST: Final = 3
CHANNELS: Final = ("phone", "chat", "email", "message", "video", "in_person", "other")
# What the agent did, in the order of the card.
ACTS: Final = ("intent", "boundary", "warned", "ended", "handed_over")

NAMED, CONFIDENTIAL, ANONYMOUS = "named", "confidential", "anonymous"
IDENTITIES: Final = (NAMED, CONFIDENTIAL, ANONYMOUS)
SIGNED: Final = (NAMED, CONFIDENTIAL)

RECEIVED, ACKNOWLEDGED, CLOSED, WITHDRAWN = "received", "acknowledged", "closed", "withdrawn"
STATES: Final = (RECEIVED, ACKNOWLEDGED, CLOSED, WITHDRAWN)
NEXT: Final[dict[str, frozenset[str]]] = {
    RECEIVED: frozenset({ACKNOWLEDGED, WITHDRAWN}),
    ACKNOWLEDGED: frozenset({CLOSED, WITHDRAWN}),
    CLOSED: frozenset({ACKNOWLEDGED}),  # opened again
    WITHDRAWN: frozenset(),
}
OPEN: Final = (RECEIVED, ACKNOWLEDGED)

HOUR: Final = timedelta(hours=1)

LONGEST_STORY: Final = 8000
LONGEST_REFERENCE: Final = 120
LONGEST_MESSAGE: Final = 4000
# A report may wait on a phone for seven days, and be about what was some time ago.
OLDEST: Final = timedelta(days=365)
KEPT: Final = timedelta(days=365)  # after the outcome
KEPT_WITHDRAWN: Final = timedelta(days=30)
A_PAGE: Final = 50
MOST_COUNTED: Final = 1000  # cases that one list counts and pages through; filters find the others
NUMBER: Final = 8  # hexadecimal digits of an id that a case is called by
SHORTEST_NUMBER: Final = 4

LONGEST_HOLD: Final = timedelta(days=365)  # until somebody thinks about it again
# A threat that nobody has opened is told of again and again, for two hours.
ALERT_AGAIN: Final = timedelta(minutes=15)
MOST_ALERTS: Final = 8

ACKNOWLEDGE, ANSWER = "acknowledge", "answer"
CLOCKS: Final = (ACKNOWLEDGE, ANSWER)
# Why the clock of the answer stands still.
FOR_THE_REPORTER, FOR_ANOTHER_REASON = "reporter", "other"
PAUSES: Final = (FOR_THE_REPORTER, "customer", "authority", FOR_ANOTHER_REASON)
LEAST_PAUSED: Final = timedelta(minutes=1)  # what is over in a moment is over
LONGEST_PAUSE: Final = timedelta(days=30)
MOST_PAUSED: Final = timedelta(days=90)  # of one case, all its pauses together
LEFT_OF_A_LIMIT: Final = timedelta(days=7)  # which no pause takes up
# What ended a pause: a handler, words of the reporter, its time, or the outcome.
RESUMED, WROTE, RAN_OUT, WAS_CLOSED = "handler", "reporter", "time", "closed"
PAUSE_ENDS: Final = (RESUMED, WROTE, RAN_OUT, WAS_CLOSED)
STEP_DONE, STEP_SET_ASIDE, STEP_OPEN = "done", "set_aside", "open"
STEP_STATES: Final = (STEP_OPEN, STEP_DONE, STEP_SET_ASIDE)
LONGEST_REASON: Final = 1000


def by_the_hour(moment: datetime) -> datetime:
    """What stands beside somebody is not told to the minute: it could be laid beside a time of
    theirs that is stored without them.
    """
    return moment.replace(minute=0, second=0, microsecond=0)


def is_threat(kinds: Iterable[str], *, severity: int, urgent: bool) -> bool:
    """What does not wait for Monday."""
    return urgent or severity == SEVEREST or "threat" in kinds


def groups_of(kinds: Iterable[str]) -> list[str]:
    return sorted({GROUP_OF[kind] for kind in kinds})


def may_become(state: str, other: str) -> bool:
    return other in NEXT[state]


def number_of(id: UUID) -> str:
    """Short enough to be read out; random, so that nobody counts reports by it."""
    first = id.hex[:NUMBER].upper()
    return f"{first[:4]}-{first[4:]}"
