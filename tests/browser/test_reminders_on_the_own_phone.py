"""An agent sets when to be reminded; it comes from their own device, never on a call."""

import time
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import BrowserContext, Page, Worker, expect

from tests.browser.looking import look_both
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
    wait_for_the_worker,
)
from tests.browser.server import Server

pytestmark = pytest.mark.notified

ASK = "navigator.serviceWorker.ready.then((one) => one.getNotifications())"
SHOWN = f"{ASK}.then((all) => all.map(({{ title, body }}) => title + body))"
LOOK_AGAIN = "window.dispatchEvent(new Event('reminders-changed'))"


def allow(context: BrowserContext, server: Server) -> Page:
    context.grant_permissions(["notifications"], origin=server.url)
    return only_page(context)


def switch(page: Page, words: Words, key: str) -> Any:
    return page.get_by_role("switch", name=words(key), exact=True)


def turn_on(page: Page, words: Words, key: str) -> None:
    switch(page, words, key).click()  # the browser may be asked first
    expect(switch(page, words, key)).to_be_checked()


def now_there() -> datetime:
    return datetime.now(ZoneInfo("Europe/Warsaw"))


def remind_at(page: Page, words: Words, when: datetime) -> None:
    """Every day, at one time, with no quiet hours: a test may run at any hour."""
    page.get_by_label(words("remind.time", count=2), exact=True).wait_for()
    page.get_by_role("list", name=words("remind.times")).get_by_role("button").nth(1).click()
    field = page.get_by_label(words("remind.time", count=1), exact=True)
    field.fill(f"{when:%H:%M}")
    field.blur()
    for box in page.get_by_role("group", name=words("remind.days")).get_by_role("checkbox").all():
        box.check(force=True)
    switch(page, words, "remind.quiet").uncheck()


def on_reminders(page: Page, server: Server, words: Words) -> None:
    sign_in(page, server, words)
    wait_for_the_worker(page)
    go(page, server, "/me/reminders")
    turn_on(page, words, "remind.on")
    expect(page.get_by_text(words("remind.open_only"))).to_be_visible()


def pass_to(page: Page, when: datetime) -> None:
    """The page's clock stands at this minute, and the watch looks again."""
    page.clock.set_fixed_time(when)
    page.evaluate(LOOK_AGAIN)
    page.wait_for_timeout(700)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_comes_at_the_time_and_says_nothing_about_moods(language, server, open_phone):
    words = Words(language)
    page = allow(open_phone(language), server)
    on_reminders(page, server, words)
    soon = now_there().replace(second=0, microsecond=0) + timedelta(minutes=2)
    remind_at(page, words, soon)
    page.wait_for_timeout(3500)  # the watch begins after the first screen stands
    pass_to(page, soon - timedelta(minutes=1))
    assert page.evaluate(SHOWN) == []

    pass_to(page, soon)
    eventually(lambda: page.evaluate(SHOWN), [words("remind.notice")])

    page.evaluate(f"{ASK}.then((all) => all.forEach((one) => one.close()))")
    pass_to(page, soon + timedelta(minutes=1))
    assert page.evaluate(SHOWN) == []
    for field in page.get_by_role("textbox").all():
        assert field.is_visible()


def test_two_tabs_show_it_once_and_a_call_holds_it_back(server, open_phone, words):
    context = open_phone()
    page = allow(context, server)
    on_reminders(page, server, words)
    soon = now_there().replace(second=0, microsecond=0) + timedelta(minutes=2)
    remind_at(page, words, soon)
    turn_on(page, words, "remind.on_call")
    second = context.new_page()
    second.goto(f"{server.url}/#/me/reminders")
    expect(switch(second, words, "remind.on_call")).to_be_checked()
    second.wait_for_timeout(3500)
    for tab in (page, second):
        pass_to(tab, soon + timedelta(minutes=40))
    assert page.evaluate(SHOWN) == []

    switch(page, words, "remind.on_call").uncheck()
    for tab in (page, second):
        pass_to(tab, soon + timedelta(minutes=40))

    eventually(lambda: page.evaluate(SHOWN), [words("remind.notice")])


def test_the_worker_shows_it_when_the_browser_wakes_it(server, open_phone, words):
    # Playwright sets the zone of pages alone: the worker's clock is the machine's.
    context = open_phone(timezone_id=time.tzname[0])
    page = allow(context, server)
    on_reminders(page, server, words)
    now = datetime.now().astimezone().replace(second=0, microsecond=0)
    remind_at(page, words, now + timedelta(minutes=1))
    page.wait_for_timeout(300)
    worker: Worker = context.service_workers[0]
    page.goto("about:blank")

    page.wait_for_timeout(max(0, 61 - datetime.now().astimezone().second) * 1000)
    worker.evaluate("""() => new Promise((done) => {
        const event = new Event('periodicsync');
        event.tag = 'reminders';
        event.waitUntil = (work) => work.then(done);
        self.dispatchEvent(event);
    })""")

    shown = worker.evaluate(
        "self.registration.getNotifications().then((all) => all.map(({ title }) => title))"
    )
    assert shown == [words("remind.notice")]


def test_a_press_on_the_notification_opens_home(server, open_phone, words):
    context = open_phone()
    page = allow(context, server)
    on_reminders(page, server, words)

    context.service_workers[0].evaluate("""async () => {
        await self.registration.showNotification('x', { data: '/#/' });
        const [notification] = await self.registration.getNotifications();
        const event = new Event('notificationclick');
        event.notification = notification;
        event.waitUntil = (work) => work.catch(() => 'no finger, so no focus');
        self.dispatchEvent(event);
    }""")

    home = page.get_by_role("heading", name=words("home.question"))
    expect(home).to_be_visible(timeout=PATIENCE)


def test_whoever_refuses_notifications_is_told_what_to_do(server, open_phone, words):
    context = open_phone()
    context.add_init_script(
        "Notification.requestPermission = async () => 'denied';"
        "Object.defineProperty(Notification, 'permission', { get: () => 'default' });"
    )
    page = only_page(context)
    sign_in(page, server, words)
    go(page, server, "/me/reminders")
    expect(page.get_by_role("alert")).to_have_count(0)  # asked only when switched on

    switch(page, words, "remind.on").click()

    expect(page.get_by_text(words("remind.denied"))).to_be_visible()
    expect(switch(page, words, "remind.on")).not_to_be_checked()


def test_a_shared_computer_offers_none_and_says_why(server, fresh_page, words):
    page = fresh_page(DESKTOP)
    sign_in(page, server, words, device="shared")

    go(page, server, "/me/reminders")

    expect(page.get_by_text(words("remind.shared"))).to_be_visible()
    expect(page.get_by_role("switch")).to_have_count(0)


def test_what_was_set_is_there_again_and_the_offer_can_be_switched_on(server, open_phone, words):
    context = open_phone()
    page = allow(context, server)
    on_reminders(page, server, words)
    page.get_by_label(words("remind.time", count=1), exact=True).fill("22:10")
    page.get_by_label(words("remind.time", count=1), exact=True).blur()
    expect(page.get_by_text(words("remind.silent"))).to_be_visible()
    go(page, server, "/")
    press(page, words, "mood.1")
    press(page, words, "offer.never")
    expect(page.get_by_text(words("offer.never_done"))).to_be_visible()

    go(page, server, "/me")
    page.get_by_role("link", name=words("nav.reminders"), exact=True).click()

    expect(page.get_by_label(words("remind.time", count=1), exact=True)).to_have_value("22:10")
    expect(switch(page, words, "remind.offers")).not_to_be_checked()
    turn_on(page, words, "remind.offers")
    page.wait_for_timeout(500)  # kept at once, but not within the same moment
    page.reload()
    expect(switch(page, words, "remind.offers")).to_be_checked()
    expect(switch(page, words, "remind.on")).to_be_checked()


def test_nothing_about_reminders_is_sent(server, open_phone, words):
    page = allow(open_phone(), server)
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(f"{asked.url} {asked.post_data or ''}"))
    on_reminders(page, server, words)
    turn_on(page, words, "remind.on_call")
    page.wait_for_timeout(500)

    assert not [one for one in sent if "/api/" in one and "remind" in one]


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_the_screen(language, server, open_phone):
    words = Words(language)
    page = allow(open_phone(language, reduced_motion="reduce"), server)
    on_reminders(page, server, words)
    faults = []
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        faults += look_both(page, f"reminders-{size['width']}-{language}")
    assert faults == []
