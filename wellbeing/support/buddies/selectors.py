"""Who waits for a buddy, and who somebody's buddy is."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from accounts.models import Unit, User
from wellbeing.support.buddies.models import Buddy, Parted
from wellbeing.support.buddies.rules import Wish
from wellbeing.support.talks.selectors.people import barred_for, spoken


def wishes(*, now: datetime) -> list[Wish]:
    """Whoever wants a buddy and has none, the longest waiting first."""
    rows = Buddy.objects.waiting().select_related("person__unit").order_by("wanted_on", "person")
    return [
        Wish(
            person=row.person_id,
            site=_site_of(row.person),
            language=spoken(row.person),
            barred=barred_for(row.person, now=now) | _parted_from(row.person_id, now),
        )
        for row in rows
    ]


def _site_of(person: User) -> int | None:
    above = person.unit.path() if person.unit else []
    return next((unit.pk for unit in above if unit.kind == Unit.Kind.SITE), None)


def _parted_from(person_id: UUID, now: datetime) -> frozenset[UUID]:
    rows = Parted.objects.filter(Q(one=person_id) | Q(other=person_id), until__gt=now.date())
    return frozenset(id for pair in rows.values_list("one_id", "other_id") for id in pair)


def buddy_of(person: User) -> User | None:
    mine = Buddy.objects.filter(person=person, pair__isnull=False).first()
    if mine is None:
        return None
    return User.objects.filter(buddy__pair=mine.pair_id).exclude(pk=person.pk).first()
