"""What is stored about a person here: what they put on the board of their team today."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min

from accounts.models import User
from wellbeing.support.huddles.models import HuddlePost

KIND = "huddle_posts"


def holdings(person: User) -> dict[str, Any]:
    found = HuddlePost.objects.of(person.diary).aggregate(
        count=Count("whose"), oldest_at=Min("shown_from"), newest_at=Max("shown_from")
    )
    return {"kind": KIND, **found}


def export(person: User) -> Iterator[dict[str, Any]]:
    for row in HuddlePost.objects.of(person.diary).select_related("unit"):
        yield {"team": row.unit.name, "mood": row.mood, "name": row.name, "gone_at": row.gone_at}


def erase(person: User, now: datetime) -> int:
    count, _rows = HuddlePost.objects.of(person.diary).delete()
    return count


def expire(now: datetime) -> None:
    HuddlePost.objects.filter(gone_at__lte=now).delete()
