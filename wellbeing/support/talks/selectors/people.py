"""Who may be asked, and who must not be."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from accounts.models import RoleGrant, Unit, User
from accounts.models.people import Role
from accounts.selectors import holding_over, leading
from wellbeing.support.kept_apart.selectors import kept_from
from wellbeing.support.shifts.selectors import on_shift
from wellbeing.support.talks.models import Participant, Supporter
from wellbeing.support.talks.rules import PEER, QUEUED, TOPICS, Need, Volunteer

_SPELT = {"zh-hans": "zh-Hans"}


def spoken(person: User) -> str:
    """The language of the app, as browsers write it."""
    return _SPELT.get(person.language, person.language)


def languages_of(row: Supporter | None, person: User) -> list[str]:
    return list(row.languages) if row and row.languages else [spoken(person)]


def topics_of(row: Supporter | None) -> list[str]:
    return list(row.topics) if row and row.topics else list(TOPICS)


class Volunteers:
    """Who is on shift, looked up once for each kind while a line is moved on."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._found: dict[str, list[Volunteer]] = {}

    def of(self, kind: str) -> list[Volunteer]:
        if kind not in self._found:
            self._found[kind] = volunteers(kind, now=self._now)
        return self._found[kind]


def volunteers(kind: str, *, now: datetime) -> list[Volunteer]:
    """Everybody on shift in this role, also those who have no room now."""
    people = list(on_shift(Role(kind), now))
    ids = [person.pk for person in people]
    rows, talks, units = Supporter.objects.in_bulk(ids), talks_of(ids), _units_of(ids, kind, now)
    return [
        replace(
            volunteer(one, rows.get(one.pk), kind, talks=talks.get(one.pk, 0), now=now),
            there_for=frozenset(units[one.pk]),
        )
        for one in people
    ]


def volunteer(
    person: User, row: Supporter | None, kind: str, *, talks: int, now: datetime
) -> Volunteer:
    rests = row.paused_until if row else None
    return Volunteer(
        id=person.pk,
        languages=languages_of(row, person),
        topics=topics_of(row),
        at_once=row.at_once if row else 1,
        talks=talks,
        today=taken_today(row, person, now) if kind == PEER else 0,
        rests_until=rests if rests and rests > now else None,
    )


def _units_of(ids: Collection[UUID], kind: str, now: datetime) -> dict[UUID, set[int]]:
    """Where each of them holds the role."""
    found: dict[UUID, set[int]] = defaultdict(set)
    grants = RoleGrant.objects.at(now).filter(person__in=ids, role=kind)
    for person_id, unit_id in grants.values_list("person", "unit"):
        found[person_id].add(unit_id)
    return found


def need_of(asker: User, *, language: str, topic: str, now: datetime) -> Need:
    barred = barred_for(asker, now=now)
    return Need(language=language, topic=topic, barred=barred, path=path_of(asker))


def anybodys_need(asker: User, *, language: str, topic: str, now: datetime) -> Need:
    """As if nobody were kept apart: what is said of it tells of no single person."""
    barred = frozenset({asker.pk, *_leading(asker, now=now)})
    return Need(language=language, topic=topic, barred=barred, path=path_of(asker))


def path_of(asker: User) -> frozenset[int]:
    """The unit and those above it; whoever is in none is met by who is there for everybody."""
    if asker.unit is None:
        return frozenset(Unit.objects.filter(parent=None).values_list("pk", flat=True))
    return frozenset(unit.pk for unit in asker.unit.path())


def talks_of(ids: Collection[UUID], *, at: datetime | None = None) -> dict[UUID, int]:
    """In how many open talks each of them listens, or did; a one-to-one stands beside them."""
    there = Participant.objects.filter(person__in=ids, role__in=QUEUED)
    if at is None:
        there = there.filter(left_at=None, conversation__closed_at=None)
    else:
        ended = Q(left_at__lte=at) | Q(conversation__closed_at__lte=at)
        there = there.filter(joined_at__lte=at).exclude(ended)
    return dict(there.values_list("person").annotate(Count("pk")).order_by())


def local_day(person: User, now: datetime) -> date:
    return now.astimezone(ZoneInfo(person.time_zone)).date()


def taken_today(row: Supporter | None, person: User, now: datetime) -> int:
    return row.taken if row and row.taken_on == local_day(person, now) else 0


def supervisors_of(agent: User, *, now: datetime) -> QuerySet[User]:
    """Whose role as a supervisor covers the agent's unit; never the agent."""
    return holding_over([agent.unit], [Role.SUPERVISOR], now=now).exclude(pk=agent.pk)


def barred_for(agent: User, *, now: datetime) -> frozenset[UUID]:
    """The agent, whoever leads them, and whom either side does not want to meet."""
    apart = kept_from(agent).values_list("pk", flat=True)
    return frozenset({agent.pk, *_leading(agent, now=now), *apart})


def _leading(agent: User, *, now: datetime) -> set[UUID]:
    return set(leading(agent.unit, now=now).values_list("pk", flat=True))


def peers(asker: User, *, now: datetime) -> QuerySet[User]:
    """Every colleague who may ever be offered a request of theirs, on shift or not."""
    grants = RoleGrant.objects.at(now).filter(role=Role.PEER, unit__in=path_of(asker))
    found = User.objects.filter(is_active=True, pk__in=grants.values("person"))
    return found.exclude(pk=asker.pk).order_by("name", "pk")
