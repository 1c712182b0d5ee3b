"""One push to one browser: sealed for it alone, and always of the same length."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import Enum, auto
from functools import cache

import httpx
from django.conf import settings

from wellbeing.notifications import vapid
from wellbeing.notifications.addresses import PointsInside, public_addresses
from wellbeing.notifications.browser import Browser

PATIENCE = httpx.Timeout(10, connect=3)
TRIED = 2  # addresses of one name; a worker has other things to do than to wait
LENGTH = 64  # the push service sees how long it is, and must not tell topics apart by that


class Fate(Enum):
    TAKEN = auto()  # or perhaps taken: then it is not sent again, for it must not come twice
    NOT_TAKEN = auto()  # the push service is away or busy
    GONE = auto()  # nobody is behind this address any more
    REFUSED = auto()


@dataclass(frozen=True)
class Answer:
    fate: Fate
    status: int = 0
    wait: timedelta = timedelta()


def deliver(browser: Browser, topic: str, *, lasts: timedelta, now: datetime) -> Answer:
    """Hand it to the push service, which drops it when it would come too late."""
    headers = {
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(max(0, int(lasts.total_seconds()))),
        "Urgency": "high",
    } | vapid.signed_for(browser.endpoint, now)
    body = _sealed_for(browser, topic)
    try:
        # What comes back is not read: it may be endless, and a redirect is not followed.
        with _client(settings.PUSH_INSIDE, settings.PUSH_PROXY).stream(
            "POST", browser.endpoint, content=body, headers=headers
        ) as response:
            return _answer(response, now)
    except PointsInside:
        return Answer(Fate.REFUSED)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError, OSError):
        return Answer(Fate.NOT_TAKEN)
    except httpx.HTTPError:  # it fell silent after we spoke
        return Answer(Fate.TAKEN)


def _sealed_for(browser: Browser, topic: str) -> bytes:
    from pywebpush import WebPusher  # brings a client of its own, which no web node needs

    text = json.dumps({"topic": topic}).encode().ljust(LENGTH)
    assert len(text) == LENGTH, "a topic is a short word"
    keys = {"p256dh": browser.p256dh, "auth": browser.auth}
    sealed: bytes = WebPusher({"endpoint": browser.endpoint, "keys": keys}).encode(text)["body"]
    return sealed


def _answer(response: httpx.Response, now: datetime) -> Answer:
    status = response.status_code
    if response.is_success:
        return Answer(Fate.TAKEN, status)
    if status in {404, 410}:
        return Answer(Fate.GONE, status)
    if status == 429 or status >= 500:
        return Answer(Fate.NOT_TAKEN, status, _asked_to_wait(response, now))
    return Answer(Fate.REFUSED, status)


def _asked_to_wait(response: httpx.Response, now: datetime) -> timedelta:
    said = response.headers.get("Retry-After", "")
    if said.isascii() and said.isdigit() and len(said) < 10:
        return timedelta(seconds=min(int(said), 86400))
    try:
        until = parsedate_to_datetime(said)
    except ValueError:
        return timedelta()
    return max(timedelta(), until.replace(tzinfo=until.tzinfo or UTC) - now)


@cache
def _client(inside: bool, proxy: str) -> httpx.Client:
    # No connection is kept: one that was opened for a name must not carry another's.
    limits = httpx.Limits(max_keepalive_connections=0)
    if inside or proxy:
        way = httpx.HTTPTransport(proxy=proxy or None, limits=limits)
    else:
        way = _Outward(limits=limits)
    return httpx.Client(transport=way, timeout=PATIENCE, follow_redirects=False)


class _Outward(httpx.HTTPTransport):
    """Connects to the very addresses it looked at: a name may lead elsewhere a moment later."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        host, url = request.url.host, request.url
        request.extensions = {**request.extensions, "sni_hostname": host}
        *others, last = public_addresses(host, url.port or 443)[:TRIED]
        for address in others:
            request.url = url.copy_with(host=address)
            try:
                return super().handle_request(request)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue
        request.url = url.copy_with(host=last)
        return super().handle_request(request)
