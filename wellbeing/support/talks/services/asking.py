"""What somebody does who wants to talk."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import User
from wellbeing.core.errors import NotFound
from wellbeing.support.talks.models import TalkRequest
from wellbeing.support.talks.rules import (
    COUNSELLOR,
    FURTHEST_WISH,
    LONGEST_WAIT,
    ONE_TO_ONE_STANDS,
    SUPERVISOR,
)
from wellbeing.support.talks.selectors.people import supervisors_of
from wellbeing.support.talks.selectors.queue import own_requests
from wellbeing.support.talks.selectors.talks import is_listened_to
from wellbeing.support.talks.services import queue
from wellbeing.support.talks.services.closing import close_request
from wellbeing.support.talks.services.errors import (
    AlreadyAsking,
    BookInstead,
    NotYourSupervisor,
    WishOutOfRange,
)
from wellbeing.support.uses.services import note_use


@dataclass(frozen=True, kw_only=True)
class TalkWish:
    kind: str
    topic: str
    language: str
    alias: str = ""
    supervisor: UUID | None = None
    at: datetime | None = None


def ask_for_talk(
    asker: User, *, uid: UUID, wish: TalkWish, now: datetime
) -> tuple[TalkRequest, bool]:
    """Wait for somebody; the second value says whether this was the first time.

    Raises AlreadyAsking, BookInstead, NotYourSupervisor and WishOutOfRange.
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
def _ask(asker: User, uid: UUID, wish: TalkWish, now: datetime) -> TalkRequest:
    if wish.at and not now <= wish.at <= now + FURTHEST_WISH:
        raise WishOutOfRange
    request = TalkRequest(
        asker=asker,
        uid=uid,
        kind=wish.kind,
        topic=wish.topic,
        language=wish.language,
        shown_as=wish.alias or asker.name,
        asked_at=now,
        wished_at=wish.at,
    )
    if wish.kind == SUPERVISOR:
        _address(request, wish, now)
    else:
        _put_in_line(request, now)
    request.save(force_insert=True)
    note_use(asker, kind=wish.kind, now=now)
    if request.addressed_to_id:
        stands = request.stands_until - now
        queue.offer(request, request.addressed_to_id, in_line=False, stands=stands, now=now)
    else:
        queue.advance(request.pk, now=now)
    return TalkRequest.objects.get(pk=request.pk)


def _put_in_line(request: TalkRequest, now: datetime) -> None:
    """Now, or asleep until the time that was wished for."""
    if request.wished_at and request.kind == COUNSELLOR:
        raise BookInstead
    if request.wished_at is None and is_listened_to(request.asker):
        raise AlreadyAsking
    request.sleeps = request.wished_at is not None
    request.stands_until = (request.wished_at or now) + LONGEST_WAIT


def _address(request: TalkRequest, wish: TalkWish, now: datetime) -> None:
    led_by = set(supervisors_of(request.asker, now=now).values_list("pk", flat=True))
    if wish.supervisor not in led_by:
        raise NotYourSupervisor
    request.addressed_to_id = wish.supervisor
    request.shown_as = request.asker.name
    request.stands_until = (wish.at or now) + ONE_TO_ONE_STANDS


@transaction.atomic
def withdraw(asker: User, *, uid: UUID, now: datetime) -> None:
    """Again, or too late, changes nothing; what ended with nobody is put away. Raises NotFound."""
    request = find(asker, uid)
    if not close_request(request, now=now, withdrawn=True):
        TalkRequest.objects.filter(pk=request.pk, accepted_at=None).update(withdrawn=True)


def request_of(asker: User, *, uid: UUID, now: datetime) -> TalkRequest:
    """As it stands now. Raises NotFound."""
    queue.advance(find(asker, uid).pk, now=now)
    return find(asker, uid)


def requests_of(asker: User, *, now: datetime) -> list[TalkRequest]:
    """Caught up: what a sweep would do a moment later."""
    for request in own_requests(asker):
        queue.advance(request.pk, now=now)
    return own_requests(asker)


def find(asker: User, uid: UUID) -> TalkRequest:
    row = TalkRequest.objects.of(asker).filter(uid=uid).select_related("asker").first()
    if row is None:
        raise NotFound
    return row
