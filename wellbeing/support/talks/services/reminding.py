"""Reminding both of a one-to-one whose time was agreed."""

from datetime import datetime

from django.db import transaction

from wellbeing.core.events import publish
from wellbeing.notifications.services import notify
from wellbeing.support.talks.events import TalkMoved
from wellbeing.support.talks.models import Conversation

TOPIC = "talks"


def remind(*, now: datetime) -> None:
    """Everybody whose time is near. Two of these at once remind once."""
    for talk in Conversation.objects.open().filter(remind_at__lte=now):
        _remind(talk, now)


@transaction.atomic
def _remind(talk: Conversation, now: datetime) -> None:
    # One UPDATE decides between two sweeps; what it leaves is stored with it.
    due = Conversation.objects.open().filter(pk=talk.pk, remind_at=talk.remind_at)
    if not due.update(remind_at=None):
        return
    assert talk.agreed_for is not None, "what is reminded of was agreed"
    for seat in talk.participants.filter(left_at=None):
        key, until = f"{TOPIC}:{seat.pk}:soon", talk.agreed_for
        notify(person_id=seat.person_id, topic=TOPIC, key=key, until=until, now=now)
    publish(TalkMoved(conversation_id=str(talk.pk)))
