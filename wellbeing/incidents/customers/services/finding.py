"""An action that nobody changes before this is stored."""

from datetime import datetime
from uuid import UUID

from accounts.models import User
from wellbeing.incidents.customers.models import Action
from wellbeing.incidents.customers.selectors.actions import find_action
from wellbeing.incidents.models import Case


def take(handler: User, *, id: UUID, now: datetime) -> Action:
    """Raises NotFound."""
    lock(find_action(handler, id=id, now=now))
    return find_action(handler, id=id, now=now)  # as it is by now


def lock(action: Action) -> None:
    """The case first and the action after, for everybody: nobody waits in a circle."""
    if action.case_id:
        cases = Case.objects.select_for_update(of=("self",)).filter(pk=action.case_id)
        list(cases.values_list("pk"))
    actions = Action.objects.select_for_update(of=("self",)).filter(pk=action.pk)
    list(actions.values_list("pk"))
