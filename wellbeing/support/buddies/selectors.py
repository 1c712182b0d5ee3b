"""Who waits for a buddy, and who somebody's buddy is."""

from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from accounts.models import Unit, User
from wellbeing.support.buddies.models import Buddy, Parted
from wellbeing.support.buddies.rules import Wish
from wellbeing.support.kept_apart.models import Exclusion
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


def pairs_kept_apart() -> QuerySet[Buddy, int | None]:
    """Whom one of the two has not wanted to meet since."""
    same = F("excluded__buddy__pair")
    found = Exclusion.objects.filter(owner__buddy__pair__isnull=False, owner__buddy__pair=same)
    return Buddy.objects.filter(person__in=found.values("owner")).values_list("pair", flat=True)


def buddy_of(person: User) -> User | None:
    mine = Buddy.objects.filter(person=person, pair__isnull=False).first()
    if mine is None:
        return None
    return User.objects.filter(buddy__pair=mine.pair_id).exclude(pk=person.pk).first()
