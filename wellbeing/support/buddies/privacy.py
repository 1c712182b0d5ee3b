"""What is stored about a person here: that they want a buddy, and who it is."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any

from django.db.models import Q

from accounts.models import User
from wellbeing.support.buddies import services
from wellbeing.support.buddies.models import Buddy, Parted
from wellbeing.support.buddies.selectors import buddy_of

KIND = "buddies"


def holdings(person: User) -> dict[str, Any]:
    row = Buddy.objects.filter(person=person).first()
    since = row and datetime.combine(row.wanted_on, time(), tzinfo=UTC)
    return {"kind": KIND, "count": int(row is not None), "oldest_at": since, "newest_at": since}


def export(person: User) -> Iterator[dict[str, Any]]:
    for row in Buddy.objects.filter(person=person):
        buddy = buddy_of(person)
        yield {"wanted_on": row.wanted_on, "buddy": buddy.name if buddy else None}


def erase(person: User, now: datetime) -> int:
    count = Buddy.objects.filter(person=person).count()
    services.leave(person, now=now)
    Parted.objects.filter(Q(one=person) | Q(other=person)).delete()
    return count


def expire(now: datetime) -> None:
    Parted.objects.filter(until__lte=now.date()).delete()
