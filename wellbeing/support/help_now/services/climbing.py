"""What happens to a call for help while nobody answers."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from wellbeing.support.help_now.models import HelpCall, HelpCallReached, HelpStep
from wellbeing.support.help_now.rules import (
    DONE,
    FORGOTTEN,
    LEFT_OPEN,
    LINGERS,
    PHONE,
    UNANSWERED,
    Rung,
)
from wellbeing.support.help_now.selectors.people import reached_by
from wellbeing.support.help_now.services import telling


def sweep(*, now: datetime) -> None:
    """Every call on which something is due. Two of these at once do no harm."""
    for call_id in HelpCall.objects.due(now).values_list("pk", flat=True):
        climb(call_id, now=now)
    _close_forgotten(now)


def catch_up(call: HelpCall, *, now: datetime) -> None:
    """Before somebody looks; nothing is written where nothing is due."""
    if call.ended_at is None and call.climbs_at and call.climbs_at <= now:
        climb(call.pk, now=now)
        call.refresh_from_db()


@transaction.atomic
def climb(call_id: UUID, *, now: datetime) -> None:
    """Take the next rung that reaches somebody, past those that reach nobody."""
    moved = False
    while (call := HelpCall.objects.due(now).filter(pk=call_id).first()) and _step(call, now):
        moved = True
    if moved:
        telling.moved(call_id)


def _step(call: HelpCall, now: datetime) -> bool:
    """Whether it was this one that moved the call on."""
    rungs = call.steps()
    if call.rung < len(rungs):
        return _take(call, rungs[call.rung], now)
    if call.unanswered_at is None:
        return _claim(call, unanswered_at=now, climbs_at=now + LINGERS)
    return _claim(call, climbs_at=None, ended_at=now, end=UNANSWERED)


def _take(call: HelpCall, rung: Rung, now: datetime) -> bool:
    told = HelpCallReached.objects.filter(call=call).values("person")
    fresh = list(reached_by(rung, call, now=now).exclude(pk__in=told))
    waits = bool(fresh) or rung.who == PHONE
    due = now + timedelta(seconds=rung.wait_seconds) if waits else now
    if not _claim(call, rung=call.rung + 1, climbs_at=due):
        return False
    HelpStep.objects.create(call=call, rung=call.rung, at=now, reached=len(fresh))
    HelpCallReached.objects.bulk_create(
        HelpCallReached(call=call, person=person, rung=call.rung, told_at=now) for person in fresh
    )
    return True


def _claim(call: HelpCall, **change: object) -> bool:
    # One UPDATE decides between two schedulers, and between them and whoever says "I am coming".
    same = HelpCall.objects.open().filter(
        pk=call.pk, rung=call.rung, climbs_at=call.climbs_at, unanswered_at=call.unanswered_at
    )
    return bool(same.update(**change))


def _close_forgotten(now: datetime) -> None:
    """Somebody came, and nobody said that it is over."""
    left = HelpCall.objects.open().filter(coming_at__lte=now - FORGOTTEN)
    for call in left.order_by("pk"):
        _close(call, now)


@transaction.atomic
def _close(call: HelpCall, now: datetime) -> None:
    # One UPDATE decides between two schedulers, and between them and "there" or "done".
    same = HelpCall.objects.open().filter(pk=call.pk, there_at=call.there_at)
    if same.update(ended_at=now, end=DONE if call.there_at else LEFT_OPEN):
        telling.moved(call.pk)
