"""What arrives after the cut-off changes no byte of any release; it stays in one's own diary."""

import json
from datetime import timedelta
from random import Random

import pytest
from django.db import transaction

from tests.trends.company import MONDAY, at, closing_of, company, everybody_says, say
from wellbeing.checkins.models import CheckIn
from wellbeing.trends import chain, noise, schedule
from wellbeing.trends.closing import close_due
from wellbeing.trends.models import Release
from wellbeing.trends.planning import plan_until, zone

pytestmark = pytest.mark.django_db

WEEKS = 16  # long enough for every stream; a change takes sixteen weeks by itself
MOMENT = timedelta(microseconds=1)


@pytest.fixture(autouse=True)
def known_noise(monkeypatch):
    """The same in both runs, so that every byte can be compared; only a test can do this."""
    drawn = noise.noisy

    def noisy(totals, *, l2, rho):
        real = drawn(totals, l2=l2, rho=rho)
        chance = Random(f"{l2} {rho} {len(totals)}")
        values = [value + round(chance.gauss(0, real.scale)) for value in totals]
        return noise.Drawn(values, real.scale, real.spent, real.version)

    monkeypatch.setattr(noise, "noisy", noisy)


@pytest.fixture
def people(organisation):
    """Everybody says something every fourth week, in time."""
    found = company([90, 80])
    plan_until(at(MONDAY))
    for week in range(0, WEEKS, 4):
        everybody_says(found, MONDAY + timedelta(weeks=week), 2 + week % 3)
    return found


@pytest.fixture
def released(people, settings):
    """released(): every release until then, as anybody can have it; nothing of it is kept."""
    return lambda: _released(settings.RELEASES_FILE)


def _released(copy) -> bytes:
    backup = transaction.savepoint()
    for week in range(1, WEEKS + 1):
        close_due(closing_of(week))
    assert {one.stream for one in Release.objects.all()} >= {
        "mood_week", "stress_4wk", "energy_4wk", "cycle_13wk",
    }  # fmt: skip
    found = json.dumps(list(chain.lines(Release.objects.all()))).encode()
    transaction.savepoint_rollback(backup)
    copy.unlink()
    return found


def cutoff(week: int):
    return schedule.period(MONDAY + timedelta(weeks=week), 1, zone()).cutoff


def too_late():
    """The first moment at which nothing that is compared here can still change."""
    return cutoff(WEEKS - 1) + MOMENT


def answered_in_time_received_too_late(person):
    """Also for the longest of the periods that it belongs to."""
    for week in (0, 5, 12):
        say(person, at(MONDAY + timedelta(weeks=week, days=6)), 5, energy=5, sources=["tools"],
            received=too_late())  # fmt: skip


def answered_and_received_too_late(person):
    """Weeks after the last period that is compared here."""
    for day in range(3, 20, 4):
        say(person, cutoff(WEEKS - 1) + timedelta(days=day), 5, energy=1, sources=["workload"])


def answered_where_it_is_still_the_day_before(person):
    """The clock of the place says Sunday of the last week; it arrives once that is closed."""
    ends_on = MONDAY + timedelta(weeks=WEEKS)
    say(person, at(ends_on, 9), 5, offset=-600, received=too_late())


@pytest.mark.parametrize(
    "late",
    [
        answered_in_time_received_too_late,
        answered_and_received_too_late,
        answered_where_it_is_still_the_day_before,
    ],
    ids=lambda late: late.__name__,
)
def test_no_byte_of_a_release_changes(people, released, late):
    before = released()

    for person in people[:20]:
        late(person)

    assert released() == before


def test_a_byte_changes_where_it_arrives_in_time(people, released):
    """Else the test above would prove nothing."""
    before = released()

    say(people[0], at(MONDAY + timedelta(days=6)), 5, received=cutoff(0))

    assert released() != before


def test_what_came_too_late_is_in_ones_own_diary(people):
    answered_in_time_received_too_late(people[0])

    mine = CheckIn.objects.filter(received_at=too_late())
    assert mine.count() == 3
