"""One tap before and one after, both of them optional; and what they say after a while."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.play import (
    LANGUAGES,
    Words,
    eventually,
    go,
    kept_in_the_browser,
    press,
    see_saved,
    sign_in,
    sign_out,
)
from tests.browser.resets import begin_break, stored
from tests.browser.server import ROOT, Server

SHOTS = ROOT / "tests" / "browser" / "shots"


def walk(page: Page, server: Server, words: Words, before: int, after: int) -> None:
    go(page, server, "/break/walk")
    press(page, words, f"mood.{before}")
    press(page, words, "break.start")
    press(page, words, "break.end_now")
    press(page, words, f"mood.{after}")
    expect(page.get_by_text(words("reset.noted"))).to_be_visible()
    press(page, words, "reset.done")


def test_both_taps_of_a_break_arrive_with_it_once(server, fresh_page, words):
    page = fresh_page()
    sign_in(page, server, words)

    walk(page, server, words, 2, 4)
    see_saved(page, words)
    eventually(lambda: stored(server), [("walk", 300, 2, 4)])


def test_both_can_be_left_out(server, fresh_page, words):
    page = fresh_page()
    sign_in(page, server, words)

    begin_break(page, server, words, "music")
    press(page, words, "break.end_now")
    press(page, words, "reset.done")
    see_saved(page, words)
    eventually(lambda: stored(server), [("music", 300, None, None)])


def test_a_minute_of_breathing_is_kept_with_what_was_said(server, fresh_page, words):
    page = fresh_page(reduced_motion="reduce")
    sign_in(page, server, words)
    page.clock.install()
    go(page, server, "/breathe")
    press(page, words, "mood.1")
    page.get_by_role("link", name=words("breathe.start")).click()
    page.locator("main[data-phase]").wait_for()

    page.clock.run_for(70_000)
    expect(page.get_by_role("heading", name=words("breathe.done"))).to_be_visible()
    press(page, words, "mood.3")
    page.clock.run_for(5_000)
    page.screenshot(path=SHOTS / "breathe-after.png")
    expect(page.get_by_role("link", name=words("offer.talk"))).to_have_attribute(
        "href", "#/support"
    )
    eventually(lambda: stored(server), [("cyclic_sighing", 60, 1, 3)])


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_helps_is_said_only_when_there_is_enough_to_say(language, server, fresh_page):
    words = Words(language)
    page = fresh_page(language=language)
    sign_in(page, server, words)
    for _ in range(4):
        walk(page, server, words, 2, 4)
    page.get_by_role("link", name=words("reset.helps")).click()
    expect(page.get_by_text(words("reset.helps.early"))).to_be_visible()
    expect(page.get_by_role("heading", name=words("reset.helps.better"))).to_have_count(0)

    walk(page, server, words, 2, 3)
    page.get_by_role("link", name=words("reset.helps")).click()

    expect(page.get_by_role("heading", name=words("reset.helps.better"))).to_be_visible()
    name = words("break.walk")
    expect(page.get_by_text(words("reset.helps.best", name=name))).to_be_visible()
    page.screenshot(path=SHOTS / f"helps-told-{language}.png")


def test_the_privacy_page_names_them_and_erasing_takes_them_everywhere(server, fresh_page, words):
    page = fresh_page()
    sign_in(page, server, words)
    walk(page, server, words, 2, 4)
    page.get_by_role("link", name=words("tough.button")).click()
    page.locator("main[data-phase]").wait_for()
    page.keyboard.press("Escape")
    see_saved(page, words)
    go(page, server, "/me/data")
    expect(page.get_by_text(words("kind.resets"))).to_be_visible()

    press(page, words, "erase.start")
    page.get_by_label(words("erase.type", word=words("erase.word"))).fill(words("erase.word"))
    page.get_by_role("dialog").get_by_role("button", name=words("erase.do")).click()
    expect(page.get_by_text(words("erase.done"))).to_be_visible()

    assert stored(server) == []
    assert set(kept_in_the_browser(page)) <= {"device", "keys", "profile"}


def test_signing_out_leaves_no_reset_on_the_phone(server, fresh_page, words):
    page = fresh_page()
    sign_in(page, server, words)
    walk(page, server, words, 2, 4)
    see_saved(page, words)
    page.wait_for_timeout(500)

    sign_out(page, server, words)

    assert set(kept_in_the_browser(page)) <= {"device", "keys"}
    assert stored(server) == [("walk", 300, 2, 4)]
