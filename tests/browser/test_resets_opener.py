"""Two minutes before the first call."""

import pytest
from playwright.sync_api import expect

from tests.browser.breathe import NOTES, read
from tests.browser.looking import SHOTS
from tests.browser.play import (
    LANGUAGES,
    Words,
    eventually,
    go,
    press,
    sign_in,
    tap,
)
from tests.browser.resets import stored
from tests.browser.test_resets_breathe_screen import HIDE

CARDS = ("opener.helped", "opener.did", "opener.seat", "opener.need")


@pytest.mark.parametrize("language", LANGUAGES)
def test_four_cards_in_two_minutes_and_it_is_kept(language, server, fresh_page):
    words = Words(language)
    page = fresh_page(language=language)
    sign_in(page, server, words)
    page.clock.install()
    go(page, server, "/reset")
    press(page, words, "opener.begin")
    expect(page.get_by_text(words("opener.evidence"))).to_be_visible()

    press(page, words, "opener.begin")
    page.clock.run_for(1_000)
    for card in CARDS:
        expect(page.get_by_text(words(card), exact=True)).to_be_visible()
        page.clock.run_for(30_000)

    expect(page.get_by_role("heading", name=words("opener.over"))).to_be_visible()
    press(page, words, "mood.4")
    page.clock.run_for(3_000)
    eventually(lambda: stored(server), [("opener", 120, None, 4)])
    press(page, words, "reset.done")
    expect(page.get_by_role("button", name=words("opener.begin"))).to_have_count(0)


def test_it_can_be_skipped_at_any_time_and_leaves_nothing(server, fresh_page, words):
    page = fresh_page()
    sign_in(page, server, words)
    go(page, server, "/opener")
    press(page, words, "opener.begin")

    press(page, words, "opener.skip")

    expect(page.get_by_role("heading", name=words("reset.title"))).to_be_visible()
    page.wait_for_timeout(500)
    assert stored(server) == []


def test_not_now_is_heard_for_the_day_and_a_check_in_makes_it_late(server, fresh_page, words):
    page = fresh_page()
    sign_in(page, server, words)
    offered = page.get_by_role("button", name=words("opener.begin"))
    go(page, server, "/reset")
    expect(offered).to_be_visible()
    press(page, words, "offer.not_now")
    expect(offered).to_have_count(0)
    page.reload()
    expect(page.get_by_role("heading", name=words("reset.title"))).to_be_visible()
    page.wait_for_timeout(500)
    expect(offered).to_have_count(0)

    other = fresh_page()
    sign_in(other, server, words, "ben")
    tap(other, words, 3)
    go(other, server, "/reset")
    other.wait_for_timeout(500)
    expect(other.get_by_role("button", name=words("opener.begin"))).to_have_count(0)


def test_a_lock_on_the_way_waits_for_whoever_comes_back(server, fresh_page, words):
    page = fresh_page()
    page.add_init_script(NOTES)
    sign_in(page, server, words)
    page.clock.install()
    go(page, server, "/opener")
    press(page, words, "opener.begin")
    page.clock.run_for(31_500)
    assert read(page)["awake"] == 1
    page.evaluate(HIDE, True)
    page.clock.fast_forward(40 * 60 * 1000)
    page.evaluate(HIDE, False)
    expect(page.get_by_role("heading", name=words("breathe.paused"))).to_be_visible()
    expect(page.get_by_role("button", name=words("breathe.resume"))).to_be_focused()
    page.screenshot(path=SHOTS / "opener-paused.png")

    press(page, words, "breathe.resume")
    assert read(page)["awake"] == 2
    expect(page.get_by_text(words("opener.did"), exact=True)).to_be_visible()
    page.clock.run_for(95_000)
    expect(page.get_by_text(words("opener.over.lead"))).to_be_visible()
    page.wait_for_timeout(1000)
    assert server.rows("SELECT lasted / 1000000 FROM resets_reset") == [(120,)]


def test_escape_leaves_from_the_first_step_and_from_a_card(server, fresh_page, words):
    page = fresh_page()
    sign_in(page, server, words)
    for begun in (False, True):
        go(page, server, "/opener")
        expect(page.get_by_text(words("opener.evidence"))).to_be_visible()
        if begun:
            press(page, words, "opener.begin")
        page.keyboard.press("Escape")
        expect(page.get_by_role("heading", name=words("reset.title"))).to_be_visible()
