"""What would change, person by person."""

import json
from dataclasses import dataclass, field
from hashlib import sha256

from accounts.models import User
from accounts.models.people import Role
from accounts.roster.entries import Path
from accounts.roster.present import Key
from accounts.roster.table import Problem


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
