"""That two reports are about one customer: matched by a hash, said by a human."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from wellbeing.incidents.customers.errors import NobodyToMatch
from wellbeing.incidents.customers.models import Action, Customer, Sighting
from wellbeing.incidents.customers.models.customers import hashed, whose
from wellbeing.incidents.customers.rules.normal import spelt
from wellbeing.incidents.customers.selectors.matches import NOTHING, match_of
from wellbeing.incidents.models import Case
from wellbeing.incidents.selectors.timing import country_of
from wellbeing.incidents.services import handling, trail
from wellbeing.incidents.services.reporting import opened


@transaction.atomic
def note_customer(case_id: UUID) -> None:
    """Once for each case; nothing where its words are gone, or lead to nobody in particular."""
    if Sighting.objects.filter(case=case_id).exists():
        return
    # Whoever takes the report back waits, and then finds the row under the key that they destroy.
    rows = Case.objects.select_for_update(of=("self",)).select_related("key", "reporter")
    case = rows.filter(pk=case_id, key__isnull=False).first()
    if case is None or case.key is None:
        return
    # Whoever reports without a name, or has no country, calls it as one does in this house.
    spelling = spelt(opened(case, "reference"), country=country_of(case))
    if spelling is None:
        return
    customer = hashed(spelling)
    mine = whose(case.reporter.pk, customer) if case.reporter else None
    told = {"key": case.key, "hash": customer, "whose": mine, "reported_at": case.received_at}
    Sighting.objects.get_or_create(case=case, defaults=told)


@transaction.atomic
def say_same(handler: User, *, id: UUID, same: bool, now: datetime) -> Case:
    """Whether it is the same customer; nothing else uses a match before.

    Raises NobodyToMatch, CaseHeldElsewhere and NotFound.
    """
    case = handling.find_held(handler, id=id, now=now)
    if match_of(case, handler, now=now).state == NOTHING:
        raise NobodyToMatch
    sighting = Sighting.objects.select_for_update().get(case=case)
    if sighting.same is same:
        return case
    known_by = bytes(sighting.hash)
    customer = Customer.objects.get_or_create(hash=known_by)[0] if same else None
    sighting.same, sighting.customer = same, customer
    sighting.said_by, sighting.said_at = handler, now
    sighting.save(update_fields=["same", "customer", "said_by", "said_at"])
    Action.objects.filter(case=case).update(customer=customer)
    act = "customer_matched" if same else "customer_told_apart"
    trail.note_aside(act, case, actor=handler, now=now)
    return case
