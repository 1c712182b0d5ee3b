"""Which files there are on a case."""

from uuid import UUID

from django.db.models import Q, QuerySet

from wellbeing.core.errors import NotFound
from wellbeing.incidents.evidence.models import EvidenceFile
from wellbeing.incidents.evidence.rules import CHECKING, DOUBTFUL, REFUSED, VIEWABLE
from wellbeing.incidents.models import Case


def files_of(case: Case) -> QuerySet[EvidenceFile]:
    """Those that were not taken back, in the order in which they came."""
    found = EvidenceFile.objects.shown().filter(case=case)
    return found.select_related("key").order_by("began_at", "pk")


def whole_of(case: Case) -> QuerySet[EvidenceFile]:
    """Those that are stored as they were handed in, for whoever did it."""
    doubtful = Q(state=REFUSED, reason__in=DOUBTFUL)
    return files_of(case).filter(Q(state__in=(CHECKING, VIEWABLE)) | doubtful)


def file_of(case: Case, uid: UUID) -> EvidenceFile:
    """Raises NotFound."""
    file = files_of(case).filter(uid=uid).first()
    if file is None:
        raise NotFound
    return file
