"""What is done toward customers who came again: told to the services, each at its time."""

from datetime import datetime, timedelta
from random import Random

from accounts.models import User
from wellbeing.core.ids import uuid7
from wellbeing.demo.repeaters import (
    APPEAL,
    APPEAL_DECISION,
    DECIDE,
    END,
    EXPIRE,
    PROPOSE,
    REPEATERS,
    Step,
)
from wellbeing.incidents.customers.models import Action
from wellbeing.incidents.customers.rules.actions import IN_FORCE, PROPOSED
from wellbeing.incidents.customers.services import acting, appealing, ending, same
from wellbeing.incidents.customers.services.house_days import today
from wellbeing.incidents.models import Case

Chapters = list[list[Case]]  # of each who came again, in the order of REPEATERS


def store_customers(
    cases: list[Case], chapters: Chapters, handlers: list[User], *, now: datetime, chance: Random
) -> None:
    """Every case is looked at; what is said and done is of those who came again."""
    for case in cases:
        same.note_customer(case.pk)
    for one, chapter in zip(REPEATERS, chapters, strict=True):
        for report, case in zip(one.reports, chapter, strict=True):
            if report.same is not None:
                holder, at = handlers[report.holder], now - timedelta(days=report.ago - 0.3)
                same.say_same(holder, id=case.pk, same=report.same, now=at)
        for step in one.steps:
            _do(step, chapter[step.report], handlers[step.by], now, chance)


def _do(step: Step, case: Case, by: User, now: datetime, chance: Random) -> None:
    at = now - timedelta(days=step.ago)
    if step.act == PROPOSE:
        wanted = acting.Proposal(
            kind=step.kind, reason=step.why, ends_on=today(at) + timedelta(days=step.days),
            vulnerability=True, adjustments=True, warned=step.warned,
            no_warning="" if step.warned else step.why,
        )  # fmt: skip
        acting.propose(by, case_id=case.pk, uid=uuid7(at, chance), proposal=wanted, now=at)
    elif step.act == EXPIRE:
        ending.end_what_is_over(now=at)
    else:
        _answer(step, _open_one(case), by, at)


def _open_one(case: Case) -> Action:
    return Action.objects.get(case=case, state__in=(PROPOSED, IN_FORCE))


def _answer(step: Step, action: Action, by: User, at: datetime) -> None:
    if step.act == DECIDE:
        acting.decide(by, id=action.pk, approve=step.yes, reason=step.why, now=at)
    elif step.act == END:
        acting.end(by, id=action.pk, reason=step.why, now=at)
    elif step.act == APPEAL:
        came_on = today(at) - timedelta(days=1)
        appealing.enter_appeal(
            by, id=action.pk, text=step.why, came_on=came_on, suspend=step.yes, now=at
        )
    else:
        assert step.act == APPEAL_DECISION, step.act
        appealing.decide_appeal(by, id=action.pk, uphold=step.yes, reason=step.why, now=at)
