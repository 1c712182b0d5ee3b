"""Whose moods are whose, when somebody else has a hand in how a person gets in (decision 5)."""

from collections.abc import Iterable

from django.db import transaction

from accounts import access
from accounts.events import PersonFoundAnew
from accounts.models import User
from accounts.sealing import seal
from wellbeing.core.events import publish

# By what a letter or the company's word finds somebody, and what an administrator can change.
FOUND_BY = frozenset({"email", "personnel_number"})
ADDRESSES = "addresses of letters"


@transaction.atomic
def found_anew(people: Iterable[User]) -> None:
    """An administrator changes how these are found; where they are still found, they are told."""
    for person in people:
        User.objects.filter(pk=person.pk).update(found_anew=True)
        if person.email:
            sealed = seal(person.email, purpose=ADDRESSES)
            publish(PersonFoundAnew(person_id=str(person.pk), sealed_address=sealed))


@transaction.atomic
def reached(person: User) -> None:
    """Somebody comes in by a letter or by the company's word: is it still the same person?

    It stays uncertain for as long as the address is the administrator's, so the mark stays too.
    """
    held = User.objects.select_for_update().get(pk=person.pk)
    if held.found_anew:
        access.start_afresh([person.pk])
        person.refresh_from_db(fields=["password", "diary", "found_anew"])
