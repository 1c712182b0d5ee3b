"""Everything that the page of trends shows of one unit, for whoever asks: from released numbers."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from wellbeing.trends import sources, strength
from wellbeing.trends.cells import BASE
from wellbeing.trends.closing import CHANGE_WEEKS
from wellbeing.trends.models import Cell, Figure, Intervention, Place, Planning
from wellbeing.trends.planning import zone
from wellbeing.trends.postprocess import change, cycle, line, shares, weeks
from wellbeing.trends.reading import (
    Dated,
    Group,
    history,
    latest_planning,
    rates,
    weeks_of,
    whole_of,
)
from wellbeing.trends.schedule import GRACE, WEEK

# An honest share or count needs this many periods of four weeks; the first that is precise enough.
SPANS = (1, 3, 6, 13)
WIDEST_SHARE = 0.10
WIDEST_PART = 0.5  # of a count
RECENT, BEFORE = 4, 13  # weeks that the sentence on top compares


def page(unit: int, *, now: datetime) -> dict[str, Any]:
    """All of it. Call it behind the wall."""
    planning = latest_planning()
    if planning is None or not planning.cells.exists():
        return {"floor": BASE, "group": None}
    today = now.astimezone(zone()).date()
    group = group_of(planning, unit)
    large = group if group.level != Cell.Level.BASE else group.above()
    assert large is not None
    return {
        "floor": BASE,
        "groups": _groups(planning),
        "group": _named(group),
        "mood": mood(group),
        "sources": source_shares(large),
        "energy": _energy(large),
        "cycle": _cycle(large),
        "abuse": _counts("abuse_4wk", large),
        "help": _counts("help_4wk", large),
        "changes": _changes(group, today),
        "promise": strength.promised(planning, today),
        "strength": strength.in_force(planning),
        "ledger": strength.books(planning),
    }


def group_of(planning: Planning, unit: int) -> Group:
    """The smallest group with a number that holds all of the unit."""
    place = Place.objects.filter(planning=planning, unit_id=unit).first()
    cell = place and (place.base or place.large)
    return Group(cell, cell.agents) if cell else whole_of(planning)


def _named(group: Group) -> dict[str, Any]:
    if group.cell is None:
        return {"level": "whole", "kind": "whole", "name": "", "unit": None, "agents": group.agents}
    cell = group.cell
    unit = int(cell.key.split("+")[0].strip("u*"))
    return {"level": cell.level, "kind": cell.kind, "name": cell.name, "unit": unit,
            "agents": cell.agents}  # fmt: skip


def _groups(planning: Planning) -> list[dict[str, Any]]:
    cells = planning.cells.order_by("level", "name")
    return [_named(whole_of(planning)), *(_named(Group(one, one.agents)) for one in cells)]


# --- Mood ----------------------------------------------------------------------------------------
def mood(group: Group) -> dict[str, Any] | None:
    """The line, the best present number, and what can be said about a change."""
    dated = history(group, "mood_week")
    if not dated:
        return None
    rows = weeks_of(dated)
    whole = history(Group(None, group.agents), "mood_week")
    takers = weeks.takers(rows, rates(dated, whole))
    points = line.with_alerts(rows, takers, line.follow(rows, takers))
    rate, sd = weeks.raw_rate(rows)
    return {
        "line": [_point(one, point) for one, point in zip(dated, points, strict=True)],
        "now": _now(group, rows, takers),
        "said": said(rows, takers, alert=points[-1].alert),
        "took_part": {"share": round(rate, 3), "half_width": round(weeks.WIDTH * sd**0.5, 3)},
    }


def _point(one: Dated, point: line.Point) -> dict[str, Any]:
    return {
        "starts_on": one.starts_on,
        "mean": round(point.level, 2),
        "half_width": round(point.half_width, 2),
        "sd": round(point.variance**0.5, 4),
        "alert": point.alert,
    }


def _now(
    group: Group, rows: Sequence[weeks.Week], takers: Sequence[tuple[float, float]]
) -> dict[str, Any] | None:
    """The shortest honest window of this group, or else of the next larger one, saying so."""
    found = weeks.shortest(rows, *takers[-1])
    if found:
        return {
            "group": _named(group),
            "mean": round(found.mean, 2),
            "half_width": round(found.half_width, 2),
            "weeks": found.weeks,
        }
    above = group.above()
    larger = mood(above) if above else None
    return larger["now"] if larger else None


def said(
    rows: Sequence[weeks.Week], takers: Sequence[tuple[float, float]], *, alert: bool
) -> dict[str, Any]:
    """The last four weeks against the thirteen before them: clear, possible, steady or early.

    Steady: whatever the change is, it is smaller than one that matters.
    """
    recent, before = rows[-RECENT:], rows[-RECENT - BEFORE : -RECENT]
    if len(before) < RECENT:
        return {"word": "early", "change": None, "alert": alert}
    new = weeks.window(recent, *takers[-1])
    old = weeks.window(before, *takers[-RECENT - 1])
    moved, sd = new.mean - old.mean, (new.sd**2 + old.sd**2) ** 0.5
    small = abs(moved) + weeks.WIDTH * sd + weeks.CLIPPING <= line.NOTABLE
    word = "steady" if small and not alert else line.said(moved, sd)
    return {"word": word, "change": round(moved, 2), "alert": alert}


# --- The other streams ---------------------------------------------------------------------------
def _summed(dated: Sequence[Dated], periods: int) -> tuple[list[float], float]:
    last = dated[-periods:]
    totals = [sum(column) for column in zip(*(one.values for one in last), strict=True)]
    return totals, sum(one.variance for one in last)


def source_shares(group: Group) -> dict[str, Any] | None:
    """Shares of the sources over the shortest span in which none is blurred beyond ten points."""
    dated = history(group, "stress_4wk")
    for periods in SPANS:
        if periods > len(dated):
            return None
        found = shares.shares(*_summed(dated, periods))
        if found and max(part.half_width for part in found) <= WIDEST_SHARE:
            parts = zip(sources.names("stress_4wk"), found, strict=True)
            return _span(group, dated, periods) | {
                "parts": [{"name": name, **_part(part, 3)} for name, part in parts]
            }
    return None


def _span(group: Group, dated: Sequence[Dated], periods: int) -> dict[str, Any]:
    return {
        "group": _named(group),
        "starts_on": dated[-periods].starts_on,
        "ends_on": dated[-1].ends_on,
    }


def _part(part: shares.Part, digits: int) -> dict[str, float]:
    return {"value": round(part.value, digits), "half_width": round(part.half_width, digits)}


def _energy(group: Group) -> dict[str, Any] | None:
    dated = history(group, "energy_4wk")
    for periods in SPANS[: len(dated)]:
        totals, variance = _summed(dated, min(periods, len(dated)))
        found = shares.mean_level(totals[0], totals[1], variance)
        if found and found.half_width <= weeks.WIDEST:
            return _span(group, dated, min(periods, len(dated))) | _part(found, 2)
    return None


def _counts(stream: str, group: Group) -> dict[str, Any]:
    """How many were affected; `counted` is false while nobody counts this stream yet."""
    if sources.contributions(stream) is None:
        return {"counted": False, "found": None}
    level = Group(None, group.agents) if not history(group, stream) else group
    dated = history(level, stream)
    for periods in SPANS:
        if periods <= len(dated):
            totals, variance = _summed(dated, periods)
            found = shares.affected(totals, variance)
            if found.half_width <= WIDEST_PART * found.value:
                span = _span(level, dated, periods) | _part(found, 0)
                return {"counted": True, "found": span}
    return {"counted": True, "found": None}


def _cycle(group: Group) -> dict[str, Any] | None:
    dated = history(group, "cycle_13wk")
    if not dated:
        return None
    last = dated[-1]
    slots = cycle.smooth(last.values[0::2], last.values[1::2], last.variance)
    return {
        "group": _named(group),
        "starts_on": last.starts_on,
        "ends_on": last.ends_on,
        "slots": [_slot(slot) for slot in slots],
    }


def _slot(slot: cycle.Slot) -> dict[str, float] | None:
    if slot.distance is None or slot.half_width is None:
        return None
    return {"value": round(slot.distance, 2), "half_width": round(slot.half_width, 2)}


# --- What we changed ------------------------------------------------------------------------------
def _changes(group: Group, today: date) -> list[dict[str, Any]]:
    """Every announced change of this group, of one within it, or of one around it."""
    found = Intervention.objects.select_related("cell").order_by("-starts_on")
    within = [one for one in found if _concerns(one.cell, group)]
    return [_change(one, today) for one in within]


def _concerns(cell: Cell, group: Group) -> bool:
    if group.cell is None:
        return True
    large = cell.large.key if cell.large else cell.key
    if group.cell.level == Cell.Level.LARGE:
        return large == group.cell.key
    assert group.cell.large is not None
    whole = cell.level == Cell.Level.LARGE and cell.key == group.cell.large.key
    return whole or cell.key == group.cell.key


def _change(one: Intervention, today: date) -> dict[str, Any]:
    figure = Figure.objects.filter(release__intervention=one).first()
    found = _compared(figure) if figure else None
    told = found and found.mean is not None and found.half_width is not None
    return {
        "id": one.device_id,
        "group": _named(Group(one.cell, one.cell.agents)),
        "actions": one.actions,
        "starts_on": one.starts_on,
        "ends_on": one.ends_on,
        "before_from": one.ends_on - CHANGE_WEEKS * WEEK,
        "state": _state(one, figure, told=bool(told), today=today),
        "result": _result(found) if found and told else None,
    }


def _compared(figure: Figure) -> change.Change:
    total, weight = figure.values
    return change.before_and_after(total, weight, figure.variance)


def _state(one: Intervention, figure: Figure | None, *, told: bool, today: date) -> str:
    if figure:
        return "told" if told else "unclear"
    if today < one.starts_on:
        return "announced"
    grace = GRACE + timedelta(days=1)
    return "running" if today < one.ends_on + grace else "lost_or_late"


def _result(found: change.Change) -> dict[str, Any]:
    assert found.mean is not None
    assert found.half_width is not None
    return {
        "value": round(found.mean, 2),
        "half_width": round(found.half_width, 2),
        "word": line.said(found.mean, found.half_width / weeks.WIDTH),
    }
