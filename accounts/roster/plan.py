"""What a file would change; nothing is written here."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from accounts.roster.changes import Change, Plan
from accounts.roster.comparing import compare
from accounts.roster.entries import Entry, read_entry
from accounts.roster.present import Present, key_of
from accounts.roster.table import Problem, read_table


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
        compare(plan, entry, present)
    plan.problems += _addresses_taken(entries, present)
    if absent_leave and not plan.problems:
        plan.changes += _absent(entries, present)
    plan.problems.sort(key=lambda problem: problem.row)
    return plan


def _said_twice(entries: list[Entry]) -> Iterator[Problem]:
    numbers = [(entry.row, entry.number.lower()) for entry in entries]
    addresses = [(entry.row, entry.fields.get("email", "")) for entry in entries]
    for column, said in (("personnel_number", numbers), ("email", addresses)):
        first: dict[str, int] = {}
        for row, value in said:
            if value and first.setdefault(value, row) != row:
                words = _("This is in row %(row)d already.") % {"row": first[value]}
                yield Problem(row, column, words)


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
