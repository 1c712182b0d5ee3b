"""Somebody has left the company: nobody waits for them, and they wait for nobody."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from wellbeing.support.kept_apart.models import Exclusion
from wellbeing.support.talks.models import Offer, Participant, Supporter, TalkRequest
from wellbeing.support.talks.selectors.people import supervisors_of
from wellbeing.support.talks.services import queue
from wellbeing.support.talks.services.closing import close_request, end_offers
from wellbeing.support.talks.services.talking import close


@transaction.atomic
def leave(person_id: UUID, *, now: datetime) -> None:
    """Again changes nothing, nor does the end of one session of somebody who stays.

    Whom an administrator let in anew has left what was begun before under their name.
    """
    person = User.objects.filter(pk=person_id).first()
    if person is None:
        return
    before = person.alone_since if person.is_active else None
    _take_back(person, now, before=before)
    _leave_talks(person, now, before=before)
    if person.is_active:
        return
    for request in TalkRequest.objects.open().filter(addressed_to=person_id).order_by("serial"):
        close_request(request, now=now)
    pass_on(person_id, now=now)
    Supporter.objects.filter(person=person_id).delete()
    Exclusion.objects.filter(owner=person_id).delete()


def close_forsaken(*, now: datetime) -> None:
    """Whose supervisor is theirs no more, however that came: nobody answers what was asked."""
    for request in TalkRequest.objects.open().exclude(addressed_to=None).order_by("serial"):
        _close_if_forsaken(request, now)


@transaction.atomic
def _close_if_forsaken(request: TalkRequest, now: datetime) -> None:
    theirs = supervisors_of(request.asker, now=now).values_list("pk", flat=True)
    if request.addressed_to_id not in theirs:
        close_request(request, now=now)


def pass_on(person_id: UUID, *, now: datetime) -> None:
    """What they are asked right now goes to the next."""
    asked = Offer.objects.open().filter(to=person_id, in_line=True)
    requests = TalkRequest.objects.select_for_update(of=("self",)).filter(offers__in=asked)
    for request in requests.order_by("serial"):
        end_offers(request, "gone", Offer.objects.all())
        queue.advance(request.pk, now=now)


def _take_back(asker: User, now: datetime, *, before: datetime | None) -> None:
    requests = TalkRequest.objects.open().filter(asker=asker)
    if before:
        requests = requests.filter(asked_at__lt=before)
    for request in requests.order_by("serial"):
        close_request(request, now=now, withdrawn=True)


def _leave_talks(person: User, now: datetime, *, before: datetime | None) -> None:
    """The other one sees that they are gone, and can read on until it is erased."""
    seats = Participant.objects.filter(person=person, left_at=None, conversation__closed_at=None)
    if before:
        seats = seats.filter(joined_at__lt=before)
    for seat in seats.select_related("conversation"):
        close(seat.conversation, now=now)
        Participant.objects.filter(pk=seat.pk).update(left_at=now)
