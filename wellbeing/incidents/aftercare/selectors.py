"""What was offered after a report. Only ever asked by whoever reported."""

from django.db.models import QuerySet

from accounts.models import User
from wellbeing.incidents.aftercare.models import Offer
from wellbeing.incidents.aftercare.rules import OFFERS
from wellbeing.incidents.models import Case
from wellbeing.incidents.selectors.cases import reported_by


def offers_of(case: Case) -> list[Offer]:
    return sorted(Offer.objects.filter(case=case), key=lambda one: OFFERS.index(one.offer))


def offered_to(person: User) -> QuerySet[Offer]:
    return Offer.objects.filter(case__in=reported_by(person)).select_related("case")
