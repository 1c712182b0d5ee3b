"""Who needs a voice finds a number: no sign-in, no network, no trace, and a way out at once."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.breathe import forewarned
from tests.browser.looking import SHOTS, look_both
from tests.browser.play import (
    DESKTOP,
    LANGUAGES,
    PHONE,
    Words,
    go,
    kept_in_the_browser,
    press,
    sign_in,
)

ADDRESS = "/numbers"
NOTES = {"en": "/notes.html", "zh-Hans": "/notes.zh-Hans.html", "ru": "/notes.ru.html"}

LEFT_BEHIND = """async () => ({
  local: Object.entries(localStorage),
  session: Object.entries(sessionStorage),
  cookies: document.cookie,
  caches: await Promise.all((await caches.keys()).map(async (name) => {
    const kept = await (await caches.open(name)).keys();
    return [name, kept.map(({ url }) => url).sort()];
  })),
})"""


def shown(page: Page, words: Words) -> None:
    expect(page.get_by_role("heading", name=words("crisis.title"))).to_be_visible()


def open_helplines(page: Page, words: Words) -> None:
    page.get_by_role("link", name=words("lines.link")).click()
    shown(page, words)


def choose(page: Page, words: Words, code: str) -> None:
    page.get_by_label(words("crisis.country")).select_option(code)


def call(page: Page, words: Words, number: str) -> str:
    link = page.get_by_role("link", name=words("crisis.call", number=number))
    return link.get_attribute("href") or ""


def listen(page: Page) -> list[str]:
    """All that is asked of a server, but for the tab's picture: any change of place asks for it."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if not request.url.endswith("/icons/mark.svg"):
            asked.append(request.url)

    page.context.on("request", note)
    return asked


def thrice(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")


def gone(page: Page, words: Words) -> None:
    page.wait_for_url(f"**{NOTES[words.language]}")
    assert page.title() == words("title.notes")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_numbers_are_there_with_the_server_down_and_nobody_signed_in(
    language, server, fresh_page
):
    words = Words(language)
    page = fresh_page(PHONE, language, service_workers="allow")
    forewarned(page.context, server)
    page.goto(server.url)
    expect(page.get_by_role("heading", name=words("offline.title"))).to_be_visible()
    open_helplines(page, words)

    assert call(page, words, "112") == "tel:112"
    assert call(page, words, "12 421 92 82") == "tel:124219282"
    expect(page.get_by_text(words("crisis.no_service"))).to_be_visible()
    assert page.title() == words("title.notes")
    choose(page, words, "US")
    assert call(page, words, "988") == "tel:988"
    page.reload()  # and when the app is opened right here
    shown(page, words)


def test_opening_asks_nobody_and_leaves_nothing(server, fresh_page, words):
    """Also on the very first visit, before the worker has anything."""
    page = fresh_page(PHONE)
    page.goto(server.url)
    page.get_by_label(words("signin.login")).wait_for()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(2500)  # after two seconds everybody fetches the helplines
    kept, behind = kept_in_the_browser(page), page.evaluate(LEFT_BEHIND)
    asked = listen(page)

    open_helplines(page, words)
    choose(page, words, "GB")
    choose(page, words, "")
    expect(page.get_by_text(words("crisis.none_at_all"))).to_be_visible()
    page.get_by_role("link", name=words("back")).click()
    page.get_by_label(words("signin.login")).wait_for()

    assert asked == []
    assert kept_in_the_browser(page) == kept
    assert page.evaluate(LEFT_BEHIND) == behind


def test_somebody_signed_in_leaves_no_more(server, fresh_page, words):
    page = fresh_page(PHONE)
    sign_in(page, server, words)
    go(page, server, "/me")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(4500)  # the socket and the reminders come after the first screen
    kept, behind = kept_in_the_browser(page), page.evaluate(LEFT_BEHIND)
    asked = listen(page)
    open_helplines(page, words)
    choose(page, words, "AU")
    page.wait_for_timeout(500)

    assert asked == []
    assert kept_in_the_browser(page) == kept
    assert page.evaluate(LEFT_BEHIND) == behind


def test_a_country_without_numbers_is_told_so(server, fresh_page, words):
    page = fresh_page(PHONE)
    go(page, server, ADDRESS)
    shown(page, words)
    choose(page, words, "JP")

    assert call(page, words, "119") == "tel:119"
    expect(page.get_by_text(words("crisis.none"))).to_be_visible()
    choose(page, words, "ZA")
    expect(page.get_by_text(words("crisis.no_emergency"))).to_be_visible()
    assert call(page, words, "0800 567 567") == "tel:0800567567"


def test_a_phone_that_was_never_updated_says_that_its_numbers_are_old(server, fresh_page, words):
    page = fresh_page(PHONE)
    go(page, server, ADDRESS)
    shown(page, words)
    expect(page.get_by_role("note")).to_have_count(0)
    page.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=181))
    page.get_by_role("link", name=words("back")).click()
    go(page, server, ADDRESS)

    expect(page.get_by_role("note")).to_have_text(words("crisis.old"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_way_out_works_with_no_network_and_back_does_not_return(language, server, fresh_page):
    words = Words(language)
    page = fresh_page(PHONE, language, service_workers="allow")
    forewarned(page.context, server)
    page.goto(server.url)
    expect(page.get_by_role("heading", name=words("offline.title"))).to_be_visible()
    open_helplines(page, words)
    press(page, words, "crisis.leave")
    gone(page, words)

    page.go_back()
    expect(page.get_by_role("heading", name=words("offline.title"))).to_be_visible()
    assert ADDRESS not in page.url


def test_shift_three_times_leaves_and_escape_does_not(server, fresh_page, words):
    page = fresh_page(DESKTOP)
    sign_in(page, server, words)
    go(page, server, "/me")
    open_helplines(page, words)
    for _ in range(3):
        page.keyboard.press("Escape")
    page.keyboard.press("Shift")
    expect(page.get_by_role("status").filter(has_text="Shift")).to_have_text(
        words("crisis.leave_more", count=2)
    )
    shown(page, words)

    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    gone(page, words)
    page.go_back()
    expect(page.get_by_role("heading", name="Asha")).to_be_visible()


def test_two_screens_further_on_back_does_not_lead_here_either(server, fresh_page, words):
    page = fresh_page(PHONE)
    page.goto(server.url)
    open_helplines(page, words)
    page.get_by_role("link", name=words("offer.breathe")).click()
    page.locator("main[data-phase]").wait_for()
    assert page.title() == f"{words('breathe.title')} · {words('app')}"
    page.go_back()

    page.get_by_label(words("signin.login")).wait_for()
    assert ADDRESS not in page.url


def test_on_a_shared_computer_the_way_out_signs_out(server, fresh_page, words):
    page = fresh_page(DESKTOP)
    sign_in(page, server, words, device="shared")
    go(page, server, ADDRESS)
    shown(page, words)
    with page.expect_request(lambda request: request.method == "DELETE"):
        thrice(page)
    page.wait_for_url("about:blank")
    page.goto(server.url)

    page.get_by_label(words("signin.login")).wait_for()


def test_by_keyboard_alone(server, fresh_page, words):
    page = fresh_page(DESKTOP)
    page.goto(server.url)
    link = page.get_by_role("link", name=words("lines.link"))
    link.focus()
    page.keyboard.press("Enter")
    shown(page, words)
    expect(page.get_by_role("heading", name=words("crisis.title"))).to_be_focused()
    reached: list[str] = []
    for _ in range(10):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent.trim()"))
        if reached[-1] == words("crisis.leave"):
            break

    calls = [text for text in reached if re.match(words("crisis.call", number=""), text)]
    assert any(words("crisis.call", number="112") in text for text in reached)
    assert len(calls) == 2
    page.keyboard.press("Enter")
    gone(page, words)


def test_from_the_reset_home_and_from_the_desk(server, fresh_page, words):
    page = fresh_page(DESKTOP)
    sign_in(page, server, words)
    for place in ("/reset", "/desk"):
        go(page, server, place)
        open_helplines(page, words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(language, server, fresh_page):
    words = Words(language)
    page = fresh_page(PHONE, language, reduced_motion="reduce")
    go(page, server, ADDRESS)
    shown(page, words)
    faults = look_both(page, f"helplines-{language}")
    choose(page, words, "KR")
    faults += look_both(page, f"helplines-kr-{language}")
    choose(page, words, "")
    faults += look_both(page, f"helplines-other-{language}")
    choose(page, words, "PL")
    page.set_viewport_size(PHONE | {"height": 1100})
    faults += look_both(page, f"helplines-whole-{language}")
    page.set_viewport_size(DESKTOP)
    faults += look_both(page, f"helplines-desktop-{language}")
    press(page, words, "crisis.leave")
    gone(page, words)
    faults += look_both(page, f"helplines-left-{language}")
    assert faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_cut_off_at_twice_the_text(language, server, fresh_page):
    words = Words(language)
    page = fresh_page(PHONE, language)
    go(page, server, ADDRESS)
    shown(page, words)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.wait_for_timeout(200)
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"helplines-200-{language}.png")
    page.screenshot(path=SHOTS / f"helplines-200-full-{language}.png", full_page=True)

    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    wide = """[...document.querySelectorAll('a, button, select, p:not(.unseen), h1, h2, h3')]
      .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
      .map((one) => one.textContent)"""
    assert page.evaluate(wide) == []
    leave = page.get_by_role("button", name=words("crisis.leave"))
    expect(leave).to_be_in_viewport()
    assert (leave.bounding_box() or {"height": 999})["height"] < PHONE["height"] / 4
