"""What can be said of the line before and while somebody waits."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from accounts.models import User
from wellbeing.core.marks import mark_before
from wellbeing.support.talks.models import Offer, TalkRequest, WaitTime
from wellbeing.support.talks.rules import (
    LATER,
    MANY,
    NOBODY,
    WAITING,
    WAITS_KEPT,
    usual_minutes,
    who_could,
)
from wellbeing.support.talks.selectors.at_marks import as_they_were
from wellbeing.support.talks.selectors.people import anybodys_need, volunteers

_WAITS_SINCE = Coalesce("wished_at", "asked_at")


@dataclass(frozen=True)
class Availability:
    free: int  # at the last five-minute mark; 3 stands for three or more
    there: int  # on shift and with the language in common, also with no room right now
    usual_minutes: int | None


def availability(
    asker: User, *, kind: str, language: str, topic: str, now: datetime
) -> Availability:
    """Who is there now, and how many had room at the last mark.

    Whom somebody would rather not meet is counted too: leaving out all but one would tell of that
    one. Nor does a number move in the moment in which somebody accepts, or a usual wait on that
    day: whoever watches it would learn that somebody is being listened to.
    """
    need = anybodys_need(asker, language=language, topic=topic, now=now)
    there = who_could(volunteers(kind, now=now), need)
    free = sum(one.has_room for one in as_they_were(there, at=mark_before(now)))
    days = ((now - WAITS_KEPT).date(), (now - timedelta(days=1)).date())
    waits = WaitTime.objects.filter(kind=kind, on__range=days)
    usual = usual_minutes(list(waits.values_list("seconds", flat=True)))
    return Availability(min(free, MANY), min(len(there), MANY), usual)


def offers_to(person: User, *, now: datetime) -> QuerySet[Offer]:
    found = Offer.objects.standing(now).filter(to=person, request__closed_at=None)
    return found.select_related("request").order_by("offered_at")


def own_requests(asker: User) -> list[TalkRequest]:
    """What is open, and what ended without anybody until they ask again or put it away.

    A hand-over belongs to its talk and is shown there.
    """
    rows = TalkRequest.objects.of(asker).order_by("serial")
    own = [row for row in rows if row.accepted_at or not row.conversation_id]
    latest = {row.addressed_to_id: row for row in own}
    return [
        row
        for row in own
        if row.state in {LATER, WAITING}
        or (row.state == NOBODY and latest[row.addressed_to_id] is row)
    ]


def due(now: datetime) -> QuerySet[TalkRequest]:
    """Where something may have to happen: in line, its time has come, or a wait has run out.

    In the order in which the waiting began, not in which it was asked for.
    """
    in_line = Q(addressed_to=None, sleeps=False)
    wakes = Q(sleeps=True, wished_at__lte=now)
    ran_out = Q(stands_until__lte=now)
    found = TalkRequest.objects.open().filter(in_line | wakes | ran_out)
    return found.order_by(_WAITS_SINCE, "serial")


def before(request: TalkRequest) -> QuerySet[TalkRequest]:
    """Who waits in the same line for longer, and of whom nobody is asked right now."""
    asked = Offer.objects.open().values("request")
    others = TalkRequest.objects.in_line().filter(kind=request.kind).exclude(pk__in=asked)
    longer = Q(since__lt=request.waits_since) | Q(since=request.waits_since, pk__lt=request.pk)
    found = others.select_related("asker__unit").alias(since=_WAITS_SINCE).filter(longer)
    return found.order_by("since", "serial")
