"""What somebody does who was offered a talk."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from wellbeing.core.errors import NotFound
from wellbeing.core.events import publish
from wellbeing.core.sealing import new_key
from wellbeing.support.kept_apart.selectors import kept_from
from wellbeing.support.talks.events import (
    TalkLeft,
    TalkMoved,
    TalkOfferEnded,
    TalkRequestMoved,
)
from wellbeing.support.talks.models import (
    Conversation,
    Offer,
    Participant,
    Supporter,
    TalkRequest,
    WaitTime,
)
from wellbeing.support.talks.rules import AGENT, PEER, REMINDED_BEFORE, SUPERVISOR
from wellbeing.support.talks.selectors.people import local_day, taken_today, talks_of, volunteer
from wellbeing.support.talks.services import closing, queue
from wellbeing.support.talks.services.errors import EnoughForNow, TalkOfferOver


def accept(person: User, *, offer_id: UUID, now: datetime) -> UUID:
    """The talk that begins, or goes on; again says the same.

    Raises TalkOfferOver, EnoughForNow and NotFound.
    """
    try:
        return _accept(_find(person, offer_id), person, now)
    except TalkOfferOver:
        taken = Offer.objects.filter(pk=offer_id, to=person, answer="accepted")
        talk = taken.values_list("request__conversation", flat=True).first()
        if talk is None:
            raise
        return talk  # a second tap overtook the first
    except EnoughForNow:
        decline(person, offer_id=offer_id, now=now)
        raise


@transaction.atomic
def _accept(offer: Offer, person: User, now: datetime) -> UUID:
    request = offer.request
    # One UPDATE decides, so two people can never both be told yes.
    won = TalkRequest.objects.open().filter(pk=request.pk).update(accepted_at=now)
    if not won:
        raise TalkOfferOver
    if offer.in_line:
        if kept_from(request.asker).filter(pk=person.pk).exists():
            raise TalkOfferOver  # since it was offered
        _count(person, request.kind, now)
    if not Offer.objects.standing(now).filter(pk=offer.pk).update(answer="accepted"):
        raise TalkOfferOver
    if offer.in_line:
        waited = int((now - request.waits_since).total_seconds())
        WaitTime.objects.create(on=now.date(), kind=request.kind, seconds=waited)
    talk = (
        _joined(request, person, now) if request.conversation_id else _begun(request, person, now)
    )
    TalkRequest.objects.filter(pk=request.pk).update(conversation=talk)
    publish(TalkOfferEnded(offer_id=str(offer.pk)))
    publish(TalkRequestMoved(serial=request.pk))
    publish(TalkMoved(conversation_id=str(talk.pk)))
    return talk.pk


def _count(person: User, kind: str, now: datetime) -> None:
    """With the row locked: what was offered twice in one moment is taken once."""
    Supporter.objects.get_or_create(person=person)
    row = Supporter.objects.select_for_update().get(person=person)
    talks = talks_of([person.pk]).get(person.pk, 0)
    if not volunteer(person, row, kind, talks=talks, now=now).has_room:
        raise EnoughForNow
    if kind == PEER:
        row.taken = taken_today(row, person, now) + 1
        row.taken_on = local_day(person, now)
        row.save(update_fields=["taken", "taken_on"])


def _begun(request: TalkRequest, person: User, now: datetime) -> Conversation:
    talk = Conversation(key=new_key(), began_at=now, last_at=now)
    if request.kind == SUPERVISOR:
        _agree(talk, request.wished_at, now)
    talk.save(force_insert=True)
    _seat(talk, request.asker, AGENT, request.shown_as, now)
    _seat(talk, person, request.kind, person.name, now)
    return talk


def _agree(talk: Conversation, at: datetime | None, now: datetime) -> None:
    """The time that was wished for lies ahead: until then nobody has abandoned it."""
    if at is None or at <= now:
        return
    talk.agreed_for = talk.last_at = at
    if at - REMINDED_BEFORE > now:
        talk.remind_at = at - REMINDED_BEFORE


def _seat(talk: Conversation, person: User, role: str, shown_as: str, now: datetime) -> None:
    talk.participants.create(person=person, role=role, shown_as=shown_as, joined_at=now)


def _joined(request: TalkRequest, person: User, now: datetime) -> Conversation:
    """A counsellor comes, and the peer leaves with the thanks of both."""
    assert request.conversation_id is not None
    talk = Conversation.objects.select_for_update().get(pk=request.conversation_id)
    if talk.closed_at or talk.handover_from is None:
        raise TalkOfferOver
    before = talk.participants.filter(left_at=None).exclude(role=AGENT)
    for seat in before:
        publish(TalkLeft(seat_id=seat.pk))
    before.update(left_at=now, reads_to=talk.last_number)
    Participant.objects.create(
        conversation=talk,
        person=person,
        role=request.kind,
        shown_as=person.name,
        joined_at=now,
        reads_from=talk.handover_from,
    )
    talk.handover_asked_at = talk.handover_from = None
    talk.save(update_fields=["handover_asked_at", "handover_from"])
    return talk


@transaction.atomic
def decline(person: User, *, offer_id: UUID, now: datetime) -> None:
    """The next is asked at once. Again, or too late, changes nothing. Raises NotFound."""
    offer = _find(person, offer_id)
    TalkRequest.objects.select_for_update().get(pk=offer.request_id)  # first, as everywhere
    if not Offer.objects.open().filter(pk=offer.pk).update(answer="declined"):
        return
    publish(TalkOfferEnded(offer_id=str(offer.pk)))
    if offer.in_line:
        queue.advance(offer.request_id, now=now)
    else:
        closing.close_request(offer.request, now=now)


def _find(person: User, offer_id: UUID) -> Offer:
    found = Offer.objects.filter(pk=offer_id, to=person)
    offer = found.select_related("request__asker").first()
    if offer is None:
        raise NotFound
    return offer
