"""Who may be asked, and who must not be."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from accounts.models import RoleGrant, User
from accounts.models.people import Role
from wellbeing.support.shifts.selectors import on_shift
from wellbeing.support.talks.models import Exclusion, Participant, Supporter
from wellbeing.support.talks.rules import PEER, SUPPORTERS, TOPICS, Volunteer

_SPELT = {"zh-hans": "zh-Hans"}


def spoken(person: User) -> str:
    """The language of the app, as browsers write it."""
    return _SPELT.get(person.language, person.language)


def languages_of(row: Supporter | None, person: User) -> list[str]:
    return list(row.languages) if row and row.languages else [spoken(person)]


def topics_of(row: Supporter | None) -> list[str]:
    return list(row.topics) if row and row.topics else list(TOPICS)


def volunteers(kind: str, *, now: datetime) -> list[Volunteer]:
    """Everybody on shift in this role, also those who have no room now."""
    people = list(on_shift(Role(kind), now))
    ids = [person.pk for person in people]
    rows, talks = Supporter.objects.in_bulk(ids), talks_of(ids)
    return [_volunteer(one, rows.get(one.pk), kind, talks.get(one.pk, 0), now) for one in people]


def _volunteer(
    person: User, row: Supporter | None, kind: str, talks: int, now: datetime
) -> Volunteer:
    return Volunteer(
        id=person.pk,
        languages=languages_of(row, person),
        topics=topics_of(row),
        at_once=row.at_once if row else 1,
        talks=talks,
        today=taken_today(row, person, now) if kind == PEER else 0,
        paused=bool(row and row.paused_until and row.paused_until > now),
    )


def volunteer(person: User, row: Supporter, kind: str, *, now: datetime) -> Volunteer:
    return _volunteer(person, row, kind, talks_of([person.pk]).get(person.pk, 0), now)


def talks_of(ids: Collection[UUID]) -> dict[UUID, int]:
    """In how many open talks each of them listens."""
    there = Participant.objects.filter(
        person__in=ids, role__in=SUPPORTERS, left_at=None, conversation__closed_at=None
    )
    return dict(there.values_list("person").annotate(Count("pk")).order_by())


def local_day(person: User, now: datetime) -> date:
    return now.astimezone(ZoneInfo(person.time_zone)).date()


def taken_today(row: Supporter | None, person: User, now: datetime) -> int:
    return row.taken if row and row.taken_on == local_day(person, now) else 0


def supervisors_of(agent: User, *, now: datetime) -> QuerySet[User]:
    """Whose role as a supervisor covers the agent's unit; never the agent."""
    return _over(agent, Role.SUPERVISOR, now=now).exclude(pk=agent.pk)


def barred_for(agent: User, *, now: datetime) -> frozenset[UUID]:
    """The agent, whoever leads them, and whom either side does not want to meet."""
    leading = _over(agent, Role.SUPERVISOR, Role.MANAGER, now=now)
    around = Exclusion.objects.filter(Q(owner=agent) | Q(excluded=agent))
    pairs = around.values_list("owner_id", "excluded_id")
    return frozenset(
        {agent.pk, *leading.values_list("pk", flat=True), *(p for s in pairs for p in s)}
    )


def _over(agent: User, *roles: Role, now: datetime) -> QuerySet[User]:
    if agent.unit is None:
        return User.objects.none()
    above = [unit.pk for unit in agent.unit.path()]
    grants = RoleGrant.objects.at(now).filter(role__in=roles, unit__in=above)
    return User.objects.filter(is_active=True, pk__in=grants.values("person"))


def peers(asker: User, *, now: datetime) -> QuerySet[User]:
    """Every colleague who may ever be offered a request, on shift or not."""
    grants = RoleGrant.objects.at(now).filter(role=Role.PEER)
    found = User.objects.filter(is_active=True, pk__in=grants.values("person"))
    return found.exclude(pk=asker.pk).order_by("name", "pk")
