"""Whoever forgets, leaves or is no counsellor any more: what goes, and who hears of it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import RoleGrant, User
from accounts.models.people import Role
from wellbeing.core.models import OutboxEvent
from wellbeing.core.sealing import destroy
from wellbeing.support.counselling.events import AppointmentChanged
from wellbeing.support.counselling.models import (
    Booking,
    Hours,
    KeptTime,
    Note,
    Practice,
    SpecialDay,
    TimeWait,
)
from wellbeing.support.counselling.models.bookings import COUNSELLOR_GONE
from wellbeing.support.counselling.rules import GRACE
from wellbeing.support.counselling.services import line
from wellbeing.support.counselling.services.changes import cancel, cancel_unseen
from wellbeing.support.counselling.services.diary import lock_all, tell_of_line


@transaction.atomic
def forget_client(client: User, *, now: datetime) -> int:
    """What is ahead is cancelled, and nothing says any more that anything was."""
    mine, kept = Booking.objects.filter(client=client), KeptTime.objects.filter(client=client)
    lock_all([*_counsellors(mine), *_counsellors(kept)])
    waits = _leave_line(client, now)
    for booking in mine.standing().filter(starts_at__gt=now).select_related("key"):
        cancel_unseen(booking, now=now)
    kept.delete()
    told = OutboxEvent.objects.filter(name=AppointmentChanged.__name__)
    told.filter(payload__person_id=str(client.pk)).delete()
    return _forget(list(mine.select_related("key"))) + waits


def _counsellors(rows: QuerySet[Booking] | QuerySet[KeptTime]) -> list[UUID]:
    return list(rows.values_list("counsellor", flat=True))


def _leave_line(client: User, now: datetime) -> int:
    """On locked diaries: out of the line, and what was kept goes to the next."""
    count, _rows = TimeWait.objects.filter(client=client).delete()
    for kept in KeptTime.objects.unbooked().open().filter(client=client):
        line.pass_on(kept, ended_at=now, now=now)
    return count


def _forget(rows: list[Booking]) -> int:
    """With the counsellor's note on each."""
    keys = [row.key for row in rows if row.key]
    Booking.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for key in keys:
        destroy(key)
    return len(rows)


def forget_old(*, kept: timedelta, cancelled_kept: timedelta, now: datetime) -> None:
    """Whatever has been kept as long as we said, and every note with it."""
    old = Booking.objects.filter(ends_at__lt=now - kept)
    gone = Booking.objects.filter(cancelled_at__lt=now - cancelled_kept, ends_at__lt=now)
    _forget(list((old | gone).select_related("key")))
    TimeWait.objects.filter(until__lte=now).delete()
    KeptTime.objects.filter(ended_at__isnull=False, starts_at__lt=now).delete()


@transaction.atomic
def leave(person_id: UUID, *, now: datetime) -> None:
    """Whoever left is met by nobody and meets nobody; a counsellor's notes become unreadable."""
    leaver = User.objects.filter(pk=person_id, is_active=False).first()
    if leaver is None:
        return
    mine, kept = Booking.objects.filter(client=leaver), KeptTime.objects.filter(client=leaver)
    lock_all([leaver.pk, *_counsellors(mine), *_counsellors(kept)])
    _leave_line(leaver, now)
    for booking in mine.standing().filter(starts_at__gt=now):
        cancel(booking, by=leaver.pk, now=now)
    _close_practice(leaver.pk, now)
    _forget_practice(leaver)


def close_forsaken(*, now: datetime) -> None:
    """Whose role ended an hour ago, however it did: what is ahead is cancelled, everybody told."""
    serving = _grants_after(now - GRACE).filter(starts_at__lte=now)
    ahead = _ahead_without_role(now).values("counsellor")
    waited = _waits_in_vain(now).values("counsellor")
    concerned = Practice.objects.filter(pk__in=ahead) | Practice.objects.filter(pk__in=waited)
    forsaken = concerned.exclude(pk__in=serving.values("person"))
    for counsellor_id in forsaken.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            lock_all([counsellor_id])
            _close_practice(counsellor_id, now)


def _grants_after(moment: datetime | OuterRef) -> QuerySet[RoleGrant]:
    lasting = Q(until=None) | Q(until__gt=moment)
    return RoleGrant.objects.filter(lasting, role=Role.COUNSELLOR, person__is_active=True)


def _ahead_without_role(now: datetime) -> QuerySet[Booking]:
    """With whom is no counsellor then: a role that begins anew may cover what is further ahead."""
    then = OuterRef("starts_at")
    serving = _grants_after(then).filter(starts_at__lte=then, person=OuterRef("counsellor"))
    return Booking.objects.standing().filter(~Exists(serving), starts_at__gt=now)


def _waits_in_vain(now: datetime) -> QuerySet[TimeWait]:
    some_time = _grants_after(now).filter(person=OuterRef("counsellor"))
    return TimeWait.objects.exclude(counsellor=None).filter(~Exists(some_time))


def _close_practice(counsellor_id: UUID, now: datetime) -> None:
    """On a locked diary; whoever waited for this counsellor waits for any from now on."""
    for booking in _ahead_without_role(now).filter(counsellor=counsellor_id):
        cancel(booking, by=counsellor_id, now=now, why=COUNSELLOR_GONE)
    for kept in KeptTime.objects.open().filter(counsellor=counsellor_id):
        line.pass_on(kept, ended_at=now, now=now)
    waiting = _waits_in_vain(now).filter(counsellor=counsellor_id).order_by("client")
    for client_id in list(waiting.select_for_update().values_list("client", flat=True)):
        TimeWait.objects.filter(client=client_id).update(counsellor=None)
        tell_of_line(client_id, now=now)


def _forget_practice(leaver: User) -> None:
    Hours.objects.filter(counsellor=leaver).delete()
    SpecialDay.objects.filter(counsellor=leaver).delete()
    Note.objects.filter(booking__counsellor=leaver).delete()
    practice = Practice.objects.filter(counsellor=leaver).select_related("notes_key").first()
    if practice and practice.notes_key:
        key, practice.notes_key = practice.notes_key, None
        practice.save(update_fields=["notes_key"])
        destroy(key)
