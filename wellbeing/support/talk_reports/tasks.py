"""What follows when a report is made, answered or taken back."""

from uuid import UUID

from django.utils import timezone

from wellbeing.notifications.live import hint
from wellbeing.notifications.services import notify
from wellbeing.support.talk_reports.models import TalkReport
from wellbeing.support.talk_reports.rules import ANSWERED, OPEN, PUSHED_FOR
from wellbeing.support.talk_reports.selectors import handlers_of

REPORTS, CASES = "talk-reports", "talk-report-cases"


def tell_of_talk_report(report_id: str) -> None:
    """A new one to whoever may open it, the answer to whoever reported."""
    for row in TalkReport.objects.filter(pk=UUID(report_id)):
        if row.state == OPEN:
            for handler in handlers_of(row, now=timezone.now()):
                _tell(handler.pk, CASES, row)
        elif row.state == ANSWERED and row.reader:
            _tell(row.reader.pk, REPORTS, row)
        for handler_id in row.openings.values_list("handler", flat=True).distinct():
            hint(person_id=str(handler_id), topic=CASES)


def _tell(person_id: UUID, topic: str, row: TalkReport) -> None:
    now = timezone.now()
    until = (row.closed_at or row.made_at) + PUSHED_FOR
    notify(person_id=person_id, topic=topic, key=f"{topic}:{row.pk}", until=until, now=now)
    hint(person_id=str(person_id), topic=topic)
