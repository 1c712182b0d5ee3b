"""Talks are erased: the key first, so that no copy of the rows can be read either."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction

from wellbeing.core.sealing import destroy
from wellbeing.support.talks.models import Conversation, TalkRequest, WaitTime
from wellbeing.support.talks.rules import ABANDONED, WAITS_KEPT
from wellbeing.support.talks.services.talking import close


def forget_what_is_due(*, now: datetime) -> None:
    """Safe to run twice, and by two at once."""
    for talk in Conversation.objects.open().filter(last_at__lte=now - ABANDONED):
        _end_abandoned(talk, now)
    for talk in Conversation.objects.filter(erase_at__lte=now).select_related("key"):
        erase(talk)
    old = TalkRequest.objects.filter(conversation=None)
    old.filter(closed_at__lte=now - settings.TALKS_KEPT).delete()
    WaitTime.objects.filter(on__lt=(now - WAITS_KEPT).date()).delete()


@transaction.atomic
def _end_abandoned(talk: Conversation, now: datetime) -> None:
    close(talk, now=now)


@transaction.atomic
def erase(talk: Conversation) -> None:
    # Requests before the talk, as whoever accepts one: so neither waits for the other for ever.
    list(TalkRequest.objects.select_for_update().filter(conversation=talk).order_by("serial"))
    if talk.key:
        destroy(talk.key)
    Conversation.objects.filter(pk=talk.pk).delete()


def erase_all(talks: Iterable[Conversation]) -> int:
    found = list(talks)
    for talk in found:
        erase(talk)
    return len(found)
