from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

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
