"""Many wait at once: whoever cannot be served holds up nobody behind them."""

import pytest
from django.utils import timezone

from accounts.models import User
from tests.support.counselling.diary import sees_people
from tests.times import DAY, MINUTE
from wellbeing.support.counselling.models import KeptTime, TimeWait
from wellbeing.support.counselling.services import waiting

pytestmark = pytest.mark.django_db

MANY = 60


@pytest.fixture
def many(team) -> list[User]:
    return User.objects.bulk_create(
        User(personnel_number=f"n{n}", name=f"Agent {n}", unit=team) for n in range(MANY)
    )


def in_line(people: list[User], counsellor: User | None = None) -> None:
    now = timezone.now()
    TimeWait.objects.bulk_create(
        TimeWait(
            client=one,
            counsellor=counsellor,
            asked_at=now - (len(people) - n) * MINUTE,
            until=now + 28 * DAY,
        )
        for n, one in enumerate(people)
    )


def test_fifty_who_wait_for_somebody_without_hours_are_passed_over(many, cole, dana):
    sees_people(cole)
    in_line(many[:50], counsellor=dana)
    in_line(many[50:])

    waiting.look_out(now=timezone.now())

    kept = KeptTime.objects.open().values_list("client", flat=True)
    assert set(kept) == {one.pk for one in many[50:]}


def test_one_look_keeps_fifty_times_and_the_next_the_rest(many, cole):
    sees_people(cole)
    in_line(many)

    waiting.look_out(now=timezone.now())
    first = set(KeptTime.objects.open().values_list("client", flat=True))
    waiting.look_out(now=timezone.now())

    assert first == {one.pk for one in many[:50]}
    assert KeptTime.objects.open().values("client").distinct().count() == MANY
    assert KeptTime.objects.open().values("starts_at").distinct().count() == MANY
