"""Ninety days with clock changes, holidays and outages: alerts, holds and actions, each once."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import partial
from random import Random
from uuid import uuid4
from zoneinfo import ZoneInfo

import holidays
import pytest

from tests.at_once import at_once
from tests.incidents.customers.handlers import REASON
from tests.incidents.reports import acknowledged, reported
from tests.times import DAY, HOUR, MINUTE
from wellbeing.core.models import AuditEntry, OutboxEvent
from wellbeing.incidents.customers.models import ActionDue
from wellbeing.incidents.customers.services import acting, appealing, dues, ending
from wellbeing.incidents.models import Case
from wellbeing.incidents.services import alerts, holding, keeping

AUTUMN, SPRING = datetime(2026, 9, 1, tzinfo=UTC), datetime(2027, 2, 1, tzinfo=UTC)
HOUSE = ZoneInfo("Europe/Warsaw")
FREE = holidays.country_holidays("PL", years=(2026, 2027))


def day_of(now: datetime) -> date:
    return now.astimezone(HOUSE).date()


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), HOUSE)


def working_days_after(day: date, count: int) -> date:
    """By a list of the days on which people work."""
    ahead = [day + number * DAY for number in range(1, 40)]
    return [one for one in ahead if one.weekday() < 5 and one not in FREE][count - 1]


@dataclass
class Due:
    """One time of one action, by hand."""

    due: datetime
    remind: datetime
    reminded: bool = False
    missed: bool = False

    @classmethod
    def by_the_day(cls, last: date, *, before: int) -> "Due":
        return cls(midnight(last + DAY), midnight(last + DAY - before * DAY))


@dataclass
class Standing:
    """An action, by hand."""

    last: date
    state: str
    dues: dict[str, Due]
    decided_on: date | None = None
    appealed: bool = False


class Play:
    """What is done by people, and what has to follow of itself."""

    def __init__(self, reporter, sam, max_, hana, chance: Random) -> None:
        self.reporter, self.sam, self.max, self.hana = reporter, sam, max_, hana
        self.chance = chance
        self.expected: list[str] = []
        self.ended: Counter[str] = Counter()
        self.alarms: dict = {}  # how often it was told of, and when again
        self.held: dict = {}  # until when, and whether that was said
        self.mine: list[Case] = []
        self.actions: dict = {}
        self.done: Counter[str] = Counter()

    def act(self, now: datetime) -> None:
        roll = self.chance.random
        if roll() < 0.15:
            self.report(now)
        for case in [one for one in self.alarms if roll() < 0.1]:
            self.take(case, now)
        if self.mine and roll() < 0.15:
            self.hold_or_let_go(self.chance.choice(self.mine), now)
        if self.mine and roll() < 0.1:
            self.propose(self.chance.choice(self.mine), now)
        for id, action in [*self.actions.items()]:
            if action.last >= day_of(now) and roll() < 0.012:
                getattr(self, f"when_{action.state}")(id, action, now)

    def report(self, now: datetime) -> None:
        case = reported(self.reporter, now=now, urgent=True)
        self.alarms[case.pk] = [1, now + 15 * MINUTE]

    def take(self, id, now: datetime) -> None:
        self.mine.append(acknowledged(Case.objects.get(pk=id), self.sam, now=now))
        self.done["taken"] += 1
        del self.alarms[id]

    def hold_or_let_go(self, case: Case, now: datetime) -> None:
        if case.pk in self.held and self.chance.random() < 0.4:
            keeping.let_go(self.sam, id=case.pk, now=now)
            del self.held[case.pk]
            self.done["let go"] += 1
            return
        until = now + self.chance.choice((1, 3, 14)) * DAY
        self.done["held on" if case.pk in self.held else "held"] += 1
        keeping.hold(self.sam, id=case.pk, reason="The court asks.", review_at=until, now=now)
        self.held[case.pk] = [until, False]

    def propose(self, case: Case, now: datetime) -> None:
        last = day_of(now) + self.chance.choice((1, 8, 20, 45, 70)) * DAY
        wanted = acting.Proposal(
            kind="police", reason=REASON, ends_on=last, vulnerability=True, adjustments=True,
            warned=True,
        )  # fmt: skip
        action, _new = acting.propose(
            self.sam, case_id=case.pk, uid=uuid4(), proposal=wanted, now=now
        )
        decided_by = min(working_days_after(day_of(now), 2), last)
        waits = Due.by_the_day(decided_by, before=1)
        self.actions[action.pk] = Standing(last, "proposed", {"approval": waits})

    def when_proposed(self, id, action: Standing, now: datetime) -> None:
        approve = self.chance.random() < 0.8
        acting.decide(self.max, id=id, approve=approve, reason="So.", now=now)
        action.state, action.decided_on = "in_force" if approve else "refused", day_of(now)
        del action.dues["approval"]
        left = midnight(action.last) - now
        if approve and left >= 28 * DAY:
            action.dues["review"] = Due(now + left / 2, now + left / 2 - 14 * DAY)
        self.done[action.state] += 1

    def when_in_force(self, id, action: Standing, now: datetime) -> None:
        today = day_of(now)
        if "appeal" in action.dues:
            appealing.decide_appeal(self.hana, id=id, uphold=False, reason="No.", now=now)
            del action.dues["appeal"]
            self.done["appeal decided"] += 1
        elif not action.appealed and today <= working_days_after(action.decided_on, 10):
            said = {"text": "It was not me.", "came_on": today, "suspend": False}
            appealing.enter_appeal(self.sam, id=id, **said, now=now)
            action.appealed = True
            last = working_days_after(today, 10)
            action.dues["appeal"] = Due.by_the_day(last, before=3)
        elif "review" in action.dues:
            acting.review(self.max, id=id, keep=True, reason="Still.", now=now)
            del action.dues["review"]
            self.done["reviewed"] += 1

    def when_refused(self, id, action: Standing, now: datetime) -> None:
        pass

    when_ended = when_refused

    def sweep(self, now: datetime, *, twice: bool) -> None:
        for one in (alerts.sweep, holding.sweep, ending.end_what_is_over, dues.sweep):
            at_once(*[partial(one, now=now)] * 2) if twice else one(now=now)
        for case, alarm in self.alarms.items():
            if alarm[0] < 8 and alarm[1] <= now:
                alarm[:] = alarm[0] + 1, now + 15 * MINUTE
                self.expected.append(f"{case}:urgent:{alarm[0]}:{int(now.timestamp())}")
        for case, hold in self.held.items():
            if hold[0] <= now and not hold[1]:
                hold[1] = True
                self.expected.append(f"{case}:hold:{int(hold[0].timestamp())}")
        for id, action in self.actions.items():
            if action.state in {"proposed", "in_force"} and action.last < day_of(now):
                action.state, action.dues = "ended", {}
                self.ended[str(id)] += 1
            for kind, due in action.dues.items():
                self.tell(f"{id}:{kind}", due, now)

    def tell(self, name: str, due: Due, now: datetime) -> None:
        at = int(due.due.timestamp())
        if due.due <= now and not due.missed:
            due.missed = True
            self.expected.append(f"{name}:over:{at}")
        elif due.remind <= now < due.due and not due.reminded:
            due.reminded = True
            self.expected.append(f"{name}:soon:{at}")


def told() -> list[str]:
    found = OutboxEvent.objects.filter(name__in=("CaseNeedsEyes", "ActionDueNear"))
    told = [row.payload for row in found.order_by("pk")]
    return [f"{one.get('action_id') or one['case_id']}:{one['key']}" for one in told]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("begins", [AUTUMN, SPRING])
def test_whatever_follows_follows_once_and_not_before(begins, person, sam, max_, hana, settings):
    settings.ORGANISATION_TIME_ZONE = HOUSE.key
    reporter, chance = person("r1"), Random(begins.month)
    reporter.country, reporter.time_zone = "PL", HOUSE.key
    reporter.save(update_fields=["country", "time_zone"])
    play, now, outage = Play(reporter, sam, max_, hana, chance), begins, begins

    while now < begins + 90 * DAY:
        now += chance.choice((0, 1, 2, 3)) * HOUR + chance.randrange(1, 12) * 5 * MINUTE
        if now >= outage:
            play.act(now)
            play.sweep(now, twice=chance.random() < 0.02)
            if chance.random() < 0.01:  # down for hours, or for days
                outage = now + chance.choice((5 * HOUR, 20 * HOUR, 60 * HOUR))
    play.sweep(now + HOUR, twice=True)

    found = told()
    assert sorted(found) == sorted(play.expected)
    assert len(found) == len(set(found))
    kinds = Counter(":".join(key.split(":")[1:3]) for key in found)
    for kind in ("approval:soon", "approval:over", "review:soon", "review:over", "appeal:soon"):
        assert kinds[kind], kinds
    assert kinds["urgent:8"], kinds
    assert sum(count for kind, count in kinds.items() if kind.startswith("hold:")) > 5
    assert len(play.done) == 8, play.done
    lines = AuditEntry.objects.filter(act="action_ended").values_list("detail", flat=True)
    assert Counter(line["action"] for line in lines) == play.ended
    assert play.ended
    rows = {(row.action_id, row.kind): row for row in ActionDue.objects.running()}
    left = {(id, kind) for id, one in play.actions.items() for kind in one.dues}
    assert set(rows) == left
    for (id, kind), row in rows.items():
        assert row.due_at == play.actions[id].dues[kind].due
