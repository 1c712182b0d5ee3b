"""What may be done toward a customer, for how long, and who decides."""

from datetime import timedelta
from typing import Final

LETTER, NOTE, RESTRICTED, BLOCK, REFUSAL, LEGAL, POLICE = KINDS = (
    "warning_letter", "note", "contact_restricted", "block", "refusal", "legal", "police",
)  # fmt: skip
_HALF_A_YEAR: Final = timedelta(days=183)
_A_YEAR: Final = timedelta(days=365)
# The longest that it may stand; then it ends by itself, or is proposed anew.
LONGEST: Final[dict[str, timedelta]] = {
    LETTER: _A_YEAR,
    NOTE: _A_YEAR,
    RESTRICTED: _HALF_A_YEAR,
    BLOCK: _A_YEAR,
    REFUSAL: _A_YEAR,
    LEGAL: 2 * _A_YEAR,
    POLICE: 2 * _A_YEAR,
}

PROPOSED, IN_FORCE, REFUSED, ENDED = STATES = ("proposed", "in_force", "refused", "ended")
NEXT: Final[dict[str, frozenset[str]]] = {
    PROPOSED: frozenset({IN_FORCE, REFUSED, ENDED}),
    IN_FORCE: frozenset({ENDED}),
    REFUSED: frozenset(),
    ENDED: frozenset(),
}
# By somebody early, by its day, by a review, by an appeal, or before it was decided.
LIFTED, EXPIRED, REVIEWED, APPEALED, TAKEN_BACK = ENDS = (
    "lifted", "expired", "reviewed", "appealed", "taken_back",
)  # fmt: skip
NO_APPEAL, OPEN_APPEAL, UPHELD, REJECTED = APPEALS = ("none", "open", "upheld", "rejected")

# What somebody gave reasons for.
(
    REASON, NO_WARNING, DECISION, END, REVIEW, APPEAL, APPEAL_DECISION,
) = STEPS = (
    "reason", "no_warning", "decision", "end", "review", "appeal", "appeal_decision",
)  # fmt: skip

TO_APPROVE, TO_REVIEW, APPEALS_OPEN = WAITING = ("approval", "review", "appeal")
DUES: Final = (TO_APPROVE, TO_REVIEW, APPEALS_OPEN)
REVIEW_EVERY: Final = _HALF_A_YEAR
LEAST_REVIEWED: Final = timedelta(days=28)  # what is shorter is over before it is looked at
WORKING_DAYS_TO_APPROVE: Final = 2
WORKING_DAYS_TO_APPEAL: Final = 10
WORKING_DAYS_TO_ANSWER: Final = 10
REMIND: Final[dict[str, timedelta]] = {
    TO_APPROVE: timedelta(days=1),
    TO_REVIEW: timedelta(days=14),
    APPEALS_OPEN: timedelta(days=3),
}

ENOUGH: Final = 2  # different people who signed, before a match shows
LONGEST_REASON: Final = 4000
KEPT_ENDED: Final = _A_YEAR  # after its end; without its case less
KEPT_ALONE: Final = timedelta(days=90)
PUSHED_FOR: Final = timedelta(days=1)


def may_become(state: str, other: str) -> bool:
    return other in NEXT[state]
