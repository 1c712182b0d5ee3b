"""How a case was handled: its times, what the law asks for, what was done about the customer."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wellbeing.core.sealing import open_sealed
from wellbeing.incidents.customers.models import Action
from wellbeing.incidents.customers.selectors.actions import approved_of
from wellbeing.incidents.customers.services.house_days import today
from wellbeing.incidents.models import Case, CaseDeadline, CasePause
from wellbeing.incidents.pack import words
from wellbeing.incidents.selectors import steps

Fact = tuple[str, str]
When = Callable[[datetime | None], str]


def times(case: Case, when: When) -> Iterator[Fact]:
    for clock in case.deadlines.order_by("due_at"):
        yield str(words.CLOCKS[clock.kind]), _time(clock, when)


def _time(clock: CaseDeadline, when: When) -> str:
    if clock.left is not None:
        lines = [_("The time stands still")]
    else:
        lines = [_("Due on %(when)s") % {"when": when(clock.due_at)}]
    if clock.limit_at:
        lines.append(_("The law's last day: %(when)s") % {"when": when(clock.limit_at)})
    if clock.met_at:
        lines.append(_("Done on %(when)s") % {"when": when(clock.met_at)})
    if clock.missed_at:
        lines.append(_("It was late"))
    return "\n".join(lines)


def pauses(case: Case, when: When, *, for_reporter: bool) -> Iterator[Fact]:
    """Whoever reported reads the reason, and not the words: these are among handlers."""
    for pause in case.pauses.select_related("key").order_by("paused_at"):
        until = when(pause.ended_at) if pause.ended_at else "–"
        told = _("From %(since)s to %(until)s") % {"since": when(pause.paused_at), "until": until}
        more = "" if for_reporter else _why(pause)
        yield str(words.PAUSES[pause.reason]), "\n".join(filter(None, (told, more)))


def _why(pause: CasePause) -> str:
    return open_sealed(pause.key, bytes(pause.words), place=pause.place) if pause.words else ""


def law(case: Case, language: str, when: When, *, for_reporter: bool) -> Iterator[Fact]:
    """What the country asks for. What came of it is among handlers, as on the screens."""
    for told in steps.told(case):
        if for_reporter:
            yield told.step.right.get(language, told.step.right["en"]), ""
        else:
            yield told.step.words.get(language, told.step.words["en"]), _step(told, when)


def _step(told: steps.Told, when: When) -> str:
    state = str(words.STEPS[told.state])
    if told.row is None:
        return state
    lines = (f"{state}, {when(told.row.at)}", told.row.by.name, told.reason)
    return "\n".join(filter(None, lines))


def toward_the_customer(case: Case, *, for_reporter: bool) -> Iterator[Fact]:
    """Handlers read every proposal of this case; whoever reported what was approved."""
    if for_reporter:
        for action in approved_of(case):
            yield str(words.ACTIONS[action.kind]), _until(action)
        return
    found = Action.objects.filter(case=case).select_related("proposer", "decided_by")
    for action in found.order_by("proposed_at", "pk"):
        yield str(words.ACTIONS[action.kind]), "\n".join(_told(action))


def _told(action: Action) -> Iterator[str]:
    yield str(words.ACTION_STATES[action.state])
    by: dict[str, Any] = {"name": action.proposer.name, "day": _day(action.proposed_on)}
    yield _("Proposed by %(name)s, %(day)s") % by
    if action.decided_by and action.decided_at:
        yield _("Decided by %(name)s, %(day)s") % {
            "name": action.decided_by.name,
            "day": _day(today(action.decided_at)),
        }
    yield _until(action)


def _until(action: Action) -> str:
    """The day on which it ended, where that was earlier."""
    last = today(action.ended_at) if action.ended_at else action.ends_on
    return _("Until %(day)s") % {"day": _day(last)}


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def hold(case: Case, when: When, *, for_reporter: bool) -> str:
    """Handlers alone read by whom, and why."""
    standing = case.holds.standing().select_related("set_by", "key").first()
    if standing is None:
        return ""
    if for_reporter:
        return _("Since %(when)s") % {"when": when(standing.set_at)}
    since = _("Since %(when)s, by %(name)s") % {
        "when": when(standing.set_at),
        "name": standing.set_by.name,
    }
    why = open_sealed(standing.key, bytes(standing.reason), place=standing.place)
    return f"{since}\n{why}"
