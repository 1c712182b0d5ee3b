"""What a session runs on, said by the app right after signing in."""

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest

from accounts.access import end_session
from accounts.authentication import signed_in_at
from accounts.models import Device, User
from accounts.sessions import DEVICE
from wellbeing.core.errors import NotFound

LIFE = {Device.Kind.OWN: timedelta(days=90), Device.Kind.SHARED: timedelta(minutes=30)}
# How exactly times are kept. A precise one would stand beside the precise one of a check-in, and
# whoever steals the database would know whose it is.
GRID = {Device.Kind.OWN: timedelta(days=1), Device.Kind.SHARED: timedelta(minutes=5)}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "CrOS", "Mac OS", "Linux")
_BROWSERS = {"Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung Internet"} | {
    "Firefox": "Firefox", "FxiOS": "Firefox", "Chrome": "Chrome", "CriOS": "Chrome"
} | {"Safari": "Safari"}  # fmt: skip


def name_of(user_agent: str) -> str:
    """Words by which somebody recognises their own device: "Chrome, Android"."""
    found = [words for mark, words in _BROWSERS.items() if re.search(rf"\b{mark}/", user_agent)]
    systems = [system for system in _SYSTEMS if system in user_agent]
    return ", ".join([*found[:1], *systems[:1]])


@transaction.atomic
def name_device(
    request: HttpRequest, person: User, *, id: UUID, kind: Device.Kind, now: datetime
) -> tuple[Device, bool]:
    """Say what this session runs on; the second value says whether it is a new device.

    A device that signs in again ends the session that it had, and a session has one device.
    """
    key = request.session.session_key
    assert key
    old = Device.objects.filter(person=person, id=id).first()
    if old and old.session_key != key:
        end_session(person.pk, old.session_key)
    Device.objects.filter(session_key=key).exclude(person=person, id=id).delete()
    device, _ = Device.objects.update_or_create(
        person=person,
        id=id,
        defaults={
            "kind": kind,
            "name": name_of(request.headers.get("User-Agent", "")),
            "session_key": key,
            "signed_in_at": coarse(signed_in_at(request) or now, kind),
            "last_seen_at": coarse(now, kind),
        },
    )
    _prolong(request, kind, now)
    return device, old is None


def coarse(moment: datetime, kind: str) -> datetime:
    """The start of its day in UTC; of its five minutes on a shared computer."""
    grid = GRID[Device.Kind(kind)]
    return _EPOCH + (moment - _EPOCH) // grid * grid


def _prolong(request: HttpRequest, kind: str, now: datetime) -> None:
    seen = coarse(now, kind)
    request.session[DEVICE] = {"kind": kind, "seen": seen.timestamp()}
    request.session.set_expiry(seen + GRID[Device.Kind(kind)] + LIFE[Device.Kind(kind)])


def end_device(person: User, *, id: UUID) -> None:
    """Sign one of one's own devices out. Raises NotFound, also for somebody else's."""
    device = Device.objects.filter(person=person, id=id).first()
    if device is None:
        raise NotFound
    end_session(person.pk, device.session_key)


def be_seen(request: HttpRequest, now: datetime) -> None:
    """Prolong the session of a device in use; rarely, for each time costs a statement."""
    device = request.session.get(DEVICE)
    if device is None or coarse(now, device["kind"]).timestamp() <= device["seen"]:
        return
    seen = Device.objects.filter(session_key=request.session.session_key)
    seen.update(last_seen_at=coarse(now, device["kind"]))
    _prolong(request, device["kind"], now)
