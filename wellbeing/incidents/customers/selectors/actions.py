"""Which actions toward customers there are for whom."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from accounts.models import RoleGrant, Unit, User
from accounts.models.people import Role
from accounts.selectors import units_led_by
from wellbeing.core.errors import NotFound
from wellbeing.core.sealing import open_sealed
from wellbeing.incidents.customers.models import Action, ActionDue, ActionWord, KeptAway
from wellbeing.incidents.customers.models.actions import ActionQuerySet, kept_away_as
from wellbeing.incidents.customers.rules.actions import (
    APPEAL,
    APPEAL_DECISION,
    APPEALS_OPEN,
    DECISION,
    END,
    ENDED,
    IN_FORCE,
    NO_APPEAL,
    OPEN_APPEAL,
    PROPOSED,
    REVIEW,
    TO_APPROVE,
    TO_REVIEW,
)
from wellbeing.incidents.models import Case, Holder
from wellbeing.incidents.rules import CONFIDENTIAL, NAMED
from wellbeing.incidents.selectors.cases import handlers_of, hidden_from, visible_to


def visible_actions(handler: User, *, now: datetime) -> QuerySet[Action]:
    """Those of the cases that they may open; where the case is gone, those of their units."""
    # Asked of each of these few, here and below: of cases there may be a million.
    seen = Q(Exists(visible_to(handler, now=now).filter(pk=OuterRef("case"))))
    left = Q(case=None) & _of_their_units(handler, now)
    return open_for(handler, now=now).filter(seen | left)


def open_for(handler: User, *, now: datetime) -> ActionQuerySet:
    """All of which they may know anything: as the cases, also where the case is gone."""
    kept = Q(reporter=handler) | Q(pk__in=KeptAway.objects.of(handler).values("action"))
    kept |= Q(Exists(hidden_from(handler, now=now).filter(pk=OuterRef("case"))))
    if led := list(units_led_by(handler, now=now).values_list("pk", flat=True)):
        kept |= Q(confidential=True) & (Q(unit__in=led) | Q(reporter__unit__in=led))
    return Action.objects.exclude(kept)


def _of_their_units(handler: User, now: datetime) -> Q:
    grants = RoleGrant.objects.at(now).filter(person=handler, role=Role.CASE_HANDLER)
    mine = Q(unit__in=Unit.objects.within_any(list(grants.values_list("unit", flat=True))))
    whole = grants.filter(unit__kind=Unit.Kind.ORGANISATION).exists()
    return mine | Q(unit=None) if whole else mine


def find_action(handler: User, *, id: UUID, now: datetime) -> Action:
    """Raises NotFound."""
    found = visible_actions(handler, now=now).filter(pk=id)
    action = found.select_related("case__key", "key", "proposer", "decided_by").first()
    if action is None:
        raise NotFound
    return action


def held_by(handler: User) -> Q:
    """Whether they have the case, or ever had it, and so are part of it."""
    kept = Action.had_by.through.objects.filter(action=OuterRef("pk"), user=handler)
    return Q(Exists(kept)) | Q(Exists(Holder.objects.filter(case=OuterRef("case"), person=handler)))


def part_of(action: Action) -> set[UUID]:
    """Who proposed it, and who had the case, also long ago; they decide nothing of it."""
    held = {one.person_id for one in action.case.holders.all()} if action.case else set()
    return {action.proposer_id, *held, *(one.pk for one in action.had_by.all())}


def part_of_decision(action: Action) -> set[UUID]:
    """And who decided on it: an appeal is against all of them."""
    return part_of(action) | ({action.decided_by_id} if action.decided_by_id else set())


def waiting_for(handler: User, waiting: str, *, now: datetime) -> QuerySet[Action]:
    """What this very person may decide, the longest waiting first; and appeals that nobody may,
    where the case is gone: these stand nowhere else.
    """
    visible = visible_actions(handler, now=now)
    seen = visible.exclude(proposer=handler)
    if waiting == TO_APPROVE:
        found = seen.filter(~held_by(handler), state=PROPOSED, case__key__isnull=False)
    elif waiting == TO_REVIEW:
        near = ActionDue.objects.running().filter(action=OuterRef("pk"), kind=TO_REVIEW)
        found = seen.filter(Exists(near.filter(remind_at__lte=now)), state=IN_FORCE)
    else:
        open_ones = visible.filter(state=IN_FORCE, appeal=OPEN_APPEAL)
        apart = Q(pk__in=seen.filter(~held_by(handler)).exclude(decided_by=handler))
        others = _with_people(open_ones.filter(case=None).exclude(apart))
        stuck = [one.pk for one in others if waits_for_nobody(one, now=now)]
        found = open_ones.filter(apart | Q(pk__in=stuck))
    return _with_people(found).order_by("proposed_at", "pk")


def _with_people(found: QuerySet[Action]) -> QuerySet[Action]:
    told = found.select_related("case", "proposer", "decided_by")
    return told.prefetch_related("case__holders", "had_by")


def toward(case: Case, handler: User, *, now: datetime) -> QuerySet[Action]:
    """What was proposed in this case, and what became of it; the newest first."""
    found = open_for(handler, now=now).filter(case=case)
    return _with_people(found).order_by("-proposed_at", "pk")


def open_to(action: Action, handler: User) -> list[str]:
    """What this person may do with it now."""
    if action.state == PROPOSED:
        return [END] if handler.pk in part_of(action) else [DECISION, END]
    if action.state != IN_FORCE:
        return []
    steps = [END] if handler.pk == action.proposer_id else [REVIEW, END]
    if action.appeal == NO_APPEAL:
        return [*steps, APPEAL]
    decides = action.appeal == OPEN_APPEAL and handler.pk not in part_of_decision(action)
    return [*steps, APPEAL_DECISION] if decides else steps


def asks(handler: User, case: Case, now: datetime) -> bool:
    """Whether something toward the customer waits for their decision."""
    found = toward(case, handler, now=now)
    steps = {step for action in found for step in open_to(action, handler)}
    return bool(steps & {DECISION, APPEAL_DECISION})


def seeing(action: Action, *, now: datetime) -> list[UUID]:
    """Everybody who may see it now."""
    # Where the case is gone: as a case of that unit would be seen.
    identity = CONFIDENTIAL if action.confidential else NAMED
    case = action.case or Case(unit=action.unit, identity=identity, reporter=action.reporter)
    found = [one for one in handlers_of(case, now=now) if one.pk != action.reporter_id]
    kept = set(action.kept_away.values_list("whose", flat=True))
    return [one.pk for one in found if kept_away_as(one) not in kept]


def deciders_of(action: Action, step: str, *, now: datetime) -> list[UUID]:
    """Who may decide on the proposal, look at it again, or decide on the appeal."""
    if step == TO_REVIEW:
        out = {action.proposer_id}
    else:
        out = part_of(action) if step == TO_APPROVE else part_of_decision(action)
    return [one for one in seeing(action, now=now) if one not in out]


def asked_to_decide(action: Action, step: str, *, now: datetime) -> list[UUID]:
    """Where nobody may, whoever proposed it, else everybody who sees it: somebody has to act."""
    if found := deciders_of(action, step, now=now):
        return found
    seen = seeing(action, now=now)
    return [action.proposer_id] if action.proposer_id in seen else seen


def waits_for_nobody(action: Action, *, now: datetime) -> bool:
    """A proposal or an appeal of which there is nobody who could decide."""
    if action.state == PROPOSED:
        return not deciders_of(action, TO_APPROVE, now=now)
    appealed = action.state == IN_FORCE and action.appeal == OPEN_APPEAL
    return appealed and not deciders_of(action, APPEALS_OPEN, now=now)


def words_of(action: Action) -> list[tuple[ActionWord, str]]:
    found = action.words.select_related("key", "author").order_by("at", "pk")
    return [(one, open_sealed(one.key, bytes(one.sealed), place=one.place)) for one in found]


def approved_of(case: Case) -> QuerySet[Action]:
    """What whoever reported reads: that it was decided, and until when."""
    found = Action.objects.filter(case=case, decided_at__isnull=False)
    return found.filter(state__in=(IN_FORCE, ENDED)).order_by(F("decided_at").asc(), "pk")
