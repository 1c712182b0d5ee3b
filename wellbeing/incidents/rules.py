"""What may be reported, as whom, and the states that a case goes through."""

from datetime import timedelta
from typing import Final

KINDS: Final = (
    "insult", "shouting", "profanity", "threat", "sexual", "hate", "stalking", "other",
)  # fmt: skip
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


def may_become(state: str, other: str) -> bool:
    return other in NEXT[state]
