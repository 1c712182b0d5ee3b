"""What somebody does who wants to talk."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import User
from wellbeing.core.errors import NotFound
from wellbeing.support.talks.models import Participant, TalkRequest
from wellbeing.support.talks.rules import (
    AGENT,
    FURTHEST_WISH,
    LONGEST_WAIT,
    ONE_TO_ONE_STANDS,
    PEER,
)
from wellbeing.support.talks.selectors.people import supervisors_of
from wellbeing.support.talks.services import queue
from wellbeing.support.talks.services.errors import (
    AlreadyAsking,
    NotYourSupervisor,
    WishOutOfRange,
)
from wellbeing.support.uses.services import note_use


@dataclass(frozen=True, kw_only=True)
class Wish:
    kind: str
    topic: str
    language: str
    alias: str = ""
    supervisor: UUID | None = None
    at: datetime | None = None


def ask_for_talk(asker: User, *, uid: UUID, wish: Wish, now: datetime) -> tuple[TalkRequest, bool]:
    """Wait for somebody; the second value says whether this was the first time.

    Raises AlreadyAsking, NotYourSupervisor and WishOutOfRange.
    """
    if known := TalkRequest.objects.filter(asker=asker, uid=uid).first():
        return known, False
    try:
        return _ask(asker, uid, wish, now), True
    except IntegrityError as overtaken:  # by a repeat of this very request, or by another phone
        if known := TalkRequest.objects.filter(asker=asker, uid=uid).first():
            return known, False
        raise AlreadyAsking from overtaken


@transaction.atomic
def _ask(asker: User, uid: UUID, wish: Wish, now: datetime) -> TalkRequest:
    if wish.kind == PEER and _is_in_a_talk(asker):
        raise AlreadyAsking
    request = TalkRequest(
        asker=asker,
        uid=uid,
        kind=wish.kind,
        topic=wish.topic,
        language=wish.language,
        shown_as=wish.alias or asker.name,
        asked_at=now,
        stands_until=now + LONGEST_WAIT,
    )
    if wish.kind != PEER:
        _address(request, wish, now)
    request.save(force_insert=True)
    note_use(asker, kind=wish.kind, now=now)
    if request.addressed_to_id:
        stands = request.stands_until - now
        queue.offer(request, request.addressed_to_id, in_line=False, stands=stands, now=now)
    else:
        queue.advance(request.pk, now=now)
    return TalkRequest.objects.get(pk=request.pk)


def _address(request: TalkRequest, wish: Wish, now: datetime) -> None:
    led_by = set(supervisors_of(request.asker, now=now).values_list("pk", flat=True))
    if wish.supervisor not in led_by:
        raise NotYourSupervisor
    if wish.at and not now <= wish.at <= now + FURTHEST_WISH:
        raise WishOutOfRange
    request.addressed_to_id = wish.supervisor
    request.wished_at = wish.at
    request.shown_as = request.asker.name
    request.stands_until = (wish.at or now) + ONE_TO_ONE_STANDS


def _is_in_a_talk(asker: User) -> bool:
    seats = Participant.objects.filter(person=asker, role=AGENT, left_at=None)
    return seats.filter(conversation__closed_at=None).exists()


@transaction.atomic
def withdraw(asker: User, *, uid: UUID, now: datetime) -> None:
    """Again, or too late, changes nothing. Raises NotFound."""
    queue.close_request(find(asker, uid), now=now, withdrawn=True)


def request_of(asker: User, *, uid: UUID, now: datetime) -> TalkRequest:
    """As it stands now. Raises NotFound."""
    queue.advance(find(asker, uid).pk, now=now)
    return find(asker, uid)


def find(asker: User, uid: UUID) -> TalkRequest:
    row = TalkRequest.objects.filter(asker=asker, uid=uid).select_related("asker").first()
    if row is None:
        raise NotFound
    return row
