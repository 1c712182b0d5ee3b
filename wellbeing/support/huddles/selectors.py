"""Who sees which board: a team its own, and its lead those of the teams they lead."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Q

from accounts.models import RoleGrant, Unit, User
from accounts.models.people import Role
from wellbeing.support.huddles.models import HuddlePost


@dataclass(frozen=True)
class Board:
    """No denominator: nobody is said to be missing."""

    unit: Unit
    posts: list[HuddlePost]


def team_of(person: User) -> Unit | None:
    """The team in which this person stands; a department or a site has no board."""
    unit = person.unit
    return unit if unit and unit.kind == Unit.Kind.TEAM else None


def own_post(person: User, *, now: datetime) -> HuddlePost | None:
    return HuddlePost.objects.of(person.diary).today(now).first()


def boards_of(person: User, *, now: datetime) -> list[Board]:
    """Those with something on them, the own one first."""
    led = RoleGrant.objects.at(now).filter(person=person, role=Role.SUPERVISOR)
    own = team_of(person)
    # The team and its lead, as whoever posts was told: nobody who leads the whole site.
    ours = Q(pk__in=led.values("unit"), kind=Unit.Kind.TEAM) | Q(pk=own and own.pk)
    visible = Unit.objects.filter(ours)
    posts = HuddlePost.objects.on_the_board(now).filter(unit__in=visible).select_related("unit")
    ordered = sorted(posts, key=lambda post: (post.unit != own, post.unit.name, post.unit.pk))
    return [Board(unit, list(some)) for unit, some in groupby(ordered, key=lambda one: one.unit)]
