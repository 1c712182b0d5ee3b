"""How a request ends that nobody took."""

from datetime import datetime

from django.db.models import QuerySet

from wellbeing.core.events import publish
from wellbeing.support.talks.events import TalkMoved, TalkOfferEnded, TalkRequestMoved
from wellbeing.support.talks.models import Conversation, Offer, TalkRequest, WaitTime
from wellbeing.support.talks.rules import GIVEN_UP_AFTER, OFFER_STANDS


def close_request(request: TalkRequest, *, now: datetime, withdrawn: bool = False) -> bool:
    """Whether it was still open; one UPDATE decides against whoever accepts in this moment."""
    mine = TalkRequest.objects.open().filter(pk=request.pk)
    if not mine.update(closed_at=now, withdrawn=withdrawn, sleeps=False):
        return False
    end_offers(request, "gone", Offer.objects.all())
    if _waited_in_vain(request, now, withdrawn=withdrawn):
        WaitTime.objects.create(on=now.date(), kind=request.kind, seconds=None)
    if not withdrawn:
        _go_on_without(request)
    publish(TalkRequestMoved(serial=request.pk))
    return True


def _waited_in_vain(request: TalkRequest, now: datetime, *, withdrawn: bool) -> bool:
    """Not whoever was told at once that nobody is there, nor whoever thought better of it.

    Who gives up after minutes had nobody by then: left out, the usual wait would be that of those
    who were lucky.
    """
    if request.addressed_to_id or request.sleeps:
        return False
    waited = now - request.waits_since
    if withdrawn:
        return waited >= GIVEN_UP_AFTER
    return waited >= OFFER_STANDS or request.offers.exists()


def _go_on_without(request: TalkRequest) -> None:
    """A talk into which no counsellor came."""
    if request.conversation_id:
        talk = Conversation.objects.open().filter(pk=request.conversation_id)
        talk.update(handover_asked_at=None, handover_from=None)
        publish(TalkMoved(conversation_id=str(request.conversation_id)))


def end_offers(request: TalkRequest, answer: str, which: QuerySet[Offer]) -> None:
    for offer in which.filter(request=request, answer=""):
        if Offer.objects.open().filter(pk=offer.pk).update(answer=answer):
            publish(TalkOfferEnded(offer_id=str(offer.pk)))
