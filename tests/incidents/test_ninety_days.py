"""Ninety days with clock changes, holidays, outages, pauses and reopenings: each time once."""

from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from uuid import uuid4

import pytest

from tests.at_once import at_once
from tests.incidents.by_the_minute import Place, Run, started
from tests.incidents.reports import reported
from tests.times import DAY, HOUR
from wellbeing.core.models import OutboxEvent
from wellbeing.incidents.models import Case, CasePause
from wellbeing.incidents.selectors.timing import pack_of
from wellbeing.incidents.services import deadlines, handling, pausing, steps, writing

# Both changes of each zone lie in one of the two runs.
PLACES = (
    Place("Europe/Warsaw", "PL"),
    Place("America/New_York", "US"),
    Place("Australia/Sydney", "AU"),
    Place("Asia/Seoul", "KR"),
    Place("Asia/Kathmandu", ""),
)
AUTUMN, SPRING = datetime(2026, 9, 1, tzinfo=UTC), datetime(2027, 2, 1, tzinfo=UTC)
MARGIN, LONGEST = 7 * DAY, 30 * DAY


class Play:
    """The product and the count by hand, side by side."""

    def __init__(self, reporters, handler, chance: Random) -> None:
        self.reporters, self.handler, self.chance = reporters, handler, chance
        self.runs: dict[tuple, Run] = {}
        self.expected: list[str] = []
        self.cases: list[Case] = []
        self.done = dict.fromkeys(("paused", "resumed", "ran_out", "reopened", "closed"), 0)

    def act(self, now: datetime) -> None:
        if len(self.cases) < 45 and self.chance.random() < 0.35:
            self.report(now)
        for case in self.chance.sample(self.cases, min(2, len(self.cases))):
            case.refresh_from_db()
            getattr(self, f"in_{case.state}")(case, now)

    def report(self, now: datetime) -> None:
        place, one = self.chance.choice(list(zip(PLACES, self.reporters, strict=True)))
        severity = self.chance.choice((0, 1, 2))
        kinds = self.chance.choice((["insult"], ["hate"], ["threat"]))
        case = reported(one, now=now, kinds=kinds, severity=severity)
        case.place = place
        self.cases.append(case)
        for kind in ("acknowledge", "answer"):
            self.start(case, kind, now)

    def start(self, case, kind: str, now: datetime) -> None:
        threat = "threat" in case.kinds
        self.runs[case.pk, kind] = started(
            case.place, kind, severity=case.severity, threat=threat,
            eu=case.place.country == "PL", now=now,
        )  # fmt: skip

    def in_received(self, case, now: datetime) -> None:
        if self.chance.random() < 0.15:
            handling.acknowledge(self.handler, id=case.pk, now=now)
            self.runs[case.pk, "acknowledge"].met = True

    def in_acknowledged(self, case, now: datetime) -> None:
        run, roll = self.runs[case.pk, "answer"], self.chance.random()
        if run.left is not None and roll < 0.03:
            self.go_on(case, run, now)
        elif run.left is None and roll < 0.15 and not run.missed and now < run.due:
            self.pause(case, run, now)
        elif roll > 0.93:
            for step in ("stop_work", "rest", "care", "evidence", "risk"):
                self.settle(case, step, now)
            handling.close(self.handler, id=case.pk, outcome="Done.", now=now)
            run.met, run.left, run.ends = True, None, None
            self.done["closed"] += 1

    def settle(self, case, step: str, now: datetime) -> None:
        if pack_of(case).step(step):
            steps.settle(self.handler, id=case.pk, step=step, state="done", now=now)

    def pause(self, case, run: Run, now: datetime) -> None:
        ends = min(now + LONGEST, run.limit - MARGIN) if run.limit else now + LONGEST
        if ends <= now:
            return
        reason = self.chance.choice(("customer", "reporter", "authority"))
        pausing.pause(self.handler, id=case.pk, reason=reason, words="", now=now)
        run.pause(now, ends)
        self.done["paused"] += 1

    def go_on(self, case, run: Run, now: datetime) -> None:
        row = CasePause.objects.get(case=case, ended_at=None)
        if row.reason == "reporter":
            writing.write(case, uid=uuid4(), text="Here.", author=None, now=now)
        else:
            pausing.resume(self.handler, id=case.pk, now=now)
        run.go_on(min(now, run.ends))
        self.done["resumed"] += 1

    def in_closed(self, case, now: datetime) -> None:
        if self.chance.random() < 0.03:
            handling.reopen(self.handler, id=case.pk, now=now)
            before = self.runs[case.pk, "answer"]
            self.start(case, "answer", now)
            self.runs[case.pk, "answer"].keep(before, now)
            self.done["reopened"] += 1

    def sweep(self, now: datetime, *, twice: bool) -> None:
        sweep = partial(deadlines.sweep, now=now)
        at_once(sweep, sweep) if twice else sweep()
        for run in self.runs.values():
            if run.ends and run.ends <= now:
                run.go_on(run.ends)
                self.done["ran_out"] += 1
        running = {key: run for key, run in self.runs.items() if not run.met and run.left is None}
        for (case, kind), run in running.items():
            if run.due <= now and not run.missed:
                run.missed = True
                self.expected.append(f"{case}:{kind}:over:{int(run.due.timestamp())}")
        for (case, kind), run in running.items():
            if run.remind <= now < run.due and not run.reminded:
                run.reminded = True
                self.expected.append(f"{case}:{kind}:soon:{int(run.due.timestamp())}")


def told() -> list[str]:
    found = OutboxEvent.objects.filter(name="CaseDeadlineNear").order_by("pk")
    return [f"{row.payload['case_id']}:{row.payload['key']}" for row in found]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("begins", [AUTUMN, SPRING])
def test_every_time_is_told_once_never_early_and_none_is_lost(begins, person, sam):
    chance = Random(begins.month)
    reporters = [person(f"r{number}") for number in range(len(PLACES))]
    for one, place in zip(reporters, PLACES, strict=True):
        one.time_zone, one.country = place.zone, place.country
        one.save(update_fields=["time_zone", "country"])
    play, now, outage = Play(reporters, sam, chance), begins, begins

    while now < begins + 90 * DAY:
        now += chance.choice((1, 2, 2, 3)) * HOUR + chance.randrange(12) * timedelta(minutes=5)
        play.act(now)
        if now >= outage:
            play.sweep(now, twice=chance.random() < 0.02)
            if chance.random() < 0.01:  # down for hours, or for days
                outage = now + chance.choice((5 * HOUR, 20 * HOUR, 60 * HOUR))
    play.sweep(now + HOUR, twice=True)

    found = told()
    assert sorted(found) == sorted(play.expected)
    assert len(found) == len(set(found))
    assert len(found) > 60
    assert min(play.done.values()) > 0, play.done
    left = [run for run in play.runs.values() if not run.met and run.left is None]
    assert all(run.missed for run in left if run.due <= now)
    for case in play.cases:
        for row in case.deadlines.all():
            assert row.due_at == play.runs[case.pk, row.kind].due
