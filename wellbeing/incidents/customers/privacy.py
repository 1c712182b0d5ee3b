"""What is stored about a person here: that a report of theirs names a customer, under a hash."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from wellbeing.core.sealing import destroy
from wellbeing.core.sweeping import one_by_one
from wellbeing.incidents.customers.models import Action, ActionWord, Customer, Sighting
from wellbeing.incidents.customers.rules.actions import (
    ENDED,
    KEPT_ALONE,
    KEPT_ENDED,
    REFUSED,
)
from wellbeing.incidents.customers.selectors.actions import approved_of, open_for
from wellbeing.incidents.customers.services.acting import take_back_what_waits
from wellbeing.incidents.customers.services.finding import lock
from wellbeing.incidents.models import LegalHold
from wellbeing.incidents.selectors.cases import reported_by
from wellbeing.incidents.services.holding import free_to_go

KIND = "customer_actions"


def holdings(person: User) -> dict[str, Any]:
    """One's own. What handlers decided is about the customer."""
    found = Sighting.objects.filter(case__in=reported_by(person)).aggregate(
        count=Count("pk"), oldest_at=Min("reported_at"), newest_at=Max("reported_at")
    )
    return {"kind": KIND, **found}


def export(person: User) -> Iterator[dict[str, Any]]:
    for case in reported_by(person):
        for action in approved_of(case):
            yield {
                "reported_at": case.received_at,
                "kind": action.kind,
                "decided_at": action.decided_at,
                "ends_on": action.ends_on,
            }
    # Not where they stood back, nor what they must not see for another reason.
    open_ones = open_for(person, now=timezone.now())
    mine = ActionWord.objects.filter(author=person, action__in=open_ones)
    for word in mine.select_related("action").order_by("at"):
        yield {"decided_as_case_handler": word.step, "kind": word.action.kind, "at": word.at}


def erase(person: User, now: datetime) -> int:
    """The hashes. What is done toward a customer stands, and says no more who reported; what
    waits has no reasons any more. What is held goes once it is let go.
    """
    count = 0
    for case in free_to_go(person):
        count += Sighting.objects.filter(case=case).delete()[0]
        take_back_what_waits(case, now=now)
        Action.objects.filter(case=case).update(reporter=None)
    Action.objects.filter(reporter=person, case=None).update(reporter=None)
    return count


def expire(now: datetime) -> None:
    """An action some time after it was over; a customer once nothing leads there."""
    alone = Q(case=None)
    over = Q(ended_at__lte=now - KEPT_ENDED) | Q(state=REFUSED, decided_at__lte=now - KEPT_ENDED)
    over |= alone & (Q(state=REFUSED) | Q(ended_at__lte=now - KEPT_ALONE))
    gone_by = Action.objects.filter(over).exclude(case__in=_held())
    one_by_one(gone_by.select_related("key"), _forget)
    standing = Action.objects.exclude(state__in=(REFUSED, ENDED)).filter(customer__isnull=False)
    customers = Customer.objects.filter(sightings=None)
    gone = customers.exclude(pk__in=standing.values("customer")).values_list("pk", flat=True)
    Customer.objects.filter(pk__in=list(gone)).delete()


def _forget(action: Action) -> None:
    lock(action)
    if action.case_id and _held().filter(case=action.case_id).exists():  # in this moment
        return
    key = action.key
    action.delete()
    if key:
        destroy(key)


def _held() -> QuerySet[LegalHold, Any]:
    return LegalHold.objects.standing().values("case")
