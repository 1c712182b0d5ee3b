"""What is stored about a person here: on which phones they are told while the app is closed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Count, Max, Min

from accounts.models import User
from wellbeing.notifications.models import OutgoingPush, PushSubscription

KIND = "push_subscriptions"


def holdings(person: User) -> dict[str, Any]:
    found = PushSubscription.objects.filter(person=person).aggregate(
        count=Count("pk"), oldest_at=Min("made_on"), newest_at=Max("made_on")
    )
    return {"kind": KIND, **found}


def export(person: User) -> Iterator[dict[str, Any]]:
    """By whose service; the whole address would let others try to reach the phone."""
    for row in PushSubscription.objects.filter(person=person).order_by("made_on", "pk"):
        browser = row.browser()
        service = urlsplit(browser.endpoint).hostname if browser else None
        yield {"device": row.device, "service": service, "made_on": row.made_on}


def erase(person: User, now: datetime) -> int:
    count = PushSubscription.objects.filter(person=person).count()
    PushSubscription.objects.filter(person=person).delete()
    return count


def expire(now: datetime) -> None:
    OutgoingPush.objects.forget_stale(now)
    PushSubscription.objects.all().forget_ended(now)
