"""Which cases there are for whom. What is not theirs does not exist."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.lookups import Exact

from accounts.models import RoleGrant, Unit, User
from accounts.models.people import Role
from wellbeing.core.errors import NotFound
from wellbeing.incidents import receipts
from wellbeing.incidents.models import Case, CaseDeadline
from wellbeing.incidents.rules import CLOSED, OPEN, WITHDRAWN


def visible_to(handler: User, *, now: datetime) -> QuerySet[Case]:
    """Of the units whose cases they handle; what nobody signed goes to those of the whole house.

    Never their own report, never one from which somebody excluded them.
    """
    grants = RoleGrant.objects.at(now).filter(person=handler, role=Role.CASE_HANDLER)
    units = list(grants.values_list("unit", flat=True))
    whole = grants.filter(unit__kind=Unit.Kind.ORGANISATION).exists()
    mine = Q(unit__in=Unit.objects.within_any(units))
    if whole:
        mine |= Q(unit=None)
    found = Case.objects.filter(mine).exclude(reporter=handler)
    return found.exclude(exclusions__person=handler)


def handlers_of(case: Case, *, now: datetime) -> QuerySet[User]:
    """Everybody who may see it: the same rule from the other side."""
    found = _covering(case.unit, now)
    if case.reporter_id:
        found = found.exclude(pk=case.reporter_id)
    return found.exclude(pk__in=case.exclusions.values("person"))


def handlers_for(person: User, *, now: datetime) -> QuerySet[User]:
    """Who would see what this person reports."""
    return _covering(person.unit, now).exclude(pk=person.pk).order_by("name", "pk")


def handlers_named(person: User, ids: Sequence[UUID], *, now: datetime) -> list[User]:
    return list(handlers_for(person, now=now).filter(pk__in=ids))


def _covering(unit: Unit | None, now: datetime) -> QuerySet[User]:
    above = [one.pk for one in unit.path()] if unit else []
    covering = Q(unit__in=above) | Q(unit__kind=Unit.Kind.ORGANISATION)
    grants = RoleGrant.objects.at(now).filter(covering, role=Role.CASE_HANDLER)
    return User.objects.filter(is_active=True, pk__in=grants.values("person"))


def inbox(
    seen: QuerySet[Case], handler: User, *, id: UUID | None, state: str | None, mine: bool
) -> QuerySet[Case]:
    """What is due first comes first; what is over comes last first."""
    if id:
        found = seen.filter(pk=id)
    else:
        found = seen.filter(state=state) if state else seen.filter(state__in=OPEN)
    if mine:
        found = found.filter(assigned_to=handler)
    running = CaseDeadline.objects.running().filter(case=OuterRef("pk"))
    told = found.annotate(
        mine=Exact(F("assigned_to"), Value(handler.pk)),
        due_at=Subquery(running.order_by("due_at").values("due_at")[:1]),
    )
    ordered = ["-ended_at"] if state in {CLOSED, WITHDRAWN} else ["due_at", "received_at"]
    return told.select_related("unit", "assigned_to").order_by(*ordered, "pk")


def read_outcomes(seen: QuerySet[Case]) -> dict[str, int]:
    """Of how many closed cases the outcome was read by whoever reported."""
    read = Count("pk", filter=Q(outcome_read_at__isnull=False))
    return seen.filter(state=CLOSED).aggregate(closed=Count("pk"), read=read)


def reported_by(person: User) -> QuerySet[Case]:
    return Case.objects.filter(reporter=person).order_by("-received_at", "id")


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
