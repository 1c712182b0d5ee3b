"""Somebody in line closes the app; when a place is held for them, their phone says so."""

import json
from collections.abc import Iterator
from typing import Any

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.looking import look, look_both
from tests.browser.play import (
    DESKTOP,
    LANGUAGES,
    PATIENCE,
    PHONE,
    Words,
    eventually,
    go,
    only_page,
    press,
    sign_in,
    sign_out,
    wait_for_the_worker,
)
from tests.browser.server import Server, installed, remove
from tests.browser.test_break_pass import agent, rule, take
from tests.notifications.phones import PushService, base64, push_service

pytestmark = pytest.mark.notified

# Headless, no browser gives out an address: this much of it is ours, the rest is its own.
STUB = """
const given = %s;
const made = (key) => ({
  options: { applicationServerKey: key },
  toJSON: () => ({ endpoint: given.endpoint, keys: { p256dh: given.p256dh, auth: given.auth } }),
  unsubscribe: async () => true,
});
PushManager.prototype.getSubscription = async () => null;
PushManager.prototype.subscribe = async ({ applicationServerKey }) => made(applicationServerKey);
"""
SHOWN = """self.registration.getNotifications().then((all) =>
  all.map(({ title, body, data }) => [title + body, data]))"""
PRIVATE, SECRET = ec.generate_private_key(ec.SECP256R1()), b"s" * 16


@pytest.fixture(scope="module")
def _server(tmp_path_factory) -> Iterator[Server]:
    server = installed(tmp_path_factory.mktemp("installation"), AFTERCALL_PUSH_INSIDE="1")
    server.start()
    yield server
    remove(server)


@pytest.fixture
def service() -> Iterator[PushService]:
    with push_service() as running:
        yield running


def told_phone(context: BrowserContext, server: Server, service: PushService) -> Page:
    """A phone that allows notifications, with the address that the push service gave it."""
    raw = PRIVATE.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    given = {"endpoint": f"{service.origin}/1", "p256dh": base64(raw), "auth": base64(SECRET)}
    context.add_init_script(STUB % json.dumps(given))
    context.grant_permissions(["notifications"], origin=server.url)
    return only_page(context)


def opened(service: PushService) -> str:
    (push,) = service.received
    text = http_ece.decrypt(push.body, private_key=PRIVATE, auth_secret=SECRET, version="aes128gcm")
    return bytes(text).decode()


class Wire:
    """What a push service hands to the browser: its real push handler runs."""

    def __init__(self, page: Page, server: Server) -> None:
        self._protocol, self._server = page.context.new_cdp_session(page), server
        self._id = ""
        self._protocol.on("ServiceWorker.workerRegistrationUpdated", self._registered)
        self._protocol.send("ServiceWorker.enable")

    def _registered(self, event: dict[str, Any]) -> None:
        for one in event["registrations"]:
            self._id = one["registrationId"]

    def deliver(self, page: Page, text: str) -> None:
        where = {"origin": self._server.url, "registrationId": self._id}
        self._protocol.send("ServiceWorker.deliverPushMessage", {**where, "data": text})
        page.wait_for_timeout(700)


def switch(page: Page, words: Words) -> Any:
    return page.get_by_role("switch", name=words("push.on"), exact=True)


def turn(page: Page, words: Words, *, on: bool) -> None:
    switch(page, words).click()
    expect(switch(page, words)).to_be_checked(checked=on)


def on_the_pass_screen(page: Page, server: Server, words: Words, name: str = "ben") -> None:
    sign_in(page, server, words, name)
    wait_for_the_worker(page)
    go(page, server, "/pass")


def subscriptions(server: Server) -> int:
    return len(server.rows("SELECT 1 FROM notifications_pushsubscription"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_held_place_reaches_a_phone_whose_app_is_closed(
    language, server, service, open_phone, fresh_page
):
    words = Words(language)
    rule(server)
    asha = agent(fresh_page, server, words, "asha")
    take(asha, words)
    asha.get_by_role("button", name=words("pass.back")).wait_for()
    context = open_phone(language)
    ben = told_phone(context, server, service)
    on_the_pass_screen(ben, server, words)
    take(ben, words)
    ben.get_by_role("heading", name=words("pass.place", count=1), exact=True).wait_for()
    turn(ben, words, on=True)
    wire, worker = Wire(ben, server), context.service_workers[0]
    ben.wait_for_timeout(500)
    ben.goto("about:blank")

    press(asha, words, "pass.back")
    eventually(lambda: len(service.received), 1)
    wire.deliver(ben, opened(service))

    assert worker.evaluate(SHOWN) == [[words("push.notice"), "/#/pass"]]
    assert json.loads(opened(service)) == {"topic": "break-passes"}
    ben.goto(f"{server.url}/#/pass")
    press(ben, words, "pass.accept")
    ben.wait_for_timeout(6000)  # another sweep
    assert len(service.received) == 1


def test_whoever_looks_at_the_app_is_shown_no_notification(server, service, open_phone, words):
    rule(server)
    context = open_phone()
    page = told_phone(context, server, service)
    on_the_pass_screen(page, server, words)
    turn(page, words, on=True)
    wire = Wire(page, server)
    page.wait_for_timeout(500)

    wire.deliver(page, '{"topic": "break-passes"}')

    assert context.service_workers[0].evaluate(SHOWN) == []


def test_what_a_page_in_the_background_said_is_not_said_again(server, service, open_phone, words):
    rule(server)
    context = open_phone()
    page = told_phone(context, server, service)
    on_the_pass_screen(page, server, words)
    turn(page, words, on=True)
    wire, worker = Wire(page, server), context.service_workers[0]
    page.wait_for_timeout(500)
    page.goto("about:blank")
    worker.evaluate("self.registration.showNotification('until 12:03', { tag: 'break-passes' })")

    wire.deliver(page, '{"topic": "break-passes"}')

    assert worker.evaluate(SHOWN) == [["until 12:03", None]]


def test_a_phone_on_which_nobody_is_known_any_more_says_no_more_than_the_name(
    server, service, open_phone, words
):
    rule(server)
    context = open_phone()
    page = told_phone(context, server, service)
    on_the_pass_screen(page, server, words)
    turn(page, words, on=True)
    wire = Wire(page, server)
    sign_out(page, server, words)
    eventually(lambda: subscriptions(server), 0)
    page.goto("about:blank")

    wire.deliver(page, '{"topic": "something newer"}')

    assert context.service_workers[0].evaluate(SHOWN) == [["Aftercall", "/#/"]]


def test_it_stays_switched_on_until_it_is_switched_off(server, service, open_phone, words):
    rule(server)
    page = told_phone(open_phone(), server, service)
    on_the_pass_screen(page, server, words)
    expect(switch(page, words)).not_to_be_checked()
    turn(page, words, on=True)
    assert subscriptions(server) == 1

    page.reload()
    expect(switch(page, words)).to_be_checked()
    turn(page, words, on=False)

    assert subscriptions(server) == 0
    page.reload()
    expect(switch(page, words)).not_to_be_checked()


def test_a_server_that_forgot_it_hears_of_it_again_when_the_app_opens(
    server, service, open_phone, words
):
    rule(server)
    page = told_phone(open_phone(), server, service)
    on_the_pass_screen(page, server, words)
    turn(page, words, on=True)
    server.python(
        "from wellbeing.notifications.models import PushSubscription\n"
        "PushSubscription.objects.all().delete()"
    )

    page.reload()

    eventually(lambda: subscriptions(server), 1)


def test_signed_in_again_on_the_same_phone_it_goes_on(server, service, open_phone, words):
    rule(server)
    page = told_phone(open_phone(), server, service)
    on_the_pass_screen(page, server, words)
    turn(page, words, on=True)
    sign_out(page, server, words)
    eventually(lambda: subscriptions(server), 0)

    sign_in(page, server, words, "asha")  # somebody else did not ask
    page.wait_for_timeout(4500)
    assert subscriptions(server) == 0
    sign_out(page, server, words)
    sign_in(page, server, words, "ben")

    eventually(lambda: subscriptions(server), 1)


@pytest.mark.parametrize(
    ("script", "key"),
    [
        ("delete globalThis.PushManager", "push.missing"),
        (
            "Object.defineProperty(Notification, 'permission', { get: () => 'denied' })",
            "push.denied",
        ),
    ],
)
def test_where_it_cannot_be_the_screen_says_why(script, key, server, fresh_page, words):
    rule(server)
    page = fresh_page()
    page.add_init_script(script)
    sign_in(page, server, words, "ben")
    go(page, server, "/pass")

    expect(page.get_by_text(words(key))).to_be_visible()
    expect(switch(page, words)).to_be_disabled()
    expect(page.get_by_role("alert")).to_have_count(0)  # nobody asked
    page.get_by_text(words(key)).scroll_into_view_if_needed()
    assert look(page, f"{key}-en-light") == []


def test_whoever_refuses_notifications_is_told_what_to_do(server, fresh_page, words):
    rule(server)
    page = fresh_page()
    page.add_init_script(
        "let said = 'default';"
        "Notification.requestPermission = async () => (said = 'denied');"
        "Object.defineProperty(Notification, 'permission', { get: () => said });"
    )
    sign_in(page, server, words, "ben")
    go(page, server, "/pass")
    expect(page.get_by_text(words("push.means"))).to_be_visible()  # not asked on the way

    switch(page, words).click()

    expect(page.get_by_role("alert")).to_have_text(words("push.denied"))
    expect(switch(page, words)).not_to_be_checked()


def test_a_push_service_that_does_not_answer_leaves_everything_as_it_was(
    server, service, open_phone, words
):
    rule(server)
    context = open_phone()
    page = told_phone(context, server, service)
    context.add_init_script(
        "PushManager.prototype.subscribe = async () => { throw new DOMException('', 'AbortError') }"
    )
    on_the_pass_screen(page, server, words)

    switch(page, words).click()

    expect(page.get_by_role("alert")).to_have_text(words("push.failed"))
    expect(switch(page, words)).not_to_be_checked()
    assert subscriptions(server) == 0


def test_a_shared_computer_is_not_offered_it(server, fresh_page, words):
    rule(server)
    page = fresh_page(DESKTOP)
    sign_in(page, server, words, "ben", device="shared")
    go(page, server, "/pass")
    expect(page.get_by_role("button", name=words("pass.take"), exact=True)).to_be_visible()

    page.wait_for_timeout(1000)
    expect(page.get_by_role("switch")).to_have_count(0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_the_screen(language, server, service, open_phone):
    words = Words(language)
    rule(server)
    context = open_phone(language, reduced_motion="reduce")
    page = told_phone(context, server, service)
    on_the_pass_screen(page, server, words)
    turn(page, words, on=True)
    faults = []
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        page.get_by_text(words("push.means")).scroll_into_view_if_needed(timeout=PATIENCE)
        faults += look_both(page, f"told-{size['width']}-{language}")
    assert faults == []
