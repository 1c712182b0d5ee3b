"""From a peer to a counsellor, with the agent's consent alone."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import User
from wellbeing.core.errors import NotFound
from wellbeing.core.events import publish
from wellbeing.support.talks.events import TalkMoved
from wellbeing.support.talks.models import Conversation, Participant, TalkRequest
from wellbeing.support.talks.rules import AGENT, ANY, COUNSELLOR, LONGEST_WAIT, PEER
from wellbeing.support.talks.selectors.talks import seat_of
from wellbeing.support.talks.services import queue
from wellbeing.support.talks.services.closing import close_request
from wellbeing.support.talks.services.errors import AlreadyAsking, NothingProposed, TalkIsOver
from wellbeing.support.uses.services import note_use


@transaction.atomic
def propose_counsellor(person: User, *, conversation_id: UUID, now: datetime) -> None:
    """The peer asks; nothing happens before the agent agrees. Raises TalkIsOver and NotFound."""
    seat = _seat(person, conversation_id, PEER, now)
    open_ones = Conversation.objects.open().filter(pk=conversation_id)
    if seat.left_at or not open_ones.exists():
        raise TalkIsOver
    if open_ones.filter(handover_asked_at=None).update(handover_asked_at=now):
        publish(TalkMoved(conversation_id=str(conversation_id)))


@transaction.atomic
def refuse_counsellor(person: User, *, conversation_id: UUID, now: datetime) -> None:
    """The agent would rather go on as it is, also when they had agreed. Raises NotFound."""
    _seat(person, conversation_id, AGENT, now)
    waiting = TalkRequest.objects.open().filter(conversation=conversation_id)
    for request in waiting:
        close_request(request, now=now, withdrawn=True)
    talk = Conversation.objects.open().filter(pk=conversation_id)
    if talk.update(handover_asked_at=None, handover_from=None):
        publish(TalkMoved(conversation_id=str(conversation_id)))


def agree_to_counsellor(
    person: User, *, conversation_id: UUID, uid: UUID, from_start: bool, now: datetime
) -> None:
    """A counsellor on shift is asked; they read what was written before only if so wished.

    Raises NothingProposed, AlreadyAsking, TalkIsOver and NotFound.
    """
    _seat(person, conversation_id, AGENT, now)
    if TalkRequest.objects.filter(asker=person, uid=uid).exists():
        return
    try:
        _agree(person, conversation_id, uid, from_start, now)
    except IntegrityError as overtaken:
        if not TalkRequest.objects.filter(asker=person, uid=uid).exists():
            raise AlreadyAsking from overtaken


@transaction.atomic
def _agree(person: User, talk_id: UUID, uid: UUID, from_start: bool, now: datetime) -> None:
    talk = Conversation.objects.select_for_update(of=("self",)).get(pk=talk_id)
    if talk.closed_at:
        raise TalkIsOver
    if talk.handover_asked_at is None:
        raise NothingProposed
    first = talk.requests.order_by("serial").first()
    assert first is not None, "a talk came of a request"
    talk.handover_from = 1 if from_start else talk.last_number + 1
    talk.save(update_fields=["handover_from"])
    me = talk.participants.get(person=person)
    request = TalkRequest.objects.create(
        asker=person,
        uid=uid,
        kind=COUNSELLOR,
        topic=ANY,
        language=first.language,
        shown_as=me.shown_as,
        asked_at=now,
        stands_until=now + LONGEST_WAIT,
        conversation=talk,
    )
    note_use(person, kind=COUNSELLOR, now=now)
    queue.advance(request.pk, now=now)
    publish(TalkMoved(conversation_id=str(talk_id)))


def _seat(person: User, conversation_id: UUID, role: str, now: datetime) -> Participant:
    seat = seat_of(person, conversation_id, now=now)
    if seat.role != role:
        raise NotFound
    return seat
