"""Whether something may still be asked for by law, and what waits for its end."""

from datetime import datetime
from functools import partial

from accounts.models import User
from wellbeing.core.events import publish
from wellbeing.core.sealing import open_sealed
from wellbeing.core.sweeping import one_by_one
from wellbeing.incidents.events import CaseNeedsEyes
from wellbeing.incidents.models import Case, LegalHold


def stands(case: Case) -> bool:
    return LegalHold.objects.standing().filter(case=case).exists()


def free_to_go(person: User) -> list[Case]:
    """What they reported and nobody holds; locked in one order, before anything of it goes."""
    mine = Case.objects.select_for_update(of=("self",)).told_by(person).order_by("pk")
    return [case for case in mine.select_related("key", "reporter") if not stands(case)]


def keeps_what_was_to_go(case: Case, *, now: datetime) -> bool:
    """That it was to go is remembered, for when the hold is lifted."""
    return bool(LegalHold.objects.standing().filter(case=case).update(erase_asked_at=now))


def standing(case: Case) -> tuple[LegalHold, str] | None:
    """With its reason."""
    hold = LegalHold.objects.standing().filter(case=case).select_related("key", "set_by").first()
    if hold is None:
        return None
    return hold, open_sealed(hold.key, bytes(hold.reason), place=hold.place)


def sweep(*, now: datetime) -> None:
    due = LegalHold.objects.standing().filter(reminded_at=None, review_at__lte=now)
    one_by_one(due, partial(_remind, now=now))


def _remind(hold: LegalHold, *, now: datetime) -> None:
    same = LegalHold.objects.standing().filter(pk=hold.pk, reminded_at=None)
    if same.update(reminded_at=now):
        key = f"hold:{int(hold.review_at.timestamp())}"
        publish(CaseNeedsEyes(case_id=str(hold.case_id), key=key))
