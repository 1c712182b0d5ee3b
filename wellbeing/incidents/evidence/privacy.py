"""Files on one's own reports. What was sent without a name cannot be found by one."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Min, QuerySet

from accounts.models import User
from wellbeing.core.sweeping import one_by_one
from wellbeing.incidents.evidence.models import EvidenceFile
from wellbeing.incidents.evidence.rules import ARRIVING, UNFINISHED_KEPT
from wellbeing.incidents.evidence.services import name_of
from wellbeing.incidents.models import Case, LegalHold

KIND = "report_files"


def holdings(person: User) -> dict[str, Any]:
    found = (
        EvidenceFile.objects.shown()
        .filter(case__in=Case.objects.told_by(person))
        .aggregate(count=Count("id"), oldest_at=Min("began_at"), newest_at=Max("began_at"))
    )
    return {"kind": KIND, **found}


def export(person: User) -> Iterator[dict[str, Any]]:
    """What there is of each; the files themselves come with the pack of a report."""
    files = EvidenceFile.objects.shown().filter(case__in=Case.objects.told_by(person))
    for file in files.select_related("key").order_by("began_at", "pk"):
        yield {
            "report": file.case_id,
            "name": name_of(file),
            "size": file.size,
            "sha256": bytes(file.sha256).hex(),
            "state": file.state,
            "began_at": file.began_at,
        }


@transaction.atomic
def erase(person: User, now: datetime) -> int:
    """What is held by law goes with the key of its case, once that is let go."""
    mine = Case.objects.told_by(person).order_by("pk")
    cases = list(mine.select_for_update(of=("self",)).values_list("pk", flat=True))
    files = EvidenceFile.objects.filter(case__in=cases).exclude(case__in=_held())
    count = files.shown().count()
    files.delete()
    return count


def expire(now: datetime) -> None:
    """What never arrived whole; everything else goes with the key of its case."""
    begun = EvidenceFile.objects.filter(state=ARRIVING, began_at__lte=now - UNFINISHED_KEPT)
    cases = Case.objects.filter(pk__in=begun.exclude(case__in=_held()).values("case"))
    one_by_one(cases, partial(_expire_of, begun))


def _expire_of(begun: QuerySet[EvidenceFile], case: Case) -> None:
    # The case first, as for everything: a part that comes right now is either in time or not.
    list(Case.objects.select_for_update(of=("self",)).filter(pk=case.pk).values_list("pk"))
    begun.filter(case=case).exclude(case__in=_held()).delete()


def _held() -> QuerySet[LegalHold, Any]:
    return LegalHold.objects.standing().values("case")
