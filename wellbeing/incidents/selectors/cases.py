"""Which cases there are for whom. What is not theirs does not exist."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from accounts.models import RoleGrant, Unit, User
from accounts.models.people import LEADING_ROLES, Role
from accounts.selectors import leading
from wellbeing.core.errors import NotFound
from wellbeing.core.models import AuditChain
from wellbeing.core.privacy import AUDIT_KEPT
from wellbeing.incidents import receipts
from wellbeing.incidents.models import Case, Exclusion
from wellbeing.incidents.rules import CLOSED, CONFIDENTIAL, OPEN


@dataclass(frozen=True)
class Reach:
    """Whose cases somebody handles; of the whole house also what nobody signed."""

    units: QuerySet[Unit, Any]  # asked once, by whoever needs them first
    everywhere: bool
    led: list[int]  # units whose people they lead


def reach_of(handler: User, *, now: datetime) -> Reach:
    roles = [Role.CASE_HANDLER, *LEADING_ROLES]
    grants = RoleGrant.objects.at(now).filter(person=handler, role__in=roles)
    held = list(grants.values_list("role", "unit", "unit__kind"))
    handled = {unit: kind for role, unit, kind in held if role == Role.CASE_HANDLER}
    everywhere = Unit.Kind.ORGANISATION in handled.values()
    units = Unit.objects.all() if everywhere else Unit.objects.within_any(handled)
    told = units.order_by("name", "pk").values("id", "name")
    return Reach(
        told, everywhere, _below([unit for role, unit, _kind in held if role in LEADING_ROLES])
    )


def _below(units: list[int]) -> list[int]:
    return list(Unit.objects.within_any(units).values_list("pk", flat=True)) if units else []


def visible_to(handler: User, *, now: datetime) -> QuerySet[Case]:
    return within(reach_of(handler, now=now), handler)


def within(reach: Reach, handler: User) -> QuerySet[Case]:
    """Of the units whose cases they handle; what nobody signed goes to those of the whole house."""
    found = Case.objects.exclude(_kept_from(handler, reach.led))
    if reach.everywhere:
        return found
    return found.filter(unit__in=[unit["id"] for unit in reach.units])


def hidden_from(person: User, *, now: datetime) -> QuerySet[Case]:
    """What they must find nothing of, not even as a number, whichever cases they handle."""
    return Case.objects.filter(_kept_from(person, reach_of(person, now=now).led))


def _kept_from(person: User, led: list[int]) -> Q:
    """Their own report, and what somebody kept them out of or they stood back from. What somebody
    told in confidence whom they lead, or led in that unit: it is about work that they decide about.
    """
    kept = Q(reporter=person) | Q(pk__in=Exclusion.objects.filter(person=person).values("case"))
    if led:
        kept |= Q(identity=CONFIDENTIAL) & (Q(unit__in=led) | Q(reporter__unit__in=led))
    return kept


def handlers_of(case: Case, *, now: datetime) -> QuerySet[User]:
    """Everybody who may see it: the same rule from the other side."""
    found = _covering(case.unit, now)
    if case.reporter:
        found = found.exclude(pk=case.reporter.pk)
    if case.identity == CONFIDENTIAL:
        works_in = case.reporter.unit if case.reporter else None
        found = found.exclude(pk__in=leading(case.unit, works_in, now=now).values("pk"))
    return found.exclude(pk__in=case.exclusions.values("person"))


def seen_by_nobody(case: Case, *, now: datetime) -> bool:
    """Whether it waits for somebody whom there is not: kept away, in a conflict, or gone."""
    return case.state in OPEN and not handlers_of(case, now=now).exists()


def handlers_for(person: User, *, now: datetime) -> QuerySet[User]:
    """Who would see what this person reports under their name."""
    return _covering(person.unit, now).exclude(pk=person.pk).order_by("name", "pk")


def _covering(unit: Unit | None, now: datetime) -> QuerySet[User]:
    above = [one.pk for one in unit.path()] if unit else []
    covering = Q(unit__in=above) | Q(unit__kind=Unit.Kind.ORGANISATION)
    grants = RoleGrant.objects.at(now).filter(covering, role=Role.CASE_HANDLER)
    return User.objects.filter(is_active=True, pk__in=grants.values("person"))


def read_outcomes(seen: QuerySet[Case]) -> dict[str, int]:
    """Of how many closed cases the outcome was read by whoever reported."""
    return seen.filter(state=CLOSED).aggregate(closed=Count("pk"), read=Count("outcome_read_at"))


def reported_by(person: User) -> QuerySet[Case]:
    return Case.objects.told_by(person).order_by("-received_at", "id")


def find_own(person: User, uid: UUID) -> Case:
    """Raises NotFound."""
    case = reported_by(person).filter(uid=uid).select_related("key", "assigned_to").first()
    if case is None:
        raise NotFound
    return case


def find_by_receipt(text: str) -> Case:
    """Raises NotFound, also for what cannot be a receipt."""
    receipt = receipts.spelt(text)
    found = Case.objects.select_related("key", "assigned_to")
    case = found.filter(receipt_hash=receipts.hash_of(receipt)).first() if receipt else None
    if case is None:
        raise NotFound
    return case


def without_a_log(*, now: datetime) -> QuerySet[Case, UUID]:
    """There is none: each begins with a line. Of older ones it may have gone by itself."""
    fresh = Case.objects.filter(received_at__gt=now - AUDIT_KEPT + timedelta(days=1))
    logged = AuditChain.objects.values("pk")
    return fresh.exclude(pk__in=logged).order_by("pk").values_list("pk", flat=True)
