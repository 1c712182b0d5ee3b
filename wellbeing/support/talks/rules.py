"""Who may be asked next, how long an offer stands, and how long a talk is kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil, inf
from typing import Final
from uuid import UUID

PEER, COUNSELLOR, SUPERVISOR, AGENT = "peer", "counsellor", "supervisor", "agent"
KINDS: Final = (PEER, COUNSELLOR, SUPERVISOR)
SUPPORTERS: Final = (PEER, COUNSELLOR, SUPERVISOR)
ROLES: Final = (AGENT, *SUPPORTERS)
LATER, WAITING, ACCEPTED, WITHDRAWN, NOBODY = (
    "later", "waiting", "accepted", "withdrawn", "nobody",
)  # fmt: skip
REQUEST_STATES: Final = (LATER, WAITING, ACCEPTED, WITHDRAWN, NOBODY)
TALK_STATES: Final = ("open", "closed", "left")
QUEUED: Final = (PEER, COUNSELLOR)  # for whom a request waits in line, offered to one at a time

# Neutral words; "any" asks for nobody in particular and is said in the talk.
ANY: Final = "any"
TOPICS: Final = (ANY, "hard_call", "abuse", "workload", "colleagues", "home")
LANGUAGES: Final = (
    "en", "zh-Hans", "ru", "de", "es", "fr", "hi", "it", "ja", "ko", "pl", "pt", "tl", "uk",
)  # fmt: skip

OFFER_STANDS: Final = timedelta(seconds=30)
GIVEN_UP_AFTER: Final = timedelta(minutes=1)  # who takes it back before did not wait in vain
LONGEST_WAIT: Final = timedelta(minutes=10)
ONE_TO_ONE_STANDS: Final = timedelta(hours=24)  # after the time that was wished for
FURTHEST_WISH: Final = timedelta(days=14)
REMINDED_BEFORE: Final = timedelta(minutes=10)
TOLD_OF_A_TALK: Final = timedelta(hours=24)  # on a closed phone, also where it is days ahead
TOLD_OF_NOBODY: Final = timedelta(hours=1)  # on a closed phone, that nobody came

AT_ONCE: Final = (1, 2, 3)
MOST_A_DAY: Final = 3
REST: Final = timedelta(minutes=20)  # after a talk that was heavy

HERE: Final = timedelta(seconds=30)
SILENT: Final = timedelta(minutes=10)  # nobody is being listened to any more
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
    rests_until: datetime | None = None
    there_for: frozenset[int] = frozenset()  # the units that their role was given for

    @property
    def has_room(self) -> bool:
        return not self.rests_until and self.talks < self.at_once and self.today < MOST_A_DAY

    def may_have_room(self, by: datetime) -> bool:
        """A talk can end at any moment; a rest has its time, and a full day is full."""
        rested = self.rests_until is None or self.rests_until < by
        return rested and self.today < MOST_A_DAY


@dataclass(frozen=True, kw_only=True)
class Need:
    """What is asked for: about what, in which language, by whom it must not be answered."""

    language: str
    topic: str
    barred: frozenset[UUID]
    path: frozenset[int]  # the asker's unit, and those above it

    def is_met_by(self, one: Volunteer) -> bool:
        spoken = self.language in one.languages
        known = self.topic == ANY or self.topic in one.topics
        return spoken and known and one.id not in self.barred and bool(one.there_for & self.path)


def who_could(volunteers: Iterable[Volunteer], need: Need) -> list[Volunteer]:
    """The least burdened first, also those who have no room right now."""
    able = [one for one in volunteers if need.is_met_by(one)]
    return sorted(able, key=lambda one: (one.talks, one.today, one.id))


def usual_minutes(waits: Sequence[int | None]) -> int | None:
    """Within how many begun minutes at least half of all who asked were not alone any more.

    `waits` are seconds, None where nobody came: that counts as longer than any other wait, for
    how long the asking went on before it was given up says nothing about how long it would have
    taken. None while too few have waited to say so, or where nobody came to the half of them.
    """
    if len(waits) < WAITS_NEEDED:
        return None
    half = sorted(inf if wait is None else wait for wait in waits)[(len(waits) - 1) // 2]
    return None if half == inf else max(1, ceil(half / 60))
