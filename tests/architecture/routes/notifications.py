"""Phones and mail."""

from uuid import UUID, uuid4

from django.utils import timezone

from accounts.models import User
from tests.architecture.asked import READ, Answers, Asked
from tests.notifications.phones import browser
from wellbeing.notifications.browser import Browser
from wellbeing.notifications.models import PushSubscription


def _push_subscription(person: User) -> UUID:
    given = Browser(**browser())
    row = PushSubscription.objects.create(
        person=person,
        device=uuid4(),
        sealed=given.sealed(),
        endpoint_hash=given.endpoint_hash(),
        made_on=timezone.now(),
    )
    return row.device


ROUTES: dict[str, Asked] = {
    "my-push": Asked(READ),
    # These visitors are on no phone of their own; test_ask_to_be_told.py is.
    "push-subscription": Asked(
        {"PUT": Answers(409, 409, 409, body=browser), "DELETE": Answers(204, 404, 404)},
        row=_push_subscription,
    ),
    "my-mail-wish": Asked(
        {"GET": Answers(200), "PUT": Answers(200, body=lambda: {"wanted": True})}
    ),
}
