"""Half a year of a company, closed by the real job: `python -m tests.browser.seed_trends`.

What was lived is known here: Mondays before ten and Thursdays after three are low, with workload
and guidance behind it; Billing had four bad weeks in the middle, and a longer Monday huddle since.
"""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random

import django

WEEKS = 27
BAD = range(9, 13)  # weeks in which Billing does badly
HUDDLE = 15  # the week with whose Monday the change begins
SIZES = {"Billing": 190, "Orders": 150, "Claims": 170, "Returns": 160}


def seed(now: datetime) -> None:
    from tests.browser.seed import seed as seed_people
    from wellbeing.trends.planning import plan_until

    seed_people()
    people = _hire()
    first = now.date() - timedelta(days=now.weekday(), weeks=WEEKS + 1)
    plan_until(_at(first, 1))
    _live(people, first)
    for week in range(1, WEEKS + 2):
        _close(week, first)


def _at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def _hire() -> dict[str, list]:
    from accounts.models import Unit
    from tests.trends.company import hire

    krakow = Unit.objects.get(name="Kraków")
    gdansk = Unit.objects.create(kind="site", name="Gdańsk", parent=krakow.parent)
    units = {"Billing": Unit.objects.get(name="Billing")}
    for name in SIZES.keys() - units.keys():
        above = krakow if name == "Orders" else gdansk
        units[name] = Unit.objects.create(kind="department", name=name, parent=above)
    return {name: hire(size, units[name]) for name, size in SIZES.items()}


def _live(people: dict[str, list], first: date) -> None:
    from wellbeing.checkins.models import CheckIn

    luck = Random(7)
    for name, members in people.items():
        lived = (one for week in range(WEEKS) for one in _week(members, name, week, first, luck))
        CheckIn.objects.bulk_create(lived, batch_size=2000)


def _week(members: list, name: str, week: int, first: date, luck: Random) -> Iterator:
    from tests.trends.company import said
    from wellbeing.core.subjects import subject_of

    for n, person in enumerate(members):
        if luck.random() > 0.7:
            continue
        subject = subject_of(person.diary)
        for day in range(5):
            hour = luck.choice((8, 10, 12, 14, 16))
            low = (day == 0 and hour < 10) or (day == 3 and hour > 15)
            moment = _at(first + timedelta(weeks=week, days=day), hour)
            felt = _felt(name, week, low=low) + n % 3 - 1 + luck.gauss(0, 0.5)
            mood = min(5, max(1, round(felt)))
            sources = luck.sample(("workload", "guidance", "customer", "tools"), 2) if low else ()
            if not low and luck.random() < 0.3:
                sources = ("workload",) if luck.random() < 0.5 else ("guidance",)
            yield said(subject, moment, mood, energy=mood, sources=sources)


def _felt(name: str, week: int, *, low: bool) -> float:
    bad = 0.9 if name == "Billing" and week in BAD else 0.0
    better = 0.35 if name == "Billing" and week >= HUDDLE else 0.0
    return 3.4 - bad + better - (1.2 if low else 0.0)


def _close(week: int, first: date) -> None:
    from accounts.models import Unit, User
    from wellbeing.core.ids import uuid7
    from wellbeing.trends.closing import close_due
    from wellbeing.trends.interventions import announce_change

    moment = _at(first + timedelta(weeks=week), 0) + timedelta(hours=76)
    close_due(moment)
    if week == HUDDLE - 3:
        announce_change(
            manager=User.objects.get(personnel_number="mona"),
            id=uuid7(moment, Random(1)),
            unit=Unit.objects.get(name="Billing").pk,
            actions=["Longer Monday huddle", "Two lessons on guidance", "Buddy pairs"],
            starts_on=first + timedelta(weeks=HUDDLE),
            now=moment,
        )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellbeing.settings")
    django.setup()
    seed(datetime.now(UTC))
