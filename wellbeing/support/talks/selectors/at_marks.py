"""How much room there was at a mark of the clock, from what the rows of talks still say of it."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from wellbeing.support.talks.models import Participant, Supporter
from wellbeing.support.talks.rules import PEER, REST, Volunteer
from wellbeing.support.talks.selectors.people import talks_of


def as_they_were(found: Sequence[Volunteer], *, at: datetime) -> list[Volunteer]:
    """Whoever is there now, with the talks and the rests of then."""
    ids = [one.id for one in found]
    talks, begun, rests = talks_of(ids, at=at), _begun_since(ids, at), _rests(ids, at)
    return [
        replace(
            one,
            talks=talks.get(one.id, 0),
            today=max(0, one.today - begun.get(one.id, 0)),
            rests_until=rests.get(one.id),
        )
        for one in found
    ]


def _begun_since(ids: Collection[UUID], at: datetime) -> dict[UUID, int]:
    seats = Participant.objects.filter(person__in=ids, role=PEER, joined_at__gt=at)
    return dict(seats.values_list("person").annotate(Count("pk")).order_by())


def _rests(ids: Collection[UUID], at: datetime) -> dict[UUID, datetime | None]:
    """A rest has one length, so its end says when it began."""
    resting = Supporter.objects.filter(paused_until__gt=at, paused_until__lte=at + REST)
    return dict(resting.filter(person__in=ids).values_list("person", "paused_until"))
