"""What moves the line on when nobody touches it, and what follows from events."""

from datetime import datetime
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from wellbeing.notifications.live import hint
from wellbeing.notifications.services import notify
from wellbeing.support.talks.models import Offer, Participant, TalkRequest
from wellbeing.support.talks.rules import TOLD_OF_A_TALK, TOLD_OF_NOBODY
from wellbeing.support.talks.services import forgetting, leaving, queue, reminding

TALKS, OFFERS = "talks", "talk-offers"


@shared_task(ignore_result=True)
def sweep_queue() -> None:
    """Let offers that ran out go to the next, and remind whose agreed time is near."""
    now = timezone.now()
    queue.sweep(now=now)
    reminding.remind(now=now)


@shared_task(ignore_result=True)
def forget_talks() -> None:
    """Erase what is due, and end what nobody is there to answer any more."""
    now = timezone.now()
    forgetting.forget_what_is_due(now=now)
    leaving.close_forsaken(now=now)


def tell_supporter(offer_id: str) -> None:
    """That they are asked, or are asked no more; a closed phone hears only of the first."""
    now = timezone.now()
    for offer in Offer.objects.filter(pk=UUID(offer_id)):
        if not offer.answer:
            key, until = f"{OFFERS}:{offer_id}", min(offer.expires_at, now + TOLD_OF_A_TALK)
            notify(person_id=offer.to_id, topic=OFFERS, key=key, until=until, now=now)
        hint(person_id=str(offer.to_id), topic=OFFERS, id=offer_id)


def tell_asker(serial: int) -> None:
    """That somebody has come, that it is time, or that nobody will."""
    now = timezone.now()
    for request in TalkRequest.objects.filter(serial=serial):
        if matters := _matters_until(request):
            key, until = f"{TALKS}:request:{serial}", min(matters, now + TOLD_OF_A_TALK)
            notify(person_id=request.asker_id, topic=TALKS, key=key, until=until, now=now)
        hint(person_id=str(request.asker_id), topic=TALKS, id=str(request.uid))


def _matters_until(request: TalkRequest) -> datetime | None:
    """Until when a closed phone is told of how it ended; not of what they took back themselves."""
    if request.accepted_at:
        return request.stands_until
    if request.closed_at and not request.withdrawn:
        return request.closed_at + TOLD_OF_NOBODY
    return None


def tell_participants(conversation_id: str) -> None:
    """Whoever left hears nothing more of it."""
    for seat in Participant.objects.filter(conversation=UUID(conversation_id), left_at=None):
        hint(person_id=str(seat.person_id), topic=TALKS, id=conversation_id)


def tell_leaver(seat_id: int) -> None:
    for seat in Participant.objects.filter(pk=seat_id):
        hint(person_id=str(seat.person_id), topic=TALKS, id=str(seat.conversation_id))


def leave_with_access(person_id: str) -> None:
    leaving.leave(UUID(person_id), now=timezone.now())
