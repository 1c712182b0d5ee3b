"""What may be reported, as whom, and the states that a case goes through."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Final

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

LONGEST_STORY: Final = 8000
LONGEST_REFERENCE: Final = 120
LONGEST_MESSAGE: Final = 4000
# A report may wait on a phone for seven days, and be about what was some time ago.
OLDEST: Final = timedelta(days=365)
KEPT: Final = timedelta(days=365)  # after the outcome
KEPT_WITHDRAWN: Final = timedelta(days=30)
A_PAGE: Final = 50

# Hours of the wall clock, nights and Sundays too: a threat does not wait for Monday.
ACKNOWLEDGE, ANSWER = "acknowledge", "answer"
CLOCKS: Final = (ACKNOWLEDGE, ANSWER)
_TO_ACKNOWLEDGE: Final = timedelta(hours=24)
_TO_ACKNOWLEDGE_A_THREAT: Final = timedelta(hours=4)
_TO_ANSWER: Final = timedelta(days=7)
_LEFT_AT_THE_REMINDER: Final = 4  # a quarter of the time


def time_for(clock: str, *, kinds: Sequence[str], severity: int) -> timedelta:
    if clock == ANSWER:
        return _TO_ANSWER
    threat = severity == SEVEREST or "threat" in kinds
    return _TO_ACKNOWLEDGE_A_THREAT if threat else _TO_ACKNOWLEDGE


def left_at_the_reminder(time: timedelta) -> timedelta:
    return time / _LEFT_AT_THE_REMINDER


def groups_of(kinds: Iterable[str]) -> list[str]:
    return sorted({GROUP_OF[kind] for kind in kinds})


def may_become(state: str, other: str) -> bool:
    return other in NEXT[state]
