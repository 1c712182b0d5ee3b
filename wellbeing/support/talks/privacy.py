"""What is stored about a person's talks: shown, exported, forgotten."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Min
from django.utils import timezone

from accounts.models import User
from wellbeing.support.kept_apart.models import Exclusion
from wellbeing.support.talks.models import (
    Conversation,
    Message,
    Offer,
    Participant,
    Supporter,
    TalkRequest,
)
from wellbeing.support.talks.selectors.talks import opened, seats_of
from wellbeing.support.talks.services import forgetting
from wellbeing.support.talks.services.closing import close_request
from wellbeing.support.talks.services.leaving import pass_on

KIND = "talks"


def holdings(person: User) -> dict[str, Any]:
    """Counted are requests, what somebody was offered, and the talks that came of others'."""
    asked = TalkRequest.objects.of(person).aggregate(
        count=Count("serial"), oldest_at=Min("asked_at"), newest_at=Max("asked_at")
    )
    heard = (
        Participant.objects.of(person)
        .exclude(role="agent")
        .aggregate(count=Count("pk"), oldest_at=Min("joined_at"), newest_at=Max("joined_at"))
    )
    offered = Offer.objects.filter(to=person).aggregate(
        count=Count("pk"), oldest_at=Min("offered_at"), newest_at=Max("offered_at")
    )
    found = (asked, heard, offered)
    oldest = [one["oldest_at"] for one in found if one["oldest_at"]]
    newest = [one["newest_at"] for one in found if one["newest_at"]]
    more = Exclusion.objects.filter(owner=person).count()
    more += Supporter.objects.filter(person=person).count()
    return {
        "kind": KIND,
        "count": sum(one["count"] for one in found) + more,
        "oldest_at": min(oldest, default=None),
        "newest_at": max(newest, default=None),
    }


def export(person: User) -> Iterator[dict[str, Any]]:
    """The person's own words; what others wrote is theirs."""
    for request in TalkRequest.objects.of(person).order_by("serial"):
        yield {
            "asked_for": request.kind,
            "topic": request.topic,
            "language": request.language,
            "shown_as": request.shown_as,
            "asked_at": request.asked_at,
            "wished_at": request.wished_at,
            "state": request.state,
        }
    for offer in Offer.objects.filter(to=person).select_related("request").order_by("offered_at"):
        yield _offer(offer)
    for seat in seats_of(person, now=timezone.now()).select_related("conversation__key"):
        yield _talk(seat)
    for row in Exclusion.objects.filter(owner=person).order_by("made_on", "id"):
        yield {"kept_apart_from": row.known_as, "made_on": row.made_on.isoformat()}
    for profile in Supporter.objects.filter(person=person):
        yield {
            "languages": profile.languages,
            "topics": profile.topics,
            "at_once": profile.at_once,
            "paused_until": profile.paused_until,
            "taken_on": profile.taken_on.isoformat() if profile.taken_on else None,
            "taken": profile.taken,
        }


def _offer(offer: Offer) -> dict[str, Any]:
    """Who asked is not the supporter's to take along."""
    return {
        "offered_as": offer.request.kind,
        "topic": offer.request.topic,
        "language": offer.request.language,
        "offered_at": offer.offered_at,
        "answer": offer.answer,
    }


def _talk(seat: Participant) -> dict[str, Any]:
    mine = Message.objects.filter(author=seat).order_by("number")
    return {
        "talk_as": seat.role,
        "shown_as": seat.shown_as,
        "joined_at": seat.joined_at,
        "left_at": seat.left_at,
        "was_heavy": seat.was_heavy,
        "agreed_for": seat.conversation.agreed_for,
        "closed_at": seat.left_at or seat.conversation.closed_at,
        "own_messages": [
            {"number": message.number, "sent_at": message.sent_at, "text": text}
            for message, text in opened(seat.conversation, mine)
        ],
    }


@transaction.atomic
def erase(person: User, now: datetime) -> int:
    """Talks end here for both sides: one key opens all of their words."""
    for request in TalkRequest.objects.of(person).open():
        close_request(request, now=now, withdrawn=True)
    pass_on(person.pk, now=now)
    mine = Participant.objects.of(person).values("conversation")
    talks = Conversation.objects.filter(pk__in=mine).select_related("key")
    count = forgetting.erase_all(talks)
    for rows in (
        TalkRequest.objects.of(person),
        Offer.objects.filter(to=person).exclude(
            answer=""
        ),  # a one-to-one that stands is the asker's
        Exclusion.objects.filter(owner=person),
        Supporter.objects.filter(person=person),
    ):
        count += rows.delete()[0]
    return count


def expire(now: datetime) -> None:
    forgetting.forget_what_is_due(now=now)
