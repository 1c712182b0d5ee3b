"""What happens to an offer: it is shown, taken or put off."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from wellbeing.incidents.aftercare.models import Offer
from wellbeing.incidents.aftercare.rules import ANSWERS
from wellbeing.incidents.models import Case


def note_offered(case: Case, *, offers: Iterable[str], now: datetime) -> None:
    """Once each; what was answered already stays as it was answered.

    The page says what it showed: what the house has not got today was not offered today.
    """
    on = _day_of(case, now)
    rows = [Offer(case=case, offer=offer, on=on) for offer in offers]
    Offer.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def answer(case: Case, *, offer: str, state: str, now: datetime) -> None:
    """Taken or put off; a repeat keeps its day, and another answer takes its place."""
    assert state in ANSWERS, state
    note_offered(case, offers=[offer], now=now)
    mine = Offer.objects.filter(case=case, offer=offer)
    mine.exclude(state=state).update(state=state, on=_day_of(case, now))


def _day_of(case: Case, now: datetime) -> date:
    """As the calendar of whoever reported has it."""
    assert case.reporter, "only whoever signed is asked"
    return now.astimezone(ZoneInfo(case.reporter.time_zone)).date()
