"""Who did what with a case, line by line, in the transaction of the act itself."""

from datetime import datetime
from typing import Any

from accounts.models import User
from accounts.models.people import Role
from wellbeing.core import audit
from wellbeing.incidents.models import Case
from wellbeing.incidents.rules import by_the_hour

REPORTER = "reporter"
CLOCK = "clock"  # nobody did it: a time was over


def note(
    act: str,
    case: Case,
    *,
    actor: User | None,
    now: datetime,
    role: str = REPORTER,
    **detail: Any,
) -> None:
    """Ids and codes only, never words; without an actor it was whoever reported."""
    # The case first and its chain after, for everybody: nobody waits for each other in a circle.
    locked = Case.objects.select_for_update(of=("self",)).filter(pk=case.pk)
    about = next(iter(locked.values_list("reporter", flat=True)), None)  # as it stands now
    told = {"case": str(case.pk), **detail}
    if actor is None:  # who that is, the case says or nobody
        at = by_the_hour(now) if role == REPORTER else now  # the numbers keep the order
        audit.record(act, actor_id=None, role=role, now=at, person_id=about, chain=case.pk, **told)
        return
    audit.record(
        act,
        actor_id=actor.pk,
        role=Role.CASE_HANDLER,
        now=now,
        person_id=about,
        chain=case.pk,
        **told,
    )
