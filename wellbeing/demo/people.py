"""The two thousand people of the demo."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from django.contrib.auth.hashers import make_password

from accounts.models import Unit, User
from accounts.models.people import Role
from wellbeing.demo.places import COMPANY, DEPARTMENTS, SITES, TEAMS_IN_A_DEPARTMENT, Site

PEOPLE = 2_000
PASSWORD = "a quiet blue heron"  # noqa: S105  printed on purpose: it opens the demo alone

# One account per role that `manage.py demo` prints: login, name, role, at which level of the
# organisation above the first team.
CAST = (
    ("asha", "Asha Verma", Role.AGENT, Unit.Kind.TEAM),
    ("pia", "Pia Lindqvist", Role.PEER, Unit.Kind.SITE),
    ("cole", "Cole Mbeki", Role.COUNSELLOR, Unit.Kind.ORGANISATION),
    ("tara", "Tara Kowal", Role.SUPERVISOR, Unit.Kind.TEAM),
    ("sam", "Sam Ferreira", Role.CASE_HANDLER, Unit.Kind.ORGANISATION),
    ("mona", "Mona Sadler", Role.MANAGER, Unit.Kind.DEPARTMENT),
    ("ada", "Ada Brzezińska", Role.ADMINISTRATOR, Unit.Kind.ORGANISATION),
)
_FURTHER_STAFF = (Role.COUNSELLOR,) * 5 + (Role.CASE_HANDLER,) * 3 + (Role.ADMINISTRATOR,) * 2


@dataclass
class Post:
    """One person, and the roles that they hold where."""

    user: User
    site: Site
    grants: list[tuple[Role, Unit]] = field(default_factory=list)


@dataclass
class Branch:
    """One team and what is above it."""

    site: Site
    place: Unit
    department: Unit
    team: Unit


def organisation() -> tuple[Unit, list[Branch]]:
    company = Unit.objects.create(kind=Unit.Kind.ORGANISATION, name=COMPANY)
    branches = []
    for site in SITES:
        place = Unit.objects.create(kind=Unit.Kind.SITE, name=site.name, parent=company)
        for name in DEPARTMENTS:
            department = Unit.objects.create(kind=Unit.Kind.DEPARTMENT, name=name, parent=place)
            teams = Unit.objects.bulk_create(
                Unit(kind=Unit.Kind.TEAM, name=f"{name} {number}", parent=department)
                for number in range(1, TEAMS_IN_A_DEPARTMENT + 1)
            )
            branches += [Branch(site, place, department, team) for team in teams]
    return company, branches


def everybody(
    company: Unit, branches: list[Branch], *, now: datetime, chance: Random
) -> Iterator[Post]:
    """The cast first, then leads and staff, then agents until there are two thousand."""
    posts = _Posts(now, chance)
    yield from posts.cast(company, branches[0])
    for branch in branches[1:]:
        yield posts.make(branch, branch.team, Role.SUPERVISOR)
    for branch in branches[TEAMS_IN_A_DEPARTMENT::TEAMS_IN_A_DEPARTMENT]:
        yield posts.make(branch, branch.department, Role.MANAGER)
    for role in _FURTHER_STAFF:
        yield posts.make(branches[0], company, role)
    sizes = [chance.uniform(9, 17) for _ in branches]
    while posts.made < PEOPLE:
        branch = chance.choices(branches, sizes)[0]
        post = posts.make(branch, branch.team, Role.AGENT)
        if chance.random() < 0.05:
            post.grants.append((Role.PEER, branch.place))
        yield post


class _Posts:
    def __init__(self, now: datetime, chance: Random) -> None:
        self.made = 0
        self._now = now
        self._chance = chance

    def make(self, branch: Branch, unit: Unit, role: Role) -> Post:
        site = branch.site
        name = site.full_name(self._chance.choice(site.given), self._chance.choice(site.family))
        number = f"N{10_000 + self.made}"
        return self._post(site, branch.team, [(role, unit)], number, name, make_password(None))

    def cast(self, company: Unit, branch: Branch) -> Iterator[Post]:
        places = {
            Unit.Kind.TEAM: branch.team,
            Unit.Kind.DEPARTMENT: branch.department,
            Unit.Kind.SITE: branch.place,
            Unit.Kind.ORGANISATION: company,
        }
        for login, name, role, level in CAST:
            grants = [(role, places[level])]
            if role == Role.PEER:
                grants.append((Role.AGENT, branch.team))
            yield self._post(branch.site, branch.team, grants, login, name, make_password(PASSWORD))

    def _post(
        self,
        site: Site,
        team: Unit,
        grants: list[tuple[Role, Unit]],
        number: str,
        name: str,
        password: str,
    ) -> Post:
        self.made += 1
        user = User(
            id=UUID(int=self._chance.getrandbits(128), version=4),
            personnel_number=number,
            name=name,
            password=password,
            language=site.language,
            time_zone=site.time_zone,
            country=site.country,
            unit=team,
            joined_at=self._now - timedelta(days=self._chance.randrange(200, 2500)),
        )
        return Post(user, site, grants)
