"""Acts that touch several diaries, and several features, never wait for each other in a ring."""

from contextlib import suppress
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import User
from tests.at_once import at_once
from tests.support.counselling.diary import booked, sees_people
from wellbeing import privacy
from wellbeing.support.counselling.models import BookedQuarter, Booking, Practice
from wellbeing.support.counselling.selectors.times import free_times
from wellbeing.support.counselling.services import leaving, waiting
from wellbeing.support.counselling.services.bookings import Wish, book
from wellbeing.support.counselling.services.errors import EnoughBooked, TimeTaken
from wellbeing.support.uses.models import Use

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 6


def clients(team, *names: str) -> list[User]:
    made = [User(personnel_number=f"{name}-{uuid4().hex}", name=name, unit=team) for name in names]
    return User.objects.bulk_create(made)


def first(client: User, counsellor: User, place: int = 0):
    practice = Practice.objects.filter(pk=counsellor.pk)
    return free_times(practice, client, now=timezone.now())[place].slot.starts_at


def with_both(client: User, *counsellors: User) -> None:
    for place, counsellor in enumerate(counsellors):
        at = first(client, counsellor, 2 * place)
        booked(client, counsellor, at, now=timezone.now(), topic="T")


def test_people_who_meet_the_same_two_counsellors_leave_at_once(team, cole, dana):
    for counsellor in (cole, dana):
        sees_people(counsellor)
    for _ in range(ROUNDS):
        people = clients(team, *"abcdef")
        for place, person in enumerate(people):
            with_both(person, *((cole, dana) if place % 2 else (dana, cole)))
        User.objects.filter(pk__in=[one.pk for one in people]).update(is_active=False)

        at_once(*[lambda one=one: leaving.leave(one.pk, now=timezone.now()) for one in people])

    assert not Booking.objects.standing().exists()
    assert not BookedQuarter.objects.exists()


def test_people_who_meet_the_same_two_forget_everything_at_once(team, cole, dana):
    for counsellor in (cole, dana):
        sees_people(counsellor)
    for _ in range(ROUNDS):
        people = clients(team, *"abcd")
        for place, person in enumerate(people):
            with_both(person, *((cole, dana) if place % 2 else (dana, cole)))

        at_once(
            *[lambda one=one: privacy.erase(one, id=uuid4(), now=timezone.now()) for one in people]
        )

    assert not Booking.objects.exists()


def test_who_books_while_they_forget_everything_is_answered(team, cole):
    """Booking notes a use below the diary; forgetting takes them in the same order."""
    sees_people(cole)
    now = timezone.now()
    for _ in range(ROUNDS):
        (one,) = clients(team, "a")
        booked(one, cole, first(one, cole), now=now)
        wish = Wish(counsellor=cole.pk, starts_at=first(one, cole, 3))

        at_once(
            lambda one=one, wish=wish: _book(one, wish),
            lambda one=one: privacy.erase(one, id=uuid4(), now=timezone.now()),
        )

    assert Use.objects.count() <= ROUNDS


def _book(client: User, wish: Wish) -> None:
    with suppress(EnoughBooked, TimeTaken):
        book(client, wish, id=uuid4(), now=timezone.now())


def test_two_counsellors_leave_while_somebody_waits_for_both(team, cole, dana):
    for counsellor in (cole, dana):
        sees_people(counsellor)
    people = clients(team, *"abcd")
    for place, person in enumerate(people):
        with_both(person, *((cole, dana) if place % 2 else (dana, cole)))
    for person in clients(team, *"efgh"):
        now = timezone.now()
        waiting.wait_for_time(person, counsellor=None, until=None, now=now)
    User.objects.filter(pk__in=[cole.pk, dana.pk]).update(is_active=False)

    at_once(
        *[lambda one=one: leaving.leave(one.pk, now=timezone.now()) for one in (cole, dana)],
        *[lambda one=one: waiting.wait_no_more(one, now=timezone.now()) for one in people],
        lambda: waiting.look_out(now=timezone.now()),
        lambda: leaving.close_forsaken(now=timezone.now()),
    )

    assert not Booking.objects.standing().exists()
