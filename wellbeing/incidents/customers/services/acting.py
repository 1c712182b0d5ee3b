"""Something is proposed toward a customer, decided by somebody else, looked at again, and ended."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from wellbeing.core.events import publish
from wellbeing.incidents.customers.errors import (
    ActionMovedOn,
    EndsElsewhen,
    ProposalTaken,
    ReasonsGone,
    SomebodyElseDecides,
)
from wellbeing.incidents.customers.events import ActionMoved, CustomerFlagEnded, CustomerFlagged
from wellbeing.incidents.customers.models import Action, Sighting
from wellbeing.incidents.customers.models.actions import keep_away
from wellbeing.incidents.customers.rules.actions import (
    DECISION,
    END,
    ENDED,
    IN_FORCE,
    LIFTED,
    LONGEST,
    NO_WARNING,
    PROPOSED,
    REASON,
    REFUSED,
    REVIEW,
    REVIEWED,
    TAKEN_BACK,
    TO_APPROVE,
    TO_REVIEW,
)
from wellbeing.incidents.customers.selectors.actions import find_action, part_of, words_of
from wellbeing.incidents.customers.services import dues
from wellbeing.incidents.customers.services.finding import lock, take
from wellbeing.incidents.customers.services.house_days import today
from wellbeing.incidents.customers.services.saying import key_of, note, note_read, say, seal_apart
from wellbeing.incidents.errors import CaseMovedOn
from wellbeing.incidents.models import Case
from wellbeing.incidents.rules import CONFIDENTIAL
from wellbeing.incidents.selectors.timing import country_of
from wellbeing.incidents.services import handling


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What is wanted, why, and what was thought about before."""

    kind: str
    reason: str
    ends_on: date
    vulnerability: bool
    adjustments: bool
    warned: bool
    no_warning: str = ""  # why no letter came first


@transaction.atomic
def propose(
    handler: User, *, case_id: UUID, uid: UUID, proposal: Proposal, now: datetime
) -> tuple[Action, bool]:
    """By whoever has the case, once for each id.

    Raises EndsElsewhen, ProposalTaken, CaseMovedOn, CaseHeldElsewhere and NotFound.
    """
    case = handling.find_held(handler, id=case_id, now=now)  # a repeat waits here
    if known := Action.objects.filter(proposer=handler, uid=uid, case=case).first():
        _must_be_the_same(known, proposal)
        note_read(known, by=handler, now=now)
        return known, False
    if case.key is None:
        raise CaseMovedOn
    if not today(now) < proposal.ends_on <= today(now) + LONGEST[proposal.kind]:
        raise EndsElsewhen
    action = _stored(handler, case, uid, proposal, now)
    say(action, REASON, proposal.reason, by=handler, now=now)
    if proposal.no_warning:
        say(action, NO_WARNING, proposal.no_warning, by=handler, now=now)
    dues.start_approval(action, now=now)
    note("action_proposed", action, by=handler, now=now)
    publish(ActionMoved(action_id=str(action.pk), step=PROPOSED, at=now.isoformat()))
    return action, True


def _must_be_the_same(known: Action, said: Proposal) -> None:
    """A repeat with other words must not seem to be stored."""
    words = {word.step: text for word, text in words_of(known)}
    there = (known.kind, known.ends_on, known.warned, words.get(NO_WARNING, ""))
    if there != (said.kind, said.ends_on, said.warned, said.no_warning):
        raise ProposalTaken
    if words.get(REASON) != said.reason:
        raise ProposalTaken


def _stored(handler: User, case: Case, uid: UUID, said: Proposal, now: datetime) -> Action:
    confirmed = Sighting.objects.filter(case=case, same=True).first()
    action = Action.objects.create(
        uid=uid, case=case, unit=case.unit, reporter=case.reporter, proposer=handler,
        confidential=case.identity == CONFIDENTIAL,
        customer=confirmed.customer if confirmed else None,
        country=country_of(case),
        kind=said.kind, vulnerability=said.vulnerability, adjustments=said.adjustments,
        warned=said.warned, proposed_at=now, proposed_on=today(now), ends_on=said.ends_on,
    )  # fmt: skip
    keep_away_from(case, action)
    return action


def keep_away_from(case: Case, action: Action) -> None:
    """From all of it, or from deciding; written down with the action, which outlives the case."""
    out = [one.person for one in case.exclusions.select_related("person")]
    keep_away(action, [*out, case.reporter] if case.reporter else out)
    action.had_by.add(*(one.person for one in case.holders.select_related("person")))


@transaction.atomic
def open_action(handler: User, *, id: UUID, now: datetime) -> Action:
    """With its reasons, and a line that they were read. Raises NotFound."""
    action = find_action(handler, id=id, now=now)
    note_read(action, by=handler, now=now)
    return action


@transaction.atomic
def decide(handler: User, *, id: UUID, approve: bool, reason: str, now: datetime) -> Action:
    """By somebody who neither reported, nor proposed it, nor ever had the case.

    Raises SomebodyElseDecides, ReasonsGone, ActionMovedOn and NotFound.
    """
    action = take(handler, id=id, now=now)
    state = IN_FORCE if approve else REFUSED
    if action.decided_by_id == handler.pk and action.state == state:
        note_read(action, by=handler, now=now)  # a repeat
        return action
    if handler.pk in part_of(action):
        raise SomebodyElseDecides
    if action.case is None or action.case.key is None:
        raise ReasonsGone
    if action.state != PROPOSED or action.ends_on < today(now):
        raise ActionMovedOn
    if approve:
        seal_apart(action)
    say(action, DECISION, reason, by=handler, now=now)
    action.state, action.decided_by, action.decided_at = state, handler, now
    action.save(update_fields=["key", "state", "decided_by", "decided_at"])
    dues.meet(action, TO_APPROVE, now=now)
    if approve:
        dues.start_review(action, now=now)
        publish(CustomerFlagged(action_id=str(action.pk)))
    note("action_approved" if approve else "action_refused", action, by=handler, now=now)
    publish(ActionMoved(action_id=str(action.pk), step=state, at=now.isoformat()))
    return action


@transaction.atomic
def end(handler: User, *, id: UUID, reason: str, now: datetime) -> Action:
    """Early; or a proposal taken back. Raises ActionMovedOn and NotFound."""
    action = take(handler, id=id, now=now)
    if action.state == ENDED and action.ended_by_id == handler.pk:
        note_read(action, by=handler, now=now)  # a repeat
        return action
    ended_as = TAKEN_BACK if action.state == PROPOSED else LIFTED
    if not over(action, was=action.state, ended_as=ended_as, by=handler, now=now):
        raise ActionMovedOn
    if key_of(action):  # also where the reasons are gone it can be ended
        say(action, END, reason, by=handler, now=now)
    return _again(action)


@transaction.atomic
def review(handler: User, *, id: UUID, keep: bool, reason: str, now: datetime) -> Action:
    """Twice a year: it stands until its day, or ends now.

    Raises SomebodyElseDecides, ReasonsGone, ActionMovedOn and NotFound.
    """
    action = take(handler, id=id, now=now)
    if handler.pk == action.proposer_id:
        raise SomebodyElseDecides
    if keep:
        if action.state != IN_FORCE:
            raise ActionMovedOn
        dues.start_review(action, now=now)
        note("action_kept", action, by=handler, now=now)
    elif not over(action, was=IN_FORCE, ended_as=REVIEWED, by=handler, now=now):
        raise ActionMovedOn
    say(action, REVIEW, reason, by=handler, now=now)
    publish(ActionMoved(action_id=str(action.pk), step=TO_REVIEW, at=now.isoformat()))
    return _again(action)


def over(
    action: Action, *, was: str, ended_as: str, by: User | None, now: datetime, **more: object
) -> bool:
    """One UPDATE ends it once, whoever else wants to in this moment."""
    assert transaction.get_connection().in_atomic_block, "its line and its event belong to it"
    if was not in {PROPOSED, IN_FORCE}:
        return False
    lock(action)
    found = Action.objects.filter(pk=action.pk, state=was)
    ended = {"state": ENDED, "ended_as": ended_as, "ended_by": by, "ended_at": now}
    if not found.update(**ended, **{"suspended": False, **more}):
        return False
    dues.stop(action)
    note("action_ended", action, by=by, now=now, ended_as=ended_as)
    if was == IN_FORCE:
        publish(CustomerFlagEnded(action_id=str(action.pk)))
    publish(ActionMoved(action_id=str(action.pk), step=ENDED, at=now.isoformat()))
    return True


@transaction.atomic
def follow(case: Case) -> None:
    """Whom the case keeps away its actions keep away; nobody's report is nobody's in them too."""
    for action in Action.objects.filter(case=case):
        keep_away_from(case, action)
    if case.reporter is None:
        Action.objects.filter(case=case).update(reporter=None)


def take_back_what_waits(case: Case, *, now: datetime) -> None:
    """The report is gone: what was not decided yet has no reasons any more."""
    for action in Action.objects.filter(case=case, state=PROPOSED):
        with transaction.atomic():
            over(action, was=PROPOSED, ended_as=TAKEN_BACK, by=None, now=now)


def _again(action: Action) -> Action:
    action.refresh_from_db()
    return action
