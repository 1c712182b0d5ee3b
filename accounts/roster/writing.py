"""A plan becomes rows, in a number of statements that does not grow with the file."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.hashers import make_password

from accounts import access, diaries
from accounts.invitations import invite_all
from accounts.models import RoleGrant, RosterImport, Unit, User
from accounts.models.people import Role
from accounts.roster.changes import Change, Plan
from accounts.roster.present import Key, Present
from wellbeing.core.models import AuditEntry

_KINDS = (Unit.Kind.SITE, Unit.Kind.DEPARTMENT, Unit.Kind.TEAM)
_BATCH = 500


def write(plan: Plan, roster: RosterImport, *, now: datetime) -> None:
    units = _create_units(plan, Present(roster.imported_by, now).units)
    access.leave([one.known.pk for one in plan.only("left")], now=now)
    created = _create_people(plan.only("created"), units, now)
    _update_people(plan.only("updated"), units)
    _change_roles([one for one in plan.changes if one.change != "left"], units, now)
    invite_all(roster, [person.pk for person in created], now=now)
    _write_down(plan, roster, now)


def _create_units(plan: Plan, units: dict[Key, Unit]) -> dict[Key, Unit]:
    """From the top down, one statement a level."""
    for depth, kind in enumerate(_KINDS, start=1):
        level = {key: path for key, path in plan.new_units.items() if len(key) == depth}
        rows = [
            Unit(kind=kind, name=path[-1], parent=units[key[:-1]]) for key, path in level.items()
        ]
        units |= dict(zip(level, Unit.objects.bulk_create(rows), strict=True))
    return units


def _create_people(changes: Iterable[Change], units: dict[Key, Unit], now: datetime) -> list[User]:
    people = []
    for change in changes:
        values = {**change.values, "personnel_number": change.number, "joined_at": now}
        change.person = User(unit=_unit_of(change, units), password=make_password(None), **values)
        people.append(change.person)
    return User.objects.bulk_create(people, batch_size=_BATCH)


def _update_people(changes: list[Change], units: dict[Key, Unit]) -> None:
    diaries.found_anew(one.known for one in changes if diaries.FOUND_BY & one.values.keys())
    # Two people may swap their addresses, and no two rows may hold one even for a moment.
    moving = [one.known.pk for one in changes if "email" in one.values]
    if moving:
        User.objects.filter(pk__in=moving).update(email="")
    for change in changes:
        for name, value in change.values.items():
            setattr(change.known, name, value)
        if change.place is not None:
            change.known.unit = _unit_of(change, units)
    fields = {name for one in changes for name in one.values} | {
        "unit" for one in changes if one.place is not None
    }
    if fields:
        people = [one.known for one in changes]
        User.objects.bulk_update(people, sorted(fields), batch_size=_BATCH)


_ACTS = {"created": "person_added", "updated": "person_changed", "left": "person_left"}


def _write_down(plan: Plan, roster: RosterImport, now: datetime) -> None:
    """A line for everybody whom the file touched, where they can read it."""
    AuditEntry.objects.bulk_create(
        [
            AuditEntry(
                at=now,
                actor_id=roster.imported_by_id,
                role=Role.ADMINISTRATOR,
                act=_ACTS[one.change],
                person=one.known,
                detail={"fields": one.fields},
            )
            for one in plan.changes
        ],
        batch_size=_BATCH,
    )


def _unit_of(change: Change, units: dict[Key, Unit]) -> Unit:
    return units[change.place or ()]


def _change_roles(changes: list[Change], units: dict[Key, Unit], now: datetime) -> None:
    closed = [pk for one in changes for pk in one.close]
    if closed:
        access.close_grants(RoleGrant.objects.filter(pk__in=closed), now=now)
    RoleGrant.objects.bulk_create(
        [
            RoleGrant(person=one.known, role=role, unit=units[key], starts_at=now)
            for one in changes
            for role, key in one.give
        ],
        batch_size=_BATCH,
    )
