from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from accounts.models import RoleGrant
from accounts.models.people import Role
from tests.accounts.roster import Desk
from tests.times import LONG_AGO
from wellbeing.core import events
from wellbeing.core.models import OutboxEvent


@pytest.fixture(autouse=True)
def _fresh_counts():
    """What an earlier test tried does not count against this one."""
    cache.clear()


@pytest.fixture
def drain():
    """drain(): the worker has run; returns the names of the events that it found."""

    def run() -> list[str]:
        due = timezone.now() + timedelta(seconds=1)
        waiting = OutboxEvent.objects.due(due).order_by("pk")
        return [row.name for row in waiting if events.react(row.pk, due)]

    return run


@pytest.fixture
def desk(ada, signed_in) -> Desk:
    return Desk(signed_in(ada))


@pytest.fixture
def site_desk(site, person, signed_in, department, organisation) -> Desk:
    """The administrator of one site only."""
    adam = person("adam", unit=site)
    RoleGrant.objects.create(person=adam, role=Role.ADMINISTRATOR, unit=site, starts_at=LONG_AGO)
    return Desk(signed_in(adam))
