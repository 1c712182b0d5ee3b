"""What is stored about a person here: which talks they reported, and which reports they opened."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min

from accounts.models import User
from wellbeing.support.talk_reports import services
from wellbeing.support.talk_reports.models import Opening, TalkReport
from wellbeing.support.talk_reports.selectors import opened, reports_of

KIND = "talk_reports"


def holdings(person: User) -> dict[str, Any]:
    """One's own. That somebody else reported a talk is theirs to tell."""
    found = TalkReport.objects.told_by(person).aggregate(
        count=Count("id"), oldest_at=Min("made_at"), newest_at=Max("made_at")
    )
    return {"kind": KIND, **found}


def export(person: User) -> Iterator[dict[str, Any]]:
    """The person's own words and what was answered; the others' words in the copy are theirs."""
    for row in reports_of(person):
        yield {
            "made_at": row.made_at,
            **(opened(row, "said") or {}),
            "with_copy": row.copy is not None,
            "opened": [
                {"by": one.handler.name, "what": one.what, "at": one.at}
                for one in row.openings.select_related("handler").order_by("at", "id")
            ],
            "closed_at": row.closed_at,
            "answer": opened(row, "answer"),
        }
    for one in Opening.objects.filter(handler=person).order_by("at", "id"):
        yield {"opened_as_case_handler": one.what, "at": one.at}


def erase(person: User, now: datetime) -> int:
    """What one reported. That a case handler opened something protects whom it was about."""
    return services.withdraw_all(person, now=now)


def expire(now: datetime) -> None:
    for row in TalkReport.objects.over(now).select_related("key"):
        services.forget(row)
