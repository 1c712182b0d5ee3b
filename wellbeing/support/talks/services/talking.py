"""What people do inside a talk."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from accounts.models import User
from wellbeing.core.events import publish
from wellbeing.core.sealing import seal
from wellbeing.notifications.services import notify
from wellbeing.support.talks import presence
from wellbeing.support.talks.events import TalkMoved
from wellbeing.support.talks.models import Conversation, Message, Participant, Supporter
from wellbeing.support.talks.rules import REST, SUPPORTERS
from wellbeing.support.talks.selectors.talks import seat_of
from wellbeing.support.talks.services.closing import close_request
from wellbeing.support.talks.services.errors import TalkIsOver

TOPIC = "talks"


def say(
    person: User, *, conversation_id: UUID, uid: UUID, text: str, now: datetime
) -> tuple[Message, bool]:
    """Stored once for each id; the second value says whether this was the first time.

    Raises TalkIsOver and NotFound.
    """
    seat = seat_of(person, conversation_id, now=now)
    message, new = _say(seat, uid, text, now)
    if new:
        _tell_others(seat)
    return message, new


@transaction.atomic
def _say(seat: Participant, uid: UUID, text: str, now: datetime) -> tuple[Message, bool]:
    # One at a time in each talk: a number is given with the row that has it, so none is missing.
    talk = Conversation.objects.select_for_update(of=("self",)).get(pk=seat.conversation_id)
    if known := Message.objects.filter(conversation=talk, author=seat, uid=uid).first():
        return known, False
    seat.refresh_from_db(fields=["left_at"])
    if talk.closed_at or seat.left_at or talk.key is None:
        raise TalkIsOver
    talk.last_number += 1
    talk.last_at = max(now, talk.last_at)
    talk.save(update_fields=["last_number", "last_at"])
    message = Message(conversation=talk, number=talk.last_number, author=seat, uid=uid, sent_at=now)
    message.sealed = seal(talk.key, text, place=message.place)
    message.save(force_insert=True)
    _wake_others(seat, now)
    return message, True


def _others(seat: Participant) -> list[Participant]:
    there = Participant.objects.filter(conversation=seat.conversation_id, left_at=None)
    return list(there.exclude(pk=seat.pk))


def _wake_others(seat: Participant, now: datetime) -> None:
    """Closed phones: once for everything that is new since they last read."""
    for other in _others(seat):
        key = f"{TOPIC}:{other.pk}:{other.read_up_to}"
        until = now + settings.TALKS_KEPT
        notify(person_id=other.person_id, topic=TOPIC, key=key, until=until, now=now)


def _tell_others(seat: Participant, topic: str = TOPIC) -> None:
    for other in _others(seat):
        presence.tell(other.person_id, topic=topic, id=seat.conversation_id)


def read_up_to(person: User, *, conversation_id: UUID, number: int, now: datetime) -> None:
    """Never backwards, and never beyond what there is. Raises NotFound."""
    seat = seat_of(person, conversation_id, now=now)
    number = min(number, seat.conversation.last_number)
    if Participant.objects.filter(pk=seat.pk, read_up_to__lt=number).update(read_up_to=number):
        _tell_others(seat)


def is_typing(person: User, *, conversation_id: UUID, now: datetime) -> None:
    """Stored nowhere. Raises NotFound."""
    seat = seat_of(person, conversation_id, now=now)
    if seat.conversation.closed_at is None and seat.left_at is None:
        _tell_others(seat, "typing")


@transaction.atomic
def end_talk(person: User, *, conversation_id: UUID, now: datetime) -> None:
    """For everybody in it; again changes nothing. Raises NotFound."""
    seat = seat_of(person, conversation_id, now=now)
    if seat.left_at is None:
        close(seat.conversation, now=now)


def close(talk: Conversation, *, now: datetime) -> None:
    _ask_nobody_for(talk, now)
    mine = Conversation.objects.open().filter(pk=talk.pk)
    if mine.update(closed_at=now, erase_at=now + settings.TALKS_KEPT, handover_asked_at=None):
        publish(TalkMoved(conversation_id=str(talk.pk)))
    _ask_nobody_for(talk, now)  # whoever agreed to a counsellor while this waited for the row


def _ask_nobody_for(talk: Conversation, now: datetime) -> None:
    for request in talk.requests.open():
        close_request(request, now=now, withdrawn=True)


@transaction.atomic
def say_how_it_was(person: User, *, conversation_id: UUID, heavy: bool, now: datetime) -> None:
    """A supporter's own word at the end: after a heavy talk comes a rest.

    Raises NotFound. What an agent would say is not asked.
    """
    seat = seat_of(person, conversation_id, now=now)
    said = Participant.objects.filter(pk=seat.pk, role__in=SUPPORTERS).exclude(was_heavy=heavy)
    if said.update(was_heavy=heavy) and heavy:
        Supporter.objects.update_or_create(person=person, defaults={"paused_until": now + REST})
