"""How a call for help climbs, and how long anything of it lasts."""

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, Final, Self

UNIT, SITE, ALL = "supervisors_of_unit", "supervisors_of_site", "all_supervisors"
PEOPLE, PHONE = "people", "phone"
WHO: Final = (UNIT, SITE, ALL, PEOPLE, PHONE)

USUAL_WAIT, SHORTEST_WAIT, LONGEST_WAIT = 60, 5, 600
MOST_RUNGS, MOST_PEOPLE, LONGEST_PHONE = 8, 20, 32

# What was pressed earlier than this is never delivered: help would come to a call long over.
LATEST_PRESS = timedelta(minutes=2)
# How long after the last rung somebody may still say that they come.
LINGERS = timedelta(minutes=10)
# Nobody said that it is done; by then it is.
FORGOTTEN = timedelta(hours=2)
PUSHED_FOR = timedelta(minutes=10)
KEPT = timedelta(days=30)

DONE, WITHDRAWN, UNANSWERED, LEFT_OPEN = "done", "withdrawn", "unanswered", "left_open"
ENDS: Final = (DONE, WITHDRAWN, UNANSWERED, LEFT_OPEN)
STATES: Final = ("reaching", "seen", "coming", "there", *ENDS)


@dataclass(frozen=True, kw_only=True)
class Rung:
    """Who is told, and how many seconds they have before the next are told as well."""

    who: str
    wait_seconds: int = USUAL_WAIT
    people: tuple[str, ...] = ()
    phone: str = ""

    @classmethod
    def read(cls, stored: dict[str, Any]) -> Self:
        return cls(**stored | {"people": tuple(stored["people"])})

    def written(self) -> dict[str, Any]:
        return asdict(self) | {"people": list(self.people)}


BUILT_IN: Final = (Rung(who=UNIT), Rung(who=SITE), Rung(who=ALL))


def phone_of(ladder: tuple[Rung, ...]) -> str:
    """The first number that stands on it."""
    return next((rung.phone for rung in ladder if rung.who == PHONE), "")
