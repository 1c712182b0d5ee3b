"""Actions whose last day is over end by themselves."""

from datetime import datetime
from functools import partial

from wellbeing.core.sweeping import one_by_one
from wellbeing.incidents.customers.models import Action
from wellbeing.incidents.customers.rules.actions import EXPIRED, IN_FORCE, PROPOSED
from wellbeing.incidents.customers.services.acting import over
from wellbeing.incidents.customers.services.house_days import today


def end_what_is_over(*, now: datetime) -> None:
    """The last day belongs to it."""
    standing = Action.objects.filter(state__in=(PROPOSED, IN_FORCE), ends_on__lt=today(now))
    one_by_one(standing.select_related("case"), partial(_end, now=now))


def _end(action: Action, *, now: datetime) -> None:
    over(action, was=action.state, ended_as=EXPIRED, by=None, now=now)
