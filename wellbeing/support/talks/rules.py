"""Who may be asked next, how long an offer stands, and how long a talk is kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Final
from uuid import UUID

PEER, COUNSELLOR, SUPERVISOR, AGENT = "peer", "counsellor", "supervisor", "agent"
KINDS: Final = (PEER, SUPERVISOR)  # what somebody asks for; a counsellor comes by a hand-over
SUPPORTERS: Final = (PEER, COUNSELLOR, SUPERVISOR)
ROLES: Final = (AGENT, *SUPPORTERS)
REQUEST_STATES: Final = ("waiting", "accepted", "withdrawn", "nobody")
TALK_STATES: Final = ("open", "closed", "left")
QUEUED: Final = (PEER, COUNSELLOR)  # for whom a request waits in line, offered to one at a time

# Neutral words; "any" asks for nobody in particular and is said in the talk.
ANY: Final = "any"
TOPICS: Final = (ANY, "hard_call", "abuse", "workload", "colleagues", "home")
LANGUAGES: Final = (
    "en", "zh-Hans", "ru", "de", "es", "fr", "hi", "it", "ja", "ko", "pl", "pt", "tl", "uk",
)  # fmt: skip

OFFER_STANDS: Final = timedelta(seconds=30)
LONGEST_WAIT: Final = timedelta(minutes=10)
ONE_TO_ONE_STANDS: Final = timedelta(hours=24)  # after the time that was wished for
FURTHEST_WISH: Final = timedelta(days=14)

AT_ONCE: Final = (1, 2, 3)
MOST_A_DAY: Final = 3
REST: Final = timedelta(minutes=20)  # after a talk that was heavy

HERE: Final = timedelta(seconds=30)
ABANDONED: Final = timedelta(hours=24)
LONGEST_TEXT: Final = 4000
LONGEST_ALIAS: Final = 40
A_PAGE: Final = 100

WAITS_KEPT: Final = timedelta(days=28)
WAITS_NEEDED: Final = 10
MANY: Final = 3  # "3 or more": who counts people on shift must not count them exactly


@dataclass(frozen=True)
class Volunteer:
    """Somebody on shift, as the queue sees them."""

    id: UUID
    languages: Sequence[str]
    topics: Sequence[str]
    at_once: int = 1
    talks: int = 0
    today: int = 0
    paused: bool = False

    @property
    def has_room(self) -> bool:
        return not self.paused and self.talks < self.at_once and self.today < MOST_A_DAY

    def fits(self, language: str, topic: str) -> bool:
        return language in self.languages and (topic == ANY or topic in self.topics)


def next_in_turn(
    volunteers: Iterable[Volunteer], *, language: str, topic: str, barred: frozenset[UUID]
) -> list[Volunteer]:
    """Who may be offered this, the least burdened first."""
    able = [
        one
        for one in volunteers
        if one.id not in barred and one.has_room and one.fits(language, topic)
    ]
    return sorted(able, key=lambda one: (one.talks, one.today, one.id))


def usual_minutes(seconds: Sequence[int]) -> int | None:
    """The median wait in begun minutes; None while too few have waited to say so."""
    if len(seconds) < WAITS_NEEDED:
        return None
    return max(1, -(-int(median(seconds)) // 60))
