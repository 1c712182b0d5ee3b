"""What moves the line on when nobody touches it, and what follows from events."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from wellbeing.notifications.live import hint
from wellbeing.notifications.services import notify
from wellbeing.support.talks.models import Offer, Participant, TalkRequest
from wellbeing.support.talks.services import forgetting, queue

TALKS, OFFERS = "talks", "talk-offers"


@shared_task(ignore_result=True)
def sweep_queue() -> None:
    """Let offers that ran out go to the next."""
    queue.sweep(now=timezone.now())


@shared_task(ignore_result=True)
def forget_talks() -> None:
    """Erase what is due."""
    forgetting.forget_what_is_due(now=timezone.now())


def tell_supporter(offer_id: str) -> None:
    """That they are asked, or are asked no more; a closed phone hears only of the first."""
    now = timezone.now()
    for offer in Offer.objects.filter(pk=UUID(offer_id)):
        if not offer.answer:
            key, until = f"{OFFERS}:{offer_id}", offer.expires_at
            notify(person_id=offer.to_id, topic=OFFERS, key=key, until=until, now=now)
        hint(person_id=str(offer.to_id), topic=OFFERS, id=offer_id)


def tell_asker(serial: int) -> None:
    """That somebody has come, or that nobody will."""
    now = timezone.now()
    for request in TalkRequest.objects.filter(serial=serial):
        if request.accepted_at and request.stands_until > now:
            key, until = f"{TALKS}:request:{serial}", request.stands_until
            notify(person_id=request.asker_id, topic=TALKS, key=key, until=until, now=now)
        hint(person_id=str(request.asker_id), topic=TALKS, id=str(request.uid))


def tell_participants(conversation_id: str) -> None:
    for seat in Participant.objects.filter(conversation=UUID(conversation_id)):
        hint(person_id=str(seat.person_id), topic=TALKS, id=conversation_id)
