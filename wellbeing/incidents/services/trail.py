"""Who did what with a case, line by line, in the transaction of the act itself."""

from datetime import datetime, timedelta
from typing import Any, Final

from accounts.models import User
from accounts.models.people import Role
from wellbeing.core import audit
from wellbeing.incidents.models import Case, Opening
from wellbeing.incidents.rules import by_the_hour

REPORTER = "reporter"
CLOCK = "clock"  # nobody did it: a time was over
OPENED: Final = "case_opened"
# Read again for itself, and not on the way to something else.
_LOOKS: Final = frozenset({"case_pack_made", "files_listed", "file_viewed"})
_ONE_LOOK: Final = timedelta(hours=1)


def note(
    act: str,
    case: Case,
    *,
    actor: User | None,
    now: datetime,
    role: str = REPORTER,
    **detail: Any,
) -> None:
    """Ids and codes only, never words; without an actor it was whoever reported.

    What a handler does with a case is answered with its words: whoever never opened it has now.
    """
    if actor and _opens(act, case, actor, now):
        Opening.objects.create(case=case, handler=actor, at=now)
        if act != OPENED:
            note_aside(OPENED, case, actor=actor, now=now)
    note_aside(act, case, actor=actor, now=now, role=role, **detail)


def _opens(act: str, case: Case, handler: User, now: datetime) -> bool:
    """Each time they ask for it alone; a look at what came along, or a copy, once in an hour."""
    theirs = case.openings.filter(handler=handler)
    if act in _LOOKS:
        theirs = theirs.filter(at__gt=now - _ONE_LOOK)
    return act == OPENED or not theirs.exists()


def note_aside(
    act: str,
    case: Case,
    *,
    actor: User | None,
    now: datetime,
    role: str = REPORTER,
    **detail: Any,
) -> None:
    """Of what shows its actor nothing that was said in the case."""
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
