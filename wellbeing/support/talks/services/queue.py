"""Moves the line on: whoever waits is offered to one person after the other."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import User
from wellbeing.core.events import publish
from wellbeing.support.talks.events import TalkOffered
from wellbeing.support.talks.models import Offer, TalkRequest
from wellbeing.support.talks.rules import OFFER_STANDS, Need, Volunteer, who_could
from wellbeing.support.talks.selectors.people import Volunteers, need_of
from wellbeing.support.talks.selectors.queue import before, due
from wellbeing.support.talks.services.closing import close_request, end_offers
from wellbeing.support.talks.services.waking import wake


def sweep(*, now: datetime) -> None:
    """Every request for which something may be due. Two of these at once do no harm."""
    volunteers = Volunteers(now)
    for serial in due(now).values_list("serial", flat=True):
        advance(serial, now=now, volunteers=volunteers)


def catch_up(supporter: User, *, now: datetime) -> None:
    """What ran out while nobody swept, of what this person was asked."""
    ran_out = Offer.objects.open().filter(to=supporter, expires_at__lte=now)
    for serial in ran_out.values_list("request", flat=True):
        advance(serial, now=now)


@transaction.atomic
def advance(serial: int, *, now: datetime, volunteers: Volunteers | None = None) -> None:
    """Let an offer that ran out go to the next, and end what waited long enough."""
    open_ones = TalkRequest.objects.select_for_update(of=("self",)).open()
    request = open_ones.filter(serial=serial).select_related("asker__unit").first()
    if request is None:
        return
    if request.sleeps and not wake(request, now=now):
        return
    if request.stands_until <= now:
        close_request(request, now=now)
        return
    end_offers(request, "missed", Offer.objects.filter(expires_at__lte=now))
    if request.addressed_to_id is None and not request.offers.open().exists():
        _offer_next(request, volunteers or Volunteers(now), now)


def _offer_next(request: TalkRequest, volunteers: Volunteers, now: datetime) -> None:
    """To whoever has room; where nobody is left who might have some in time, that is said now."""
    left = who_could(volunteers.of(request.kind), _need_of(request, now))
    if not any(one.may_have_room(request.stands_until) for one in left):
        close_request(request, now=now)
        return
    for one in _left_over(request, _free(left), now):
        if offer(request, one.id, in_line=True, stands=OFFER_STANDS, now=now):
            return


def _left_over(request: TalkRequest, free: list[Volunteer], now: datetime) -> list[Volunteer]:
    """Whom nobody needs who has waited longer: those are asked for them, a sweep later at most."""
    left = list(free)
    for older in before(request) if left else ():
        if not left:
            break
        if taken := next(iter(who_could(left, _need_of(older, now))), None):
            left.remove(taken)
    return left


def _need_of(request: TalkRequest, now: datetime) -> Need:
    need = need_of(request.asker, language=request.language, topic=request.topic, now=now)
    asked = set(request.offers.values_list("to", flat=True))
    there = set(_people_in_the_talk(request))
    return replace(need, barred=need.barred | asked | there)


def _free(volunteers: list[Volunteer]) -> list[Volunteer]:
    asked_now = set(Offer.objects.open().filter(in_line=True).values_list("to", flat=True))
    return [one for one in volunteers if one.has_room and one.id not in asked_now]


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
