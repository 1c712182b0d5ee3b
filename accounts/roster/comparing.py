"""What one row would change about its person."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.models.people import Role
from accounts.roster.changes import Change, Plan
from accounts.roster.entries import Entry, Path
from accounts.roster.present import Key, Present, key_of
from accounts.roster.table import Problem


def compare(plan: Plan, entry: Entry, present: Present) -> None:
    person = present.people.get(entry.number.lower())
    if person and not present.within_scope(present.keys[person.unit_id]):
        words = _("This number is used in a part of the organisation that is not yours.")
        plan.problems.append(Problem(entry.row, "personnel_number", words))
        return
    change = _departure(entry, person) if entry.left else _arrival(plan, entry, person, present)
    if change is None:
        return
    plan.problems += _refused(change, present)
    plan.changes.append(change)


def _refused(change: Change, present: Present) -> Iterator[Problem]:
    person = change.person
    if person is None:
        return
    if person.pk in present.protected:
        words = _(
            "This person has a role in a part that is not yours. Ask who administers that too."
        )
        yield Problem(change.row, "personnel_number", words)
    elif person == present.importer and change.change == "left":
        yield Problem(change.row, "left", _("You cannot leave by your own file."))
    elif person == present.importer and _loses_administration(change, present):
        yield Problem(change.row, "roles", _("You cannot take this role from yourself."))


def _loses_administration(change: Change, present: Present) -> bool:
    grants = present.grants[present.importer.pk].items()
    return any(role == Role.ADMINISTRATOR and pk in change.close for (role, _key), pk in grants)


def _departure(entry: Entry, person: User | None) -> Change | None:
    if person is None or not person.is_active:
        return None
    return Change(
        row=entry.row,
        number=person.personnel_number,
        name=person.name,
        change="left",
        person=person,
    )


def _arrival(plan: Plan, entry: Entry, person: User | None, present: Present) -> Change | None:
    now_at = present.keys[person.unit_id] if person else None
    place = key_of(entry.place) if entry.place is not None else (now_at or ())
    change = Change(
        row=entry.row,
        number=person.personnel_number if person else entry.number,
        name=entry.name,
        change="updated" if person else "created",
        person=person,
        values=_new_values(entry, person),
        place=place if place != now_at else None,
    )
    if not present.within_scope(place):
        words = _("This part of the organisation is not yours to change.")
        plan.problems.append(Problem(entry.row, "site", words))
    _compare_roles(plan, change, entry, place, present)
    return change if person is None or change.fields else None


def _new_values(entry: Entry, person: User | None) -> dict[str, object]:
    wanted: dict[str, object] = {"name": entry.name, **entry.fields, "is_active": True}
    if person is None:
        return wanted
    return {name: value for name, value in wanted.items() if getattr(person, name) != value}


def _compare_roles(plan: Plan, change: Change, entry: Entry, place: Key, present: Present) -> None:
    held = present.grants[change.person.pk] if change.person else {}
    if entry.roles is None:
        change.give = [] if change.person else [(Role.AGENT, place)]
        return
    wanted = set()
    for word in entry.roles:
        where = place if word.where is None else _below_organisation(word.where, present)
        if where not in present.units and where not in plan.new_units:
            words = _("There is no “%(unit)s”.") % {"unit": "/".join(word.where or ())[:80]}
            plan.problems.append(Problem(entry.row, "roles", words))
        elif not present.within_scope(where):
            words = _("You can give roles only in your own part of the organisation.")
            plan.problems.append(Problem(entry.row, "roles", words))
        wanted.add((word.role, where))
    change.give = sorted(wanted - held.keys())
    # Roles in other parts of the organisation are other administrators' business.
    change.close = sorted(
        pk for at, pk in held.items() if at not in wanted and present.within_scope(at[1])
    )


def _below_organisation(path: Path, present: Present) -> Key:
    """The organisation's own name may stand in front, or alone for all of it."""
    key = key_of(path)
    return key[1:] if key[:1] == (present.units[()].name.casefold(),) else key
