"""What supporters say of themselves."""

from accounts.models import User
from wellbeing.support.talks.models import Supporter


def set_profile(
    person: User, *, languages: list[str], topics: list[str], at_once: int
) -> Supporter:
    given = {"languages": languages, "topics": topics, "at_once": at_once}
    row, _new = Supporter.objects.update_or_create(person=person, defaults=given)
    return row
