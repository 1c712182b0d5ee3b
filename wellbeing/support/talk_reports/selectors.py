"""Which reports exist for whom, and what of them can be read."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import RoleGrant, Unit, User
from accounts.models.people import Role
from accounts.selectors import units_led_by
from wellbeing.core.sealing import CannotBeOpened, open_sealed
from wellbeing.support.talk_reports.models import Opening, Party, TalkReport


def reports_of(person: User) -> QuerySet[TalkReport]:
    rows = TalkReport.objects.told_by(person).select_related("key")
    return rows.order_by("-made_at", "id")


def cases_of(handler: User, *, now: datetime) -> QuerySet[TalkReport]:
    """What this case handler may open. An answered one stays with whoever answered it."""
    standing = _within_reach(handler, now) & (Q(closed_at=None) | Q(closed_by=handler))
    seen = Opening.objects.filter(handler=handler).values("report")
    gone = Q(withdrawn=True, pk__in=seen)
    found = TalkReport.objects.filter(standing | gone).select_related("key")
    return found.order_by("made_at", "id")


def answerable_by(handler: User, *, now: datetime) -> QuerySet[TalkReport]:
    """Also what another has answered meanwhile, so that this can be said."""
    return TalkReport.objects.filter(_within_reach(handler, now)).select_related("key")


def _within_reach(handler: User, now: datetime) -> Q:
    """Never of a talk that they were in, or in which somebody was whom they lead."""
    return _covered_by(handler, now) & ~Q(pk__in=_too_near(handler, now))


def _covered_by(handler: User, now: datetime) -> Q:
    grants = RoleGrant.objects.at(now).filter(person=handler, role=Role.CASE_HANDLER)
    units = Unit.objects.within_any(list(grants.values_list("unit", flat=True)))
    covered = Q(reporter__unit__in=units)
    if units.filter(parent=None).exists():
        covered |= Q(reporter__isnull=False, reporter__unit=None)
    return covered


def _too_near(handler: User, now: datetime) -> QuerySet[Party, UUID]:
    led = units_led_by(handler, now=now)
    near = Party.objects.filter(Q(person=handler) | Q(person__unit__in=led))
    return near.values_list("report", flat=True)


def handlers_of(report: TalkReport, *, now: datetime) -> list[User]:
    """Everybody who may open it now."""
    grants = RoleGrant.objects.at(now).filter(role=Role.CASE_HANDLER)
    people = User.objects.filter(is_active=True, pk__in=grants.values("person"))
    return [one for one in people if cases_of(one, now=now).filter(pk=report.pk).exists()]


def opened(report: TalkReport, column: str) -> Any:
    """None where nothing is there, or nothing any more."""
    sealed = getattr(report, column)
    if sealed is None or report.key is None:
        return None
    try:
        return json.loads(open_sealed(report.key, bytes(sealed), place=report.place(column)))
    except CannotBeOpened:
        return None
