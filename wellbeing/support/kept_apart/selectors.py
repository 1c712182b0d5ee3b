"""Who must not be brought together, whichever way to a human they would meet by."""

from django.db.models import Q, QuerySet

from accounts.models import User
from wellbeing.support.kept_apart.models import Exclusion


def kept_from(person: User) -> QuerySet[User]:
    """Whom either side does not want to meet; which of the two it was, nobody can tell."""
    unwanted = Exclusion.objects.filter(owner=person).values("excluded")
    unwilling = Exclusion.objects.filter(excluded=person).values("owner")
    return User.objects.filter(Q(pk__in=unwanted) | Q(pk__in=unwilling))
