"""One press after a bad call: breathing at once, and a mark that only this phone has."""

import time

import pytest
from playwright.sync_api import expect

from tests.browser.play import (
    DESKTOP,
    LANGUAGES,
    Words,
    go,
    kept_in_the_browser,
    only_page,
    press,
    sign_in,
    wait_for_the_worker,
)
from tests.browser.resets import stored
from tests.browser.server import ROOT

SHOTS = ROOT / "tests" / "browser" / "shots"
AT_ONCE = 2.0


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_the_network_down_one_press_breathes_and_leaves_a_mark(language, server, open_phone):
    words = Words(language)
    page = only_page(open_phone(language))
    sign_in(page, server, words)
    wait_for_the_worker(page)
    server.stop()
    go(page, server, "/reset")
    button = page.get_by_role("link", name=words("tough.button"))

    pressed = time.monotonic()
    button.click()
    page.locator("main[data-phase=in]").wait_for()
    assert time.monotonic() - pressed < AT_ONCE + 1  # and a second to let the shoulders drop

    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name=words("tough.list"))).to_be_visible()
    page.get_by_role("heading", name=words("tough.list")).scroll_into_view_if_needed()
    page.screenshot(path=SHOTS / f"tough-stub-{language}.png", full_page=True)
    drop = page.get_by_role("button", name=words("tough.drop_one").split("{")[0])
    drop.click()
    expect(page.get_by_text(words("tough.dropped"))).to_be_visible()
    expect(drop).to_have_count(0)
    press(page, words, "undo")
    expect(drop).to_have_count(1)
    page.reload()
    drop.click()
    expect(page.get_by_text(words("tough.dropped"))).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name=words("reset.title"))).to_be_visible()
    assert "mine" not in kept_in_the_browser(page)


def test_from_the_check_in_it_is_one_press(server, fresh_page, words):
    page = fresh_page()
    sign_in(page, server, words)

    page.get_by_role("link", name=words("home.tough")).click()

    page.locator("main[data-phase]").wait_for()
    assert page.url.endswith("#/breathe/cyclic_sighing/60")


def test_the_mark_is_in_no_request(server, fresh_page, words):
    page = fresh_page()
    sign_in(page, server, words)
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(asked.url) if asked.method != "GET" else None)
    go(page, server, "/reset")
    page.get_by_role("link", name=words("tough.button")).click()
    page.locator("main[data-phase=in]").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("heading", name=words("tough.list")).wait_for()
    page.wait_for_timeout(1000)

    assert sent == []
    assert stored(server) == []  # a breath of two seconds is no reset


def test_on_a_shared_computer_the_mark_ends_with_the_tab_and_says_so(server, fresh_page, words):
    page = fresh_page(DESKTOP)
    sign_in(page, server, words, device="shared")
    go(page, server, "/reset")
    expect(page.get_by_text(words("tough.keeps_tab"))).to_be_visible()

    page.get_by_role("link", name=words("tough.button")).click()
    page.locator("main[data-phase]").wait_for()
    page.keyboard.press("Escape")
    expect(page.get_by_text(words("tough.only_tab"))).to_be_visible()
    assert kept_in_the_browser(page) == {}
    page.reload()

    expect(page.get_by_role("heading", name=words("reset.title"))).to_be_visible()
    expect(page.get_by_role("heading", name=words("tough.list"))).to_have_count(0)


def test_a_stranger_breathes_too_and_leaves_nothing(server, fresh_page, words):
    page = fresh_page()

    page.goto(f"{server.url}/#/tough")
    page.locator("main[data-phase=in]").wait_for()

    assert kept_in_the_browser(page) == {}
