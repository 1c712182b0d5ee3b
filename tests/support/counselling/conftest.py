from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.cache import cache
from django.utils import timezone

from accounts.models import User
from tests.support.counselling.diary import booked, sees_people
from tests.times import DAY
from wellbeing.support.counselling.models import Booking, Practice
from wellbeing.support.counselling.selectors.times import free_times


@pytest.fixture(autouse=True)
def nothing_counted_yet():
    """The limits of other tests are not ours."""
    cache.clear()


@pytest.fixture
def diary(cole) -> Practice:
    """Cole's: every day from nine to five in Warsaw."""
    return sees_people(cole)


@pytest.fixture
def free(diary) -> Callable[..., datetime]:
    """free(asha, 3): the fourth time from tomorrow on that Asha could have with Cole.

    A time of today would be too near by the end of a test at some hours, and not at others.
    """

    def at(client: User, place: int = 0, now: datetime | None = None) -> datetime:
        now = now or timezone.now()
        times = (one.slot.starts_at for one in free_times([diary], client, now=now))
        return [time for time in times if time > now + DAY][place]

    return at


@pytest.fixture
def hers(asha, cole, free) -> Booking:
    """Asha's appointment with Cole, about something, under her name."""
    return booked(asha, cole, free(asha, 4), now=timezone.now(), topic="The night shifts")
