"""Whether somebody else reported the same customer."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from accounts.models import RoleGrant, Unit, User
from accounts.models.people import Role
from wellbeing.incidents.customers.models import Action, Sighting
from wellbeing.incidents.customers.rules.actions import ENOUGH
from wellbeing.incidents.customers.selectors.actions import open_for
from wellbeing.incidents.models import Case
from wellbeing.incidents.selectors.cases import hidden_from, visible_to

NOTHING, UNCONFIRMED, CONFIRMED, DENIED = STATES = ("none", "unconfirmed", "confirmed", "denied")


@dataclass(frozen=True, kw_only=True)
class Match:
    """What may be said of it; nothing before two different people have signed."""

    state: str
    reports: int = 0  # signed ones, this one too
    reporters: int = 0
    unsigned: int | None = None  # for those alone who see unsigned ones anyway
    since: date | None = None  # the first of a month: the day would tell of other units


def match_of(case: Case, handler: User, *, now: datetime) -> Match:
    sighting = Sighting.objects.filter(case=case).first()
    if sighting is None:
        return Match(state=NOTHING)
    seen = among(sighting, handler, now=now).aggregate(
        reports=Count("pk", filter=Q(whose__isnull=False)),
        reporters=Count("whose", distinct=True),
        unsigned=Count("pk", filter=Q(whose=None)),
        since=Min("reported_at", filter=Q(whose__isnull=False)),
    )
    if seen["reporters"] < ENOUGH:
        return Match(state=NOTHING)
    if not _sees_unsigned(handler, now):
        seen["unsigned"] = None
    first = seen.pop("since").astimezone(ZoneInfo(settings.ORGANISATION_TIME_ZONE))
    return Match(state=_said(sighting), since=first.date().replace(day=1), **seen)


def _said(sighting: Sighting) -> str:
    if sighting.same is None:
        return UNCONFIRMED
    return CONFIRMED if sighting.same else DENIED


def among(sighting: Sighting, handler: User, *, now: datetime) -> QuerySet[Sighting]:
    """All that say the same, and this one. Not those that somebody said are of another; nor what
    is kept from this handler, not even as a number.
    """
    found = Sighting.objects.of(bytes(sighting.hash))
    found = found.exclude(Q(same=False) & ~Q(pk=sighting.pk))
    # Asked of each of these few: a list of all that is hidden would be as long as there are cases.
    return found.exclude(Exists(hidden_from(handler, now=now).filter(pk=OuterRef("case"))))


def others_of(case: Case, handler: User, *, now: datetime) -> list[UUID]:
    """Of the same customer, as far as this handler may open them; the newest first.

    What nobody signed leads to none and none leads there: several together would tell whose.
    """
    sighting = Sighting.objects.filter(case=case, whose__isnull=False).first()
    if sighting is None:
        return []
    alike = among(sighting, handler, now=now).exclude(pk=case.pk)
    same = alike.exclude(whose=None).values("case")
    seen = visible_to(handler, now=now).filter(pk__in=same)
    return list(seen.order_by("-received_at", "pk").values_list("pk", flat=True)[:20])


def elsewhere(case: Case, handler: User, *, now: datetime) -> QuerySet[Action]:
    """What is in force toward the same customer by another case; a human has said that it is."""
    confirmed = Sighting.objects.filter(case=case, same=True).values("customer")
    standing = open_for(handler, now=now).in_force()
    return standing.filter(customer__in=confirmed).exclude(case=case)


def _sees_unsigned(handler: User, now: datetime) -> bool:
    grants = RoleGrant.objects.at(now).filter(person=handler, role=Role.CASE_HANDLER)
    return grants.filter(unit__kind=Unit.Kind.ORGANISATION).exists()
