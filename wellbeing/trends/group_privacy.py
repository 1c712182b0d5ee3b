"""What is stored about a person here: in which group they counted, from the roster alone."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Min

from accounts.models import User
from wellbeing.trends.models import Membership

KIND = "groups"
# As long as the ledger may have to show that nobody was counted too often.
KEPT = timedelta(days=1096)


def holdings(person: User) -> dict[str, Any]:
    found = Membership.objects.filter(person=person).aggregate(
        count=Count("pk"), oldest_at=Min("planning__made_at"), newest_at=Max("planning__made_at")
    )
    return {"kind": KIND, **found}


def export(person: User) -> Iterator[dict[str, Any]]:
    rows = Membership.objects.filter(person=person).select_related("planning", "cell")
    for row in rows.order_by("planning"):
        from_day = row.planning.starts_on.isoformat()
        yield {"from": from_day, "group": row.cell.name, "people": row.cell.agents}


def expire(now: datetime) -> None:
    Membership.objects.filter(planning__made_at__lt=now - KEPT).delete()
