"""The list of cases: what somebody asks for, found by what is not sealed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast

from accounts.models import Unit, User
from wellbeing.incidents.models import Case, CaseDeadline, LegalHold
from wellbeing.incidents.rules import (
    A_PAGE,
    CLOSED,
    MOST_COUNTED,
    NUMBER,
    SHORTEST_NUMBER,
    WITHDRAWN,
)

MINE, NOBODYS = "mine", "nobody"
HELD_BY = (MINE, NOBODYS)
OVER = (CLOSED, WITHDRAWN)
_MOST_NAMED = 200  # handlers whose name has the letters that are searched for


@dataclass(frozen=True, kw_only=True)
class Asked:
    """With an `id` one line, whatever its state: that it changed is seen without opening it."""

    id: UUID | None = None
    state: str = ""
    held: str = ""
    kind: str = ""
    severity: int | None = None
    identity: str = ""
    urgent: bool = False
    late: bool = False
    unit: int | None = None
    since: date | None = None
    until: date | None = None
    text: str = ""


# Of the case and beside it: what a list tells, and nothing that is sealed.
TOLD = (
    "id", "identity", "state", "kinds", "severity", "urgent", "received_at", "ended_at",
    "changed_at", "unit__name", "assigned_to", "assigned_to__name", "closed_by__name",
)  # fmt: skip
_running = CaseDeadline.objects.running().filter(case=OuterRef("pk")).order_by("due_at")
_DUE: Final = Subquery(_running.values("due_at")[:1])
_ON_HOLD: Final = Exists(LegalHold.objects.standing().filter(case=OuterRef("pk")))


def listed(found: QuerySet[Case], asked: Asked, *more: str) -> QuerySet[Case, Any]:
    told = _ordered(found, asked).annotate(due_at=_DUE, on_hold=_ON_HOLD)
    rows: QuerySet[Case, Any] = told.values(*TOLD, "due_at", "on_hold", *more)
    return rows


def page_of(found: QuerySet[Case], asked: Asked, *, number: int) -> QuerySet[Case, Any]:
    here = slice((number - 1) * A_PAGE, number * A_PAGE)
    if asked.state in OVER:
        return listed(found, asked)[here]
    # Which are due first is settled among narrow rows; then the fifty are read.
    return listed(Case.objects.filter(pk__in=_ordered(found, asked).values("pk")[here]), asked)


def _ordered(found: QuerySet[Case], asked: Asked) -> QuerySet[Case]:
    """A threat that needs eyes first, then what is due first; what is over comes last first."""
    if asked.state in OVER:
        return found.order_by("-ended_at", "pk")
    due_first = F("due_at").asc(nulls_last=True)
    return found.alias(due_at=_DUE).order_by("-urgent", due_first, "received_at", "pk")


def counted(found: QuerySet[Case]) -> int:
    """One more than are counted means that there are more."""
    return found.order_by()[: MOST_COUNTED + 1].count()


def matching(
    seen: QuerySet[Case],
    handler: User,
    asked: Asked,
    *,
    units: Iterable[dict[str, Any]],
    now: datetime,
) -> QuerySet[Case]:
    """Of what they see; `units` are those that they handle."""
    if asked.id:
        return seen.filter(pk=asked.id)
    # What is open has not ended: the index of what is open is found by that.
    found = seen.filter(state=asked.state) if asked.state else seen.filter(ended_at=None)
    if asked.kind:
        # A list of known words, as text: SQLite cannot look into its JSON.
        found = found.annotate(kinds_as_text=Cast("kinds", TextField()))
        found = found.filter(kinds_as_text__contains=f'"{asked.kind}"')
    if asked.late:
        late = CaseDeadline.objects.running().filter(case=OuterRef("pk"), due_at__lte=now)
        found = found.filter(Exists(late))
    if asked.text:
        found = found.filter(_has(asked.text, units))
    return found.filter(_facts(handler, asked))


def _facts(handler: User, asked: Asked) -> Q:
    met = Q()
    if asked.held:
        met &= Q(assigned_to=handler if asked.held == MINE else None)
    if asked.severity is not None:
        met &= Q(severity=asked.severity)
    if asked.identity:
        met &= Q(identity=asked.identity)
    if asked.urgent:
        met &= Q(urgent=True)
    if asked.unit:
        met &= Q(unit__in=Unit.objects.within_any([asked.unit]).values("pk"))
    if asked.since:
        met &= Q(received_at__gte=_begin(asked.since, handler))
    if asked.until:
        met &= Q(received_at__lt=_begin(asked.until + timedelta(days=1), handler))
    return met


def _begin(day: date, person: User) -> datetime:
    return datetime.combine(day, time.min, tzinfo=ZoneInfo(person.time_zone))


def _has(text: str, units: Iterable[dict[str, Any]]) -> Q:
    """A number or the beginning of one, a unit or a handler. Never words: these are sealed."""
    named = [unit["id"] for unit in units if text.casefold() in unit["name"].casefold()]
    people = User.objects.filter(name__icontains=text).values_list("pk", flat=True)
    found = Q(unit__in=named) | Q(assigned_to__in=list(people[:_MOST_NAMED]))
    return found | _numbered(text)


def _numbered(text: str) -> Q:
    bare = text.replace("-", "").strip().lower()
    known = SHORTEST_NUMBER <= len(bare) <= NUMBER and set(bare) <= set("0123456789abcdef")
    if not known:
        return Q(pk__in=[])
    return Q(pk__range=(UUID(bare.ljust(32, "0")), UUID(bare.ljust(32, "f"))))
