"""Whom to tell while the app is closed, and telling them once."""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.devices import coarse
from accounts.models import Device, User
from wellbeing.core.backoff import wait_after
from wellbeing.core.errors import DomainError, NotFound
from wellbeing.core.nudges import nudge
from wellbeing.notifications import sending
from wellbeing.notifications.browser import Browser
from wellbeing.notifications.models import OutgoingPush, PushSubscription
from wellbeing.notifications.sending import Answer, Fate

FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=15)
SWEEP = "wellbeing.notifications.tasks.sweep_pushes"

_log = logging.getLogger("aftercall.push")


class OnlyOnYourOwnPhone(DomainError):
    code = "only_on_your_own_phone"
    message = _("Only your own phone can be told while the app is closed.")


@transaction.atomic
def subscribe(
    person: User, *, id: UUID, session_key: str | None, browser: Browser, now: datetime
) -> bool:
    """Let this very phone be told; whether that is new. A repeat changes nothing.

    Raises OnlyOnYourOwnPhone on any other device, also one's own elsewhere.
    """
    here = Device.objects.filter(person=person, id=id, session_key=session_key)
    if not here.filter(kind=Device.Kind.OWN).exists():
        raise OnlyOnYourOwnPhone
    known = PushSubscription.objects.filter(person=person, device=id).first()
    if known and known.browser() == browser:
        return False
    # A browser is whose hands it is in: what it told somebody else before ends here.
    PushSubscription.objects.filter(endpoint_hash=browser.endpoint_hash()).delete()
    PushSubscription.objects.update_or_create(
        person=person,
        device=id,
        defaults={
            "sealed": browser.sealed(),
            "endpoint_hash": browser.endpoint_hash(),
            "made_on": coarse(now, Device.Kind.OWN),
        },
    )
    return known is None


def unsubscribe(person: User, *, id: UUID) -> None:
    """Raises NotFound, also for somebody else's."""
    count, _rows = PushSubscription.objects.filter(person=person, device=id).delete()
    if not count:
        raise NotFound


@transaction.atomic
def notify(*, person_id: UUID, topic: str, key: str, until: datetime, now: datetime) -> None:
    """Tell the phones of one person that something waits, once for each key, and never after.

    What this leaves is stored with the act that calls it; a repeat of that act adds nothing.
    """
    if until <= now:
        return
    phones = PushSubscription.objects.live(now).filter(person=person_id)
    rows = [
        OutgoingPush(subscription=phone, key=key, topic=topic, try_at=now, stale_at=until)
        for phone in phones
    ]
    OutgoingPush.objects.bulk_create(rows, ignore_conflicts=True)
    if rows:
        transaction.on_commit(lambda: nudge(SWEEP), robust=True)


def due_pushes(now: datetime) -> list[int]:
    """To phones that are signed in; the longest waiting first."""
    phones = PushSubscription.objects.live(now)
    due = OutgoingPush.objects.due(now).filter(subscription__in=phones)
    return list(due.order_by("try_at", "pk").values_list("pk", flat=True)[:500])


def push(push_id: int, *, now: datetime) -> bool:
    """Send one that is due, unless another worker has; False if it was not ours."""
    phones = PushSubscription.objects.live(now)
    due = OutgoingPush.objects.due(now).filter(pk=push_id, subscription__in=phones)
    row = due.select_related("subscription").first()
    # Marked first: a worker that dies here costs one push and never sends two.
    if row is None or not OutgoingPush.objects.due(now).filter(pk=push_id).update(sent_at=now):
        return False
    browser = row.subscription.browser()
    if browser is None:
        row.subscription.delete()
        return True
    answer = sending.deliver(browser, row.topic, lasts=row.stale_at - now, now=now)
    _settle(row, answer, now)
    return True


def _settle(row: OutgoingPush, answer: Answer, now: datetime) -> None:
    if answer.fate is Fate.GONE:
        row.subscription.delete()
    elif answer.fate is Fate.REFUSED:
        # Ids alone: who has the address of a browser knows where somebody is reached.
        _log.warning("Push %s was refused with status %s.", row.pk, answer.status)
    elif answer.fate is Fate.NOT_TAKEN:
        _try_later(row, answer, now)


def _try_later(row: OutgoingPush, answer: Answer, now: datetime) -> None:
    wait = wait_after(row.attempts, first=FIRST_WAIT, longest=LONGEST_WAIT)
    try_at = now + max(wait, answer.wait)
    if try_at < row.stale_at:
        again = {"sent_at": None, "try_at": try_at, "attempts": row.attempts + 1}
        OutgoingPush.objects.filter(pk=row.pk).update(**again)
