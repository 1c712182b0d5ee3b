"""The clocks of cases once more, counted in steps of five minutes, to compare with."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import holidays

STEP = timedelta(minutes=5)
DAY = timedelta(days=1)


@dataclass
class Place:
    zone: str
    country: str

    def is_open(self, moment: datetime) -> bool:
        local = moment.astimezone(ZoneInfo(self.zone))
        if local.weekday() > 4 or not 9 <= local.hour < 17:
            return False
        known = self.country in holidays.list_supported_countries()
        return not (known and local.date() in self._free(local.year))

    def _free(self, year: int) -> set:
        key = (self.country, year)
        if key not in _FREE:
            _FREE[key] = set(holidays.country_holidays(self.country, years=year))
        return _FREE[key]


_FREE: dict = {}


@dataclass
class Run:
    """One clock of one case, by hand. `place` is None for what runs by the wall."""

    place: Place | None
    due: datetime
    remind: datetime
    limit: datetime | None
    met: bool = False
    reminded: bool = False
    missed: bool = False
    left: int | None = None  # steps
    to_remind: int = 0
    ends: datetime | None = None

    def counts(self, moment: datetime) -> bool:
        return self.place is None or self.place.is_open(moment)

    def pause(self, now: datetime, ends: datetime) -> None:
        self.left, self.to_remind = self.steps(now, self.due), self.steps(now, self.remind)
        self.ends = ends

    def go_on(self, at: datetime) -> None:
        self.due, self.remind = self.walk(at, self.left), self.walk(at, self.to_remind)
        self.left = self.ends = None
        if self.limit and self.limit < self.due:
            self.due = self.limit
            if self.remind >= self.due:
                self.remind = self.due - (self.due - at) / 4

    def keep(self, before: "Run", now: datetime) -> None:
        """What a law allowed the first time stands, and what was told of it."""
        self.limit = before.limit
        if self.limit and self.limit < self.due:
            self.due, self.remind = self.limit, self.limit - abs(self.limit - now) / 4
        self.missed = before.missed and before.due == self.due

    def walk(self, moment: datetime, steps: int) -> datetime:
        while steps:
            steps -= self.counts(moment)
            moment += STEP
        return moment

    def steps(self, start: datetime, end: datetime) -> int:
        count = 0
        while start < end:
            count += self.counts(start)
            start += STEP
        return count


def started(
    place: Place, kind: str, *, severity: int, threat: bool, eu: bool, now: datetime
) -> Run:
    """In hours: 4 or 8 to acknowledge and 40 to answer; a threat 4 and 120."""
    if threat:
        hours = 4 if kind == "acknowledge" else 120
    else:
        hours = 40 if kind == "answer" else (4 if severity > 1 else 8)
    limit = now + (7 if kind == "acknowledge" else 89) * DAY if eu else None
    run = Run(None if threat else place, now, now, limit)
    steps = hours * 12
    run.due, run.remind = run.walk(now, steps), run.walk(now, steps * 3 // 4)
    return run
