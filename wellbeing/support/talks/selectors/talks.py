"""Which talks exist for whom, and what each may read of them."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from wellbeing.core.errors import NotFound
from wellbeing.core.sealing import CannotBeOpened, open_sealed
from wellbeing.support.talks.models import Conversation, Message, Participant
from wellbeing.support.talks.rules import A_PAGE


def seat_of(person: User, conversation_id: UUID, *, now: datetime) -> Participant:
    """Where this person sits in a talk. Raises NotFound."""
    seats = Participant.objects.filter(conversation__in=Conversation.objects.kept(now))
    seat = seats.filter(conversation=conversation_id, person=person)
    found = seat.select_related("conversation__key").first()
    if found is None:
        raise NotFound
    return found


def seats_of(person: User, *, now: datetime) -> QuerySet[Participant]:
    seats = Participant.objects.filter(conversation__in=Conversation.objects.kept(now))
    return seats.filter(person=person).select_related("conversation").order_by("-joined_at")


def readable(seat: Participant, *, after: int) -> QuerySet[Message]:
    """From where somebody came in to where they left."""
    found = Message.objects.filter(conversation=seat.conversation_id, number__gt=after)
    found = found.filter(number__gte=seat.reads_from)
    if seat.reads_to is not None:
        found = found.filter(number__lte=seat.reads_to)
    return found.select_related("author").order_by("number")


def page(seat: Participant, *, after: int) -> list[tuple[Message, str]]:
    return list(opened(seat.conversation, readable(seat, after=after)[:A_PAGE]))


def opened(talk: Conversation, messages: Iterable[Message]) -> Iterator[tuple[Message, str]]:
    """Nothing, once the key is gone."""
    for message in messages if talk.key else ():
        assert talk.key is not None
        try:
            yield message, open_sealed(talk.key, bytes(message.sealed), place=message.place)
        except CannotBeOpened:
            continue
