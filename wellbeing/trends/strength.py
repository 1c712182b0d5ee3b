"""How strong the blur is: chosen at installation, changed by an administrator for what comes."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.people import Role
from wellbeing.core import audit
from wellbeing.core.errors import DomainError
from wellbeing.trends import ledger, promise, schedule
from wellbeing.trends.budget import PRESETS, TABLES, YEAR_DAYS, Stream
from wellbeing.trends.models import Choice, Planning, Release
from wellbeing.trends.planning import choice_for
from wellbeing.trends.sources import contributions


class NotConfirmed(DomainError):
    code = "not_confirmed"
    message = _("This protects everybody less. Say that you mean it, and tell your agents.")


class AlreadyChosen(DomainError):
    code = "already_chosen"
    message = _("The strength of the next four weeks has been chosen. Choose again after them.")


class NothingPlanned(DomainError):
    code = "nothing_planned"
    message = _("There are no trends yet. They begin with eighty agents.")


def choose_strength(*, preset: str, confirmed: bool, chosen_by: User, now: datetime) -> Choice:
    """From the next planning period on; a weaker one must be confirmed and is shown to everybody.

    Raises NothingPlanned, NotConfirmed and AlreadyChosen.
    """
    last = Planning.objects.order_by("number").last()
    if last is None:
        raise NothingPlanned
    known = choice_for(last.number)
    if PRESETS[preset] > PRESETS[known.preset] and not confirmed:
        raise NotConfirmed
    try:
        with transaction.atomic():
            audit.record(
                "strength_chosen", actor_id=chosen_by.pk, role=Role.ADMINISTRATOR, now=now,
                preset=preset,
            )  # fmt: skip
            return Choice.objects.create(
                from_planning=last.number + 1, preset=preset, table=known.table,
                chosen_by=chosen_by, chosen_at=now,
            )  # fmt: skip
    except IntegrityError:
        raise AlreadyChosen from None


# --- What it means, in numbers -------------------------------------------------------------------
def in_force(planning: Planning) -> dict[str, Any]:
    """The preset of this planning period, and the one that was chosen for the next."""
    coming = Choice.objects.filter(from_planning__gt=planning.number).first()
    length = schedule.PLANNING_WEEKS * schedule.WEEK
    return {
        "preset": choice_for(planning.number).preset,
        "next": coming.preset if coming else None,
        "next_from": planning.starts_on + length if coming else None,
    }


def promised(planning: Planning, today: date) -> dict[str, float | int]:
    """The numbers of the promise, from the most that any 364 days around today spend."""
    choice = choice_for(planning.number)
    table = TABLES[choice.table]
    entries = [*_spent(today), *_planned(table, PRESETS[choice.preset], planning, today)]
    return promise.numbers(ledger.largest(entries, touching=today)[1], table)


def _spent(today: date) -> list[ledger.Entry]:
    near = Release.objects.filter(ends_on__gt=today - ledger.YEAR).exclude(stream="intervention")
    return [ledger.Entry(*row) for row in near.values_list("ends_on", "rho", "rho_year")]


def _planned(
    table: tuple[Stream, ...], rho_year: float, planning: Planning, today: date
) -> list[ledger.Entry]:
    """What this table will spend in the year to come; changes count as if all were announced."""
    first = Planning.objects.earliest("number").starts_on
    done = set(Release.objects.values_list("stream", "level", "ends_on"))
    found = []
    for stream in table:
        if stream.level == "change":
            found.append(ledger.Entry(today, stream.share * rho_year, rho_year))
            continue
        length = timedelta(weeks=stream.weeks)
        ends_on = first + ((today - first) // length + 1) * length
        while ends_on <= today + timedelta(days=YEAR_DAYS):
            if (stream.name, stream.level, ends_on) not in done:
                found.append(ledger.Entry(ends_on, stream.rho(rho_year), rho_year))
            ends_on += length
    return found


def books(planning: Planning) -> dict[str, Any]:
    """The ledger in short: each row of the budget, and how often it was spent."""
    choice = choice_for(planning.number)
    rho_year = PRESETS[choice.preset]
    every = [ledger.Entry(*row) for row in Release.objects.filter(intervention=None)
             .values_list("ends_on", "rho", "rho_year")]  # fmt: skip
    last = Release.objects.order_by("number").last()
    return {
        "largest_part": round(ledger.largest(every)[0], 6),
        "streams": [_row(stream, rho_year) for stream in TABLES[choice.table]],
        "number": last.number if last else 0,
        "hash": last.hash if last else "",
    }


def _row(stream: Stream, rho_year: float) -> dict[str, Any]:
    return {
        "name": stream.name,
        "level": stream.level,
        "weeks": stream.weeks,
        "share": round(stream.share, 6),
        "rho": stream.rho(rho_year),
        "sigma": round(stream.sigma(rho_year), 1),
        "counted": contributions(stream.name) is not None,
        "releases": Release.objects.filter(stream=stream.name, level=stream.level).count(),
    }
