"""Tells the customer system (CRM) of the house who is flagged, and that somebody is no more.

What it was told last is compared with what is true now: nothing depends on who called whom when,
and a system that is connected later hears of everything that stands.
"""

import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import BooleanField, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from wellbeing.core.backoff import wait_after
from wellbeing.core.sweeping import one_by_one
from wellbeing.incidents.customers import crm
from wellbeing.incidents.customers.models import Action, FlagNotice
from wellbeing.incidents.customers.rules.actions import IN_FORCE
from wellbeing.incidents.customers.rules.flags import (
    CLAIM,
    FIRST_WAIT,
    FLAG_ENDED,
    FLAGGED,
    FLAGS,
    LONGEST_WAIT,
    NOBODY,
    OVERTAKEN,
    TOLD,
    WAITING,
    addressed,
)
from wellbeing.incidents.customers.rules.normal import spelt
from wellbeing.incidents.customers.services.finding import lock
from wellbeing.incidents.customers.services.saying import note
from wellbeing.incidents.selectors.timing import country_of
from wellbeing.incidents.services.reporting import opened

_log = logging.getLogger("aftercall.crm")


def note_changes(*, now: datetime) -> None:
    """A notice for whatever differs from the last one."""
    last = FlagNotice.objects.filter(action=OuterRef("pk")).order_by("-number")
    said = Coalesce(Subquery(last.values("flagged")[:1]), False, output_field=BooleanField())
    stands = Q(state=IN_FORCE, suspended=False)
    changed = Q(stands, said=False) | (Q(said=True) & ~stands)
    actions = Action.objects.filter(kind__in=FLAGS).alias(said=said).filter(changed)
    one_by_one(actions, lambda action: _note(action, now))


def _note(action: Action, now: datetime) -> None:
    lock(action)  # another sweep in this moment would note it too
    last = FlagNotice.objects.filter(action=action).order_by("-number").first()
    flagged = _stands(action)
    if flagged != (last is not None and last.flagged):
        number = last.number + 1 if last else 1
        FlagNotice.objects.create(action=action, number=number, flagged=flagged, at=now, try_at=now)


def _stands(action: Action) -> bool:
    return action.state == IN_FORCE and not action.suspended


def due_notices(now: datetime) -> list[UUID]:
    return list(FlagNotice.objects.due(now).order_by("at").values_list("pk", flat=True)[:100])


def send(id: UUID, *, now: datetime) -> bool:
    """Send one that is due, unless another worker has; False if it was not ours.

    Whoever dies here leaves it due again: the other side may get it twice, under one id.
    """
    rows = FlagNotice.objects.filter(pk=id)
    found = rows.due(now).select_related("action__case__key", "action__case__reporter").first()
    claim = {"try_at": now + CLAIM, "attempts": F("attempts") + 1}
    if not found or not rows.filter(attempts=found.attempts, outcome=WAITING).update(**claim):
        return False
    customer, known = _customer(found.action), _is_known(found)
    if not (_stands(found.action) if found.flagged else known):
        _settle(found, OVERTAKEN, now)
    elif found.flagged and customer is None and not known:
        _settle(found, NOBODY, now)
    elif crm.post(found.pk, *_message(found, customer), at=found.at):
        _settle(found, TOLD, now)
    else:
        _log.warning("Notice %s to the customer system was not taken.", found.pk)
        wait = wait_after(found.attempts, first=FIRST_WAIT, longest=LONGEST_WAIT)
        rows.update(try_at=now + wait)
    return True


def _customer(action: Action) -> dict[str, str] | None:
    """None where the report is gone, or what was written leads to nobody in particular."""
    case = action.case
    if case is None or case.key is None:
        return None
    written = opened(case, "reference")
    spelling = spelt(written, country=country_of(case))
    return addressed(spelling, written) if spelling else None


def _is_known(notice: FlagNotice) -> bool:
    """Whether the other system was told of this flag before; or may have been, and fell silent."""
    flags = FlagNotice.objects.filter(action=notice.action, flagged=True)
    said = flags.filter(Q(outcome=TOLD) | Q(attempts__gt=1))
    return said.filter(number__lt=notice.number).exists()


def _message(notice: FlagNotice, customer: dict[str, str] | None) -> tuple[str, dict[str, object]]:
    """Facts about the customer: nobody who reported, decided or wrote anything is in it."""
    id = str(notice.action_id)
    if not notice.flagged:
        return FLAG_ENDED, {"flag_id": id}
    action = notice.action
    told = {"customer": customer, "action": action.kind, "until": action.ends_on.isoformat()}
    return FLAGGED, {"flag_id": id, **told}


@transaction.atomic
def _settle(notice: FlagNotice, outcome: str, now: datetime) -> None:
    waiting = FlagNotice.objects.filter(pk=notice.pk, outcome=WAITING)
    if waiting.update(outcome=outcome) and outcome == TOLD:
        note("customer_system_told", notice.action, by=None, now=now, flagged=notice.flagged)
