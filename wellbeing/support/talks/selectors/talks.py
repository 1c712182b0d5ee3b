"""Which talks exist for whom, and what each may read of them."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from accounts.models import User
from wellbeing.core.errors import NotFound
from wellbeing.core.sealing import CannotBeOpened, open_sealed
from wellbeing.support.talks.models import Conversation, Message, Participant
from wellbeing.support.talks.rules import A_PAGE, AGENT, QUEUED


def seat_of(person: User, conversation_id: UUID, *, now: datetime) -> Participant:
    """Where this person sits in a talk. Raises NotFound."""
    seat = _seats(person, now).filter(conversation=conversation_id)
    found = seat.select_related("conversation__key").first()
    if found is None:
        raise NotFound
    return found


def seats_of(person: User, *, now: datetime) -> QuerySet[Participant]:
    return _seats(person, now).select_related("conversation").order_by("-joined_at")


def _seats(person: User, now: datetime) -> QuerySet[Participant]:
    """Whoever left keeps their part as long as if it had ended then: how it goes on shows not."""
    seats = Participant.objects.of(person)
    seats = seats.exclude(left_at__lte=now - settings.TALKS_KEPT)
    return seats.filter(conversation__in=Conversation.objects.kept(now))


def across(seat: Participant) -> QuerySet[Participant]:
    """Who sits or sat there with them; who came after they left they do not learn."""
    others = Participant.objects.filter(conversation=seat.conversation_id).exclude(pk=seat.pk)
    return others.filter(joined_at__lt=seat.left_at) if seat.left_at else others


def is_listened_to(agent: User, *, since: datetime | None = None) -> bool:
    """By a peer or a counsellor, with a word since then if that is asked.

    A supervisor's one-to-one stands beside that.
    """
    mine = Participant.objects.of(agent).filter(role=AGENT, left_at=None)
    open_ones = Conversation.objects.open().filter(pk__in=mine.values("conversation"))
    if since is not None:
        open_ones = open_ones.filter(last_at__gt=since)
    heard = Participant.objects.filter(conversation__in=open_ones, role__in=QUEUED, left_at=None)
    return heard.exists()


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
