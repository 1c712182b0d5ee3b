"""Who and what is there already: everything that a plan needs, in a handful of queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from accounts.models import RoleGrant, Unit, User
from accounts.models.people import Role
from accounts.roster.entries import Path
from accounts.selectors import roles_beyond, units_administered_by

Key = tuple[str, ...]  # a path whose spelling does not matter


def key_of(path: Path) -> Key:
    return tuple(name.casefold() for name in path)


@dataclass(frozen=True)
class Present:
    importer: User
    now: datetime

    @cached_property
    def units(self) -> dict[Key, Unit]:
        rows = {unit.pk: unit for unit in Unit.objects.all()}

        def path(unit: Unit) -> Path:
            above = rows.get(unit.parent_id) if unit.parent_id else None
            return (*path(above), unit.name) if above else ()

        return {key_of(path(unit)): unit for unit in rows.values()}

    @cached_property
    def keys(self) -> dict[int | None, Key]:
        """Where each unit is; somebody without a unit belongs to the organisation itself."""
        return {unit.pk: key for key, unit in self.units.items()} | {None: ()}

    @cached_property
    def scope(self) -> set[Key]:
        """The parts that the importing administrator may change."""
        mine = units_administered_by(self.importer, now=self.now)
        return {self.keys[pk] for pk in mine.values_list("pk", flat=True)}

    def within_scope(self, key: Key) -> bool:
        """Also for a unit that does not exist yet, somewhere below one that is theirs."""
        return any(key[:depth] in self.scope for depth in range(len(key) + 1))

    @cached_property
    def people(self) -> dict[str, User]:
        return {person.personnel_number.lower(): person for person in User.objects.all()}

    @cached_property
    def addresses(self) -> dict[str, User]:
        return {one.email.lower(): one for one in self.people.values() if one.email}

    @cached_property
    def grants(self) -> dict[UUID, dict[tuple[Role, Key], int]]:
        """The open-ended roles of everybody; those with an end are somebody's own decision."""
        found: dict[UUID, dict[tuple[Role, Key], int]] = defaultdict(dict)
        for grant in RoleGrant.objects.filter(until=None):
            where = (Role(grant.role), self.keys[grant.unit_id])
            found[grant.person_id][where] = grant.pk
        return found

    @cached_property
    def protected(self) -> set[UUID]:
        """Whose roles reach beyond the importer's part; nothing here may change them."""
        beyond = roles_beyond(self.importer, now=self.now)
        return set(beyond.values_list("person", flat=True))
