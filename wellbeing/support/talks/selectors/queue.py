"""What can be said of the line before and while somebody waits."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from accounts.models import User
from wellbeing.support.talks.models import Offer, TalkRequest, Wait
from wellbeing.support.talks.rules import MANY, WAITS_KEPT, next_in_turn, usual_minutes
from wellbeing.support.talks.selectors.people import barred_for, volunteers


@dataclass(frozen=True)
class Availability:
    free: int  # 3 stands for three or more
    there: int  # on shift and with the language in common, also with no room right now
    usual_minutes: int | None


def availability(
    asker: User, *, kind: str, language: str, topic: str, now: datetime
) -> Availability:
    barred = barred_for(asker, now=now)
    on_shift = volunteers(kind, now=now)
    free = next_in_turn(on_shift, language=language, topic=topic, barred=barred)
    there = [one for one in on_shift if one.id not in barred and one.fits(language, topic)]
    since = (now - WAITS_KEPT).date()
    waits = list(Wait.objects.filter(on__gte=since).values_list("seconds", flat=True))
    return Availability(min(len(free), MANY), min(len(there), MANY), usual_minutes(waits))


def offers_to(person: User, *, now: datetime) -> QuerySet[Offer]:
    found = Offer.objects.standing(now).filter(to=person, request__closed_at=None)
    return found.select_related("request").order_by("offered_at")


def open_request(asker: User) -> TalkRequest | None:
    """The one that waits: a hand-over belongs to its talk and is shown there."""
    return TalkRequest.objects.open().filter(asker=asker, conversation=None).first()


def due(now: datetime) -> QuerySet[TalkRequest]:
    """Where something may have to happen: in line, or an offer or a wait has run out."""
    ran_out = Q(stands_until__lte=now) | Q(addressed_to=None)
    return TalkRequest.objects.open().filter(ran_out).order_by("serial")
