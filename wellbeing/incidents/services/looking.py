"""Who looks at what came along without having the case: whoever's word on it is waited for."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from wellbeing.incidents.errors import CaseHeldElsewhere
from wellbeing.incidents.models import Case
from wellbeing.incidents.services import handling

# What stands on a case says here whom it asks; the case itself knows nothing of that.
Asks = Callable[[User, Case, datetime], bool]
_asking: list[Asks] = []


def let_look(asks: Asks) -> None:
    _asking.append(asks)


@transaction.atomic
def find_to_look(handler: User, *, id: UUID, now: datetime) -> Case:
    """Raises CaseHeldElsewhere and NotFound."""
    try:
        return handling.find_held(handler, id=id, now=now)
    except CaseHeldElsewhere:
        case = handling.find(handler, id=id, now=now)
        if not any(asks(handler, case, now) for asks in _asking):
            raise
        return case
