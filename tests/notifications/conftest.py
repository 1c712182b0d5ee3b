from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from tests.notifications.phones import Phone, PushService, push_service
from wellbeing.core import events
from wellbeing.core.models import OutboxEvent
from wellbeing.notifications import services
from wellbeing.notifications.models import OutgoingPush


@pytest.fixture(autouse=True)
def any_host(settings) -> None:
    """So that what is refused is refused for its own sake."""
    settings.PUSH_HOSTS = ["*"]


@pytest.fixture
def service(settings) -> Iterator[PushService]:
    """A push service on this machine, which an installation allows by a setting alone."""
    settings.PUSH_INSIDE = True
    with push_service() as running:
        yield running


@pytest.fixture
def phone_of(service) -> Callable[..., Phone]:
    """phone_of(asha): her own phone, which asked to be told."""

    def one(person: User) -> Phone:
        phone = Phone(person, origin=service.origin)
        assert phone.asks_to_be_told().status_code == 201
        return phone

    return one


@pytest.fixture
def tell() -> Callable[..., None]:
    """tell(asha, "a place"): something happened that she may want to know at once."""

    def one(person: User, key: str = "something", **more: Any) -> None:
        now = timezone.now()
        said = {"topic": "break-passes", "until": now + timedelta(minutes=3), "now": now} | more
        services.notify(person_id=person.pk, key=key, **said)

    return one


@pytest.fixture
def work() -> Callable[..., int]:
    """work(later): what the worker does then; returns how many pushes it took on."""

    def run(later: timedelta = timedelta(0)) -> int:
        now = timezone.now() + later
        _react(now)
        due = OutgoingPush.objects.due(now).order_by("pk")
        return sum(services.push(row.pk, now=now) for row in due)

    return run


def _react(now: datetime) -> None:
    for event in OutboxEvent.objects.due(now).order_by("pk"):
        events.react(event.pk, now)
