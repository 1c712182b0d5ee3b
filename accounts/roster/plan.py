"""What a file would change, person by person; nothing is written here."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.models.people import Role
from accounts.roster.entries import Entry, Path, read_entry
from accounts.roster.present import Key, Present, key_of
from accounts.roster.table import Problem, read_table


@dataclass(kw_only=True)
class Change:
    """Of one person: `values` are new, `give` and `close` are roles."""

    row: int  # 0 where the person is absent from the file
    number: str
    name: str
    change: str  # created, updated or left
    person: User | None = None
    values: dict[str, object] = field(default_factory=dict)
    place: Key | None = None
    give: list[tuple[Role, Key]] = field(default_factory=list)
    close: list[int] = field(default_factory=list)

    @property
    def known(self) -> User:
        assert self.person, "nobody is there before they are created"
        return self.person

    @property
    def fields(self) -> list[str]:
        changed = ["active" if name == "is_active" else name for name in self.values]
        roles = ["roles"] if self.give or self.close else []
        return [*changed, *(["unit"] if self.place is not None else []), *roles]


@dataclass(kw_only=True)
class Plan:
    rows: int = 0
    changes: list[Change] = field(default_factory=list)
    new_units: dict[Key, Path] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def only(self, change: str) -> list[Change]:
        return [one for one in self.changes if one.change == change]

    def summary(self) -> dict[str, int]:
        counts = {change: len(self.only(change)) for change in ("created", "updated", "left")}
        in_file = sum(one.row > 0 for one in self.changes)
        unchanged = 0 if self.problems else self.rows - in_file
        return {"rows": self.rows, "units": len(self.new_units), "unchanged": unchanged, **counts}

    def digest(self) -> str:
        """Of everything that would be written, and over what."""
        said = [
            [one.number, one.change, _before(one), sorted(one.values.items()), one.place]
            + [sorted(one.give), sorted(one.close)]
            for one in self.changes
        ]
        text = json.dumps([said, sorted(self.new_units)], default=str)
        return sha256(text.encode()).hexdigest()


def _before(change: Change) -> list[object]:
    if change.person is None:
        return []
    return [getattr(change.person, name) for name in sorted(change.values)]


def make_plan(text: str, present: Present, *, absent_leave: bool) -> Plan:
    lines, problems = read_table(text)
    plan = Plan(rows=len(lines), problems=problems)
    entries = []
    for line in lines:
        entry, wrong = read_entry(line)
        plan.problems += wrong
        entries += [entry] if entry else []
    plan.problems += _said_twice(entries)
    _add_units(plan, entries, present)
    for entry in entries:
        _compare(plan, entry, present)
    plan.problems += _addresses_taken(entries, present)
    if absent_leave and not plan.problems:
        plan.changes += _absent(entries, present)
    plan.problems.sort(key=lambda problem: problem.row)
    return plan


def _said_twice(entries: list[Entry]) -> Iterator[Problem]:
    for column, value_of in (
        ("personnel_number", lambda entry: entry.number.lower()),
        ("email", lambda entry: entry.fields.get("email", "")),
    ):
        first: dict[str, int] = {}
        for entry in entries:
            value = value_of(entry)
            if value and first.setdefault(value, entry.row) != entry.row:
                words = _("This is in row %(row)d already.") % {"row": first[value]}
                yield Problem(entry.row, column, words)


def _addresses_taken(entries: list[Entry], present: Present) -> Iterator[Problem]:
    said = {entry.number.lower(): entry.fields.get("email") for entry in entries}
    for entry in entries:
        owner = present.addresses.get(entry.fields.get("email", ""))
        if owner is None or owner.personnel_number.lower() == entry.number.lower():
            continue
        gives_it_up = said.get(owner.personnel_number.lower(), owner.email) != owner.email
        if not gives_it_up and not entry.left:
            yield Problem(entry.row, "email", _("Somebody else has this address."))


def _add_units(plan: Plan, entries: list[Entry], present: Present) -> None:
    for entry in entries:
        path = () if entry.left else entry.place or ()
        for depth in range(1, len(path) + 1):
            key = key_of(path[:depth])
            if key not in present.units:
                plan.new_units.setdefault(key, path[:depth])


def _absent(entries: list[Entry], present: Present) -> Iterator[Change]:
    there = {entry.number.lower() for entry in entries}
    for number, person in present.people.items():
        kept = person == present.importer or person.pk in present.protected
        if number in there or kept or not person.is_active:
            continue
        if present.within_scope(present.keys[person.unit_id]):
            name = person.name
            yield Change(
                row=0, number=person.personnel_number, name=name, change="left", person=person
            )


def _compare(plan: Plan, entry: Entry, present: Present) -> None:
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
        words = _("This person administers more than you do. Ask them, or somebody who does too.")
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
