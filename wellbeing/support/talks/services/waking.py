"""What was asked for a time enters the line when that time has come."""

from datetime import datetime

from django.db import IntegrityError, transaction

from wellbeing.core.events import publish
from wellbeing.notifications.services import notify
from wellbeing.support.talks.events import TalkRequestMoved
from wellbeing.support.talks.models import TalkRequest
from wellbeing.support.talks.rules import SILENT
from wellbeing.support.talks.selectors.talks import is_listened_to
from wellbeing.support.talks.services.closing import close_request

TOPIC = "talks"


def wake(request: TalkRequest, *, now: datetime) -> bool:
    """Whether it stands in line now. Call it with the row locked: so it wakes once."""
    assert request.wished_at is not None, "whoever sleeps sleeps until a time"
    if request.wished_at > now:
        return False
    if is_listened_to(request.asker, since=now - SILENT):
        _stay_asleep(request, now)
        return False
    if not _enters_the_line(request):
        close_request(request, now=now, withdrawn=True)  # what was wanted happens already
        return False
    _remind(request, now)
    publish(TalkRequestMoved(serial=request.pk))
    return True


def _stay_asleep(request: TalkRequest, now: datetime) -> None:
    """They talk with somebody right now: told that it is time, they can end that and go on here."""
    if request.stands_until <= now:
        close_request(request, now=now, withdrawn=True)  # what was wanted happened
    else:
        _remind(request, now)


def _remind(request: TalkRequest, now: datetime) -> None:
    key, until = f"{TOPIC}:request:{request.pk}:begins", request.stands_until
    notify(person_id=request.asker_id, topic=TOPIC, key=key, until=until, now=now)


def _enters_the_line(request: TalkRequest) -> bool:
    """Not beside another request of the same person."""
    try:
        with transaction.atomic():
            TalkRequest.objects.asleep().filter(pk=request.pk).update(sleeps=False)
    except IntegrityError:
        return False
    request.sleeps = False
    return True
