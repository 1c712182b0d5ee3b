"""A manager announces a change; the app says at once what cannot be measured, and why."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import combinations
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from rest_framework import status

from accounts.models import RoleGrant, Unit, User
from accounts.models.people import Role
from wellbeing.core import audit
from wellbeing.core.errors import DomainError, NotFound
from wellbeing.trends.budget import ANALYSES_A_YEAR
from wellbeing.trends.ledger import YEAR
from wellbeing.trends.models import (
    Cell,
    Intervention,
    InterventionPerson,
    Membership,
    Place,
    Release,
)
from wellbeing.trends.planning import one_at_a_time, zone
from wellbeing.trends.reading import latest_planning

AHEAD = timedelta(weeks=1)
MEASURED = timedelta(weeks=8)  # after the change, and as long before it


class TooSoon(DomainError):
    status = status.HTTP_422_UNPROCESSABLE_ENTITY
    code = "too_soon"
    message = _("A change must be announced at least a week before it starts, on a Monday.")


class NoNumberOfItsOwn(DomainError):
    status = status.HTTP_422_UNPROCESSABLE_ENTITY
    code = "no_number_of_its_own"
    message = _("This unit has no number of its own. Choose a whole group of 80 people or more.")


class BudgetTaken(DomainError):
    code = "budget_taken"
    message = _("Two changes are already measured for some of these people within a year.")


class AlreadyAnnounced(DomainError):
    code = "already_announced"
    message = _("This change was announced with other words. An announcement stays as it is.")


@transaction.atomic
def announce_change(
    *, manager: User, id: UUID, unit: int, actions: list[str], starts_on: date, now: datetime
) -> tuple[Intervention, bool]:
    """Fix what will be compared, and for whom; the second value says whether it was new.

    Raises NotFound for a unit that the manager does not manage, TooSoon, NoNumberOfItsOwn,
    BudgetTaken, and AlreadyAnnounced for a repeat that says something else.
    """
    known = Intervention.objects.filter(registered_by=manager, device_id=id).first()
    if known:
        if (known.actions, known.starts_on) != (actions, starts_on):
            raise AlreadyAnnounced
        return known, False
    today = now.astimezone(zone()).date()
    cell = _cell_of(unit, _managed_by(manager, now))
    if starts_on - today < AHEAD or starts_on.weekday():
        raise TooSoon
    one_at_a_time(Intervention)
    people = _people_of(cell)
    if _taken(people, starts_on + MEASURED):
        raise BudgetTaken
    change = Intervention.objects.create(
        registered_by=manager, device_id=id, cell=cell, actions=actions, starts_on=starts_on,
        ends_on=starts_on + MEASURED, registered_at=now,
    )  # fmt: skip
    InterventionPerson.objects.bulk_create(
        (InterventionPerson(intervention=change, person_id=one) for one in people), batch_size=2000
    )
    audit.record(
        "change_announced", actor_id=manager.pk, role=Role.MANAGER, now=now, change=change.pk
    )
    return change, True


def _managed_by(manager: User, now: datetime) -> set[int]:
    grants = RoleGrant.objects.at(now).filter(person=manager, role=Role.MANAGER)
    found = Unit.objects.within_any(grants.values_list("unit", flat=True))
    return set(found.values_list("pk", flat=True))


def _cell_of(unit: int, managed: set[int]) -> Cell:
    """The cell that is this unit, perhaps with small ones beside it, all of them managed.

    The place of a unit is a cell that holds all of it; so the two are one where, the other way
    round, the cell lies within the unit.
    """
    if unit not in managed:
        raise NotFound
    planning = latest_planning()
    place = Place.objects.filter(planning=planning, unit_id=unit).first()
    cell = place and (place.base or place.large)
    if not cell:
        raise NoNumberOfItsOwn
    units = {int(key.strip("u*")) for key in cell.key.split("+")}
    below = set(Unit.objects.within_any([unit]).values_list("pk", flat=True))
    if not units <= managed or not (unit in units or units <= below):
        raise NoNumberOfItsOwn
    return cell


def _people_of(cell: Cell) -> set[UUID]:
    within = Membership.objects.filter(Q(cell=cell) | Q(cell__large=cell))
    return set(within.values_list("person", flat=True))


def _taken(people: set[UUID], ends_on: date) -> bool:
    """Whether somebody has already two analyses that close within 364 days of each other and it."""
    near = Intervention.objects.filter(ends_on__gt=ends_on - YEAR, ends_on__lt=ends_on + YEAR)
    crowds = [
        (one.ends_on, people & set(one.people.values_list("person", flat=True))) for one in near
    ]
    # An announcement that a restore took may have been about anybody.
    gone = Release.objects.filter(stream="intervention", intervention=None)
    crowds += [(day, people) for day in gone.values_list("ends_on", flat=True)]
    for several in combinations(crowds, ANALYSES_A_YEAR):
        days = [ends_on, *(day for day, _ in several)]
        if max(days) - min(days) < YEAR and _in_all(crowd for _, crowd in several):
            return True
    return False


def _in_all(crowds: Iterable[set[UUID]]) -> bool:
    return bool(set.intersection(*crowds))
