"""What follows when a file is all here, and when it is viewable or refused."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from wellbeing.core.nudges import nudge
from wellbeing.incidents.evidence.models import EvidenceFile
from wellbeing.incidents.evidence.services import checking
from wellbeing.incidents.selectors.cases import handlers_of
from wellbeing.incidents.tasks import CASES, REPORTS
from wellbeing.notifications.live import hint

SWEEP = "wellbeing.incidents.evidence.tasks.sweep_files"


@shared_task(ignore_result=True)
def sweep_files() -> None:
    """Whatever waits to be looked into, also what a worker that was killed left behind."""
    with checking.alone() as mine:
        while mine and (file_id := checking.next_due(timezone.now())):
            checking.check(file_id, now=timezone.now())


def look_into_file(file_id: str) -> None:
    """By a worker for files, unless one is at it, who then comes to this one too."""
    nudge(SWEEP)


def tell_of_file(file_id: str) -> None:
    """Open pages look again. Nobody is told while the app is closed: a message would be."""
    now = timezone.now()
    for file in EvidenceFile.objects.filter(pk=UUID(file_id)).select_related("case"):
        if one := file.case.reader:
            hint(person_id=str(one.pk), topic=REPORTS)
        for handler_id in handlers_of(file.case, now=now).values_list("pk", flat=True):
            hint(person_id=str(handler_id), topic=CASES, id=str(file.case_id))
