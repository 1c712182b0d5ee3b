"""What somebody does who was told of a call for help."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from wellbeing.core.errors import DomainError, NotFound
from wellbeing.support.help_now.models import HelpCall, HelpCallReached
from wellbeing.support.help_now.models.calls import HelpCallQuerySet
from wellbeing.support.help_now.rules import DONE
from wellbeing.support.help_now.services import climbing, telling


class SomebodyIsComing(DomainError):
    code = "somebody_is_coming"
    message = _("Somebody else is coming already.")


class SayThatYouAreComing(DomainError):
    code = "not_coming_yet"
    message = _("Say first that you are coming.")


def heard(person: User, *, id: UUID) -> HelpCallReached:
    """Raises NotFound, also for a call that is over and for one of which others were told."""
    row = HelpCallReached.objects.filter(person=person, id=id, call__ended_at=None).first()
    if row is None:
        raise NotFound
    return row


@transaction.atomic
def see(person: User, *, id: UUID, now: datetime) -> None:
    """The caller is shown who saw it first. It climbs all the same."""
    row = heard(person, id=id)
    unseen = HelpCall.objects.open().filter(pk=row.call_id, seen_at=None)
    _tell(row, unseen.update(seen_at=now, seen_by=person))


@transaction.atomic
def come(person: User, *, id: UUID, now: datetime) -> None:
    """The first who says it comes; again changes nothing. Raises SomebodyIsComing and NotFound."""
    row = heard(person, id=id)
    waiting = HelpCall.objects.open().filter(pk=row.call_id, coming_at=None)
    if waiting.update(coming_at=now, coming_by=person, climbs_at=None):
        HelpCall.objects.filter(pk=row.call_id, seen_at=None).update(seen_at=now, seen_by=person)
        telling.moved(row.call_id)
    elif not _mine(person, row).exists():
        raise SomebodyIsComing


@transaction.atomic
def arrive(person: User, *, id: UUID, now: datetime) -> None:
    """Raises SayThatYouAreComing and NotFound."""
    row = heard(person, id=id)
    _check_mine(person, row)
    _tell(row, _mine(person, row).filter(there_at=None).update(there_at=now))


@transaction.atomic
def finish(person: User, *, id: UUID, now: datetime) -> None:
    """Raises SayThatYouAreComing and NotFound."""
    row = heard(person, id=id)
    _check_mine(person, row)
    _tell(row, _mine(person, row).update(ended_at=now, end=DONE))


@transaction.atomic
def decline(person: User, *, id: UUID, now: datetime) -> None:
    """They cannot: it climbs at once if they had said they come, or if nobody else is asked."""
    row = heard(person, id=id)
    HelpCallReached.objects.filter(pk=row.pk).update(declined_at=now)
    _go_without(person, row, now, asked=True)


@transaction.atomic
def stay_away(person: User, *, now: datetime) -> None:
    """Of somebody who has left: whoever waits for them hears it, and the next are told at once."""
    open_calls = HelpCallReached.objects.filter(person=person, call__ended_at=None)
    for row in open_calls.order_by("pk"):
        unsaid = HelpCallReached.objects.filter(pk=row.pk, declined_at=None)
        # Of two workers one finds it unsaid: the other must not take a further rung.
        _go_without(person, row, now, asked=bool(unsaid.update(declined_at=now)))


def _go_without(person: User, row: HelpCallReached, now: datetime, *, asked: bool) -> None:
    freed = _mine(person, row).update(
        asked_again=F("asked_again") + 1,
        coming_at=None,
        coming_by=None,
        there_at=None,
        unanswered_at=None,
        climbs_at=now,
    )
    if asked and not freed and not _others_asked(row):
        freed = HelpCall.objects.waiting(now).filter(pk=row.call_id).update(climbs_at=now)
    if freed:
        climbing.climb(row.call_id, now=now)
    if freed or asked:
        telling.moved(row.call_id)


def _others_asked(row: HelpCallReached) -> bool:
    return HelpCallReached.objects.filter(call=row.call_id, declined_at=None).exists()


def _mine(person: User, row: HelpCallReached) -> HelpCallQuerySet:
    return HelpCall.objects.open().filter(pk=row.call_id, coming_by=person)


def _check_mine(person: User, row: HelpCallReached) -> None:
    if not _mine(person, row).exists():
        raise SayThatYouAreComing


def _tell(row: HelpCallReached, changed: int) -> None:
    if changed:
        telling.moved(row.call_id)
