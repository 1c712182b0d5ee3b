"""Who would like something earlier: a time that gets free goes to the first in line, then on."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from wellbeing.core.events import publish
from wellbeing.support.counselling.events import AppointmentChanged
from wellbeing.support.counselling.models import BookedQuarter, Booking, KeptTime, Practice, Wait
from wellbeing.support.counselling.rules import HOLD, Slot, quarters
from wellbeing.support.counselling.services.diary import keep_time, lock


def stand_in_line(booking: Booking, *, now: datetime) -> None:
    """Again changes nothing: the place is that of the first time."""
    Wait.objects.get_or_create(booking=booking, defaults={"asked_at": now})


def leave(booking: Booking, *, now: datetime) -> None:
    """On a locked diary: out of the line, and what was kept goes to the next."""
    Wait.objects.filter(booking=booking).delete()
    let_go(booking, now=now)


def let_go(booking: Booking, *, now: datetime) -> None:
    """On a locked diary: what is kept for this one goes to the next; the place in line stays."""
    for kept in booking.kept_times.open():
        _pass_on(kept, ended_at=now, now=now)


def offer(practice: Practice, slot: Slot, *, now: datetime) -> None:
    """Keep a time that got free for the first who would rather have it; else it is free for all."""
    notice = timedelta(minutes=practice.notice_minutes)
    if slot.starts_at < now + notice or _taken(practice, slot):
        return
    for wait in _line(practice, slot):
        if not _is_busy(wait.booking, slot):
            _keep(wait, slot, practice, now)
            return


def _line(practice: Practice, slot: Slot) -> QuerySet[Wait]:
    """Who has a later time, is offered nothing else, and was not offered this one before."""
    later = Booking.objects.standing().filter(
        counsellor=practice.pk, starts_at__gte=slot.free_again_at
    )
    was_asked = KeptTime.objects.filter(starts_at=slot.starts_at) | KeptTime.objects.open()
    line = Wait.objects.filter(booking__in=later).exclude(booking__in=was_asked.values("booking"))
    return line.select_related("booking").order_by("asked_at", "booking")


def _taken(practice: Practice, slot: Slot) -> bool:
    wanted = list(quarters(slot.starts_at, slot.free_again_at))
    return BookedQuarter.objects.filter(person=practice.pk, at__in=wanted).exists()


def _is_busy(booking: Booking, slot: Slot) -> bool:
    wanted = list(quarters(slot.starts_at, slot.ends_at))
    return BookedQuarter.objects.filter(person=booking.client_id, at__in=wanted).exists()


def _keep(wait: Wait, slot: Slot, practice: Practice, now: datetime) -> None:
    kept = KeptTime.objects.create(
        booking=wait.booking,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        pause=slot.pause,
        until=now + HOLD,
    )
    keep_time(kept, practice.pk, slot.free_again_at)
    client_id = str(wait.booking.client_id)
    publish(AppointmentChanged(person_id=client_id, key=f"offer:{kept.pk}", told=True))


def move_on(practice: Practice, *, now: datetime) -> None:
    """On a locked diary: whatever was kept long enough goes to the next in line."""
    for kept in KeptTime.objects.run_out(now).filter(booking__counsellor=practice.pk):
        _pass_on(kept, ended_at=kept.until, now=now)


def _pass_on(kept: KeptTime, *, ended_at: datetime, now: datetime) -> None:
    # One UPDATE decides, so a time is passed on once.
    if not KeptTime.objects.open().filter(pk=kept.pk).update(ended_at=ended_at):
        return
    kept.quarters.all().delete()
    practice = Practice.objects.get(pk=kept.booking.counsellor_id)
    offer(practice, Slot(kept.starts_at, kept.ends_at, kept.pause), now=now)


def decline(booking: Booking, *, now: datetime) -> None:
    """Keep the appointment as it is, and the place in line; the next one is asked."""
    with transaction.atomic():
        lock(booking.counsellor_id)
        let_go(booking, now=now)


def leave_line(booking: Booking, *, now: datetime) -> None:
    with transaction.atomic():
        lock(booking.counsellor_id)
        leave(booking, now=now)


def sweep(*, now: datetime) -> None:
    due = KeptTime.objects.run_out(now).values_list("booking__counsellor", flat=True)
    for counsellor_id in set(due):
        with transaction.atomic():
            move_on(lock(counsellor_id), now=now)
