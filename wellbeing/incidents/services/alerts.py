"""A threat needs eyes now: it is told of again until somebody has it, or it is enough."""

from datetime import datetime
from functools import partial

from wellbeing.core.events import publish
from wellbeing.core.sweeping import one_by_one
from wellbeing.incidents.events import CaseNeedsEyes
from wellbeing.incidents.models import Case, UrgentAlert
from wellbeing.incidents.rules import ALERT_AGAIN, MOST_ALERTS, OPEN


def start(case: Case, *, now: datetime) -> None:
    """The first time is told with the report itself, to everybody who may see it."""
    if case.urgent and case.state in OPEN:
        UrgentAlert.objects.create(case=case, next_at=now + ALERT_AGAIN)


def stop(case: Case) -> None:
    UrgentAlert.objects.filter(case=case).delete()


def sweep(*, now: datetime) -> None:
    due = UrgentAlert.objects.filter(next_at__lte=now, told__lt=MOST_ALERTS)
    one_by_one(due.order_by("next_at"), partial(_tell, now=now))


def _tell(alert: UrgentAlert, *, now: datetime) -> None:
    # One UPDATE decides between two sweeps, and against whoever takes it in this moment. A server
    # that stood still for an hour tells once and goes on from there.
    same = UrgentAlert.objects.filter(pk=alert.pk, told=alert.told)
    if same.update(told=alert.told + 1, next_at=now + ALERT_AGAIN):
        # With its time: a case that was let go is told of anew, in as many numbers again.
        key = f"urgent:{alert.told + 1}:{int(now.timestamp())}"
        publish(CaseNeedsEyes(case_id=str(alert.pk), key=key))
