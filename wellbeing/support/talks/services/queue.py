"""Moves the line on: whoever waits is offered to one person after the other."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from wellbeing.core.events import publish
from wellbeing.support.talks.events import TalkOffered, TalkOfferEnded, TalkRequestMoved
from wellbeing.support.talks.models import Offer, TalkRequest
from wellbeing.support.talks.rules import OFFER_STANDS, next_in_turn
from wellbeing.support.talks.selectors.people import barred_for, volunteers
from wellbeing.support.talks.selectors.queue import due


def sweep(*, now: datetime) -> None:
    """Every request for which something may be due. Two of these at once do no harm."""
    for serial in due(now).values_list("serial", flat=True):
        advance(serial, now=now)


@transaction.atomic
def advance(serial: int, *, now: datetime) -> None:
    """Let an offer that ran out go to the next, and end what waited long enough."""
    open_ones = TalkRequest.objects.select_for_update().open()
    request = open_ones.filter(serial=serial).first()
    if request is None:
        return
    if request.stands_until <= now:
        close_request(request, now=now)
        return
    end_offers(request, "missed", Offer.objects.filter(expires_at__lte=now))
    if request.addressed_to_id is None and not request.offers.open().exists():
        _offer_next(request, now)


def close_request(request: TalkRequest, *, now: datetime, withdrawn: bool = False) -> bool:
    """Whether it was still open; one UPDATE decides against whoever accepts in this moment."""
    mine = TalkRequest.objects.open().filter(pk=request.pk)
    if not mine.update(closed_at=now, withdrawn=withdrawn):
        return False
    end_offers(request, "gone", Offer.objects.all())
    publish(TalkRequestMoved(serial=request.pk))
    return True


def end_offers(request: TalkRequest, answer: str, which: QuerySet[Offer]) -> None:
    for offer in which.filter(request=request, answer=""):
        if Offer.objects.open().filter(pk=offer.pk).update(answer=answer):
            publish(TalkOfferEnded(offer_id=str(offer.pk)))


def _offer_next(request: TalkRequest, now: datetime) -> None:
    for one in _candidates(request, now):
        if offer(request, one, in_line=True, stands=OFFER_STANDS, now=now):
            return


def _candidates(request: TalkRequest, now: datetime) -> list[UUID]:
    asked = set(request.offers.values_list("to", flat=True))
    there = set(_people_in_the_talk(request))
    busy = set(Offer.objects.open().filter(in_line=True).values_list("to", flat=True))
    barred = barred_for(request.asker, now=now) | asked | there | busy
    on_shift = volunteers(request.kind, now=now)
    turn = next_in_turn(
        on_shift, language=request.language, topic=request.topic, barred=frozenset(barred)
    )
    return [one.id for one in turn]


def _people_in_the_talk(request: TalkRequest) -> list[UUID]:
    talk = request.conversation
    return list(talk.participants.values_list("person", flat=True)) if talk else []


def offer(
    request: TalkRequest, to: UUID, *, in_line: bool, stands: timedelta, now: datetime
) -> bool:
    """False where that person was offered another in the same moment."""
    row = Offer(request=request, to_id=to, in_line=in_line, offered_at=now, expires_at=now + stands)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return False
    publish(TalkOffered(offer_id=str(row.pk)))
    return True
