"""What the screen of resets offers by the day: yesterday, and how the break pass stands."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import look
from tests.browser.play import LANGUAGES, PATIENCE, Words, go, press, sign_in, tap
from tests.browser.server import Server
from tests.browser.test_break_pass import agent, rule, see_granted, take


def tomorrow(page: Page, hour: int) -> None:
    """The page's own clock alone: the server stays in today."""
    day = datetime.now(ZoneInfo("Europe/Warsaw")) + timedelta(days=1)
    page.clock.set_fixed_time(day.replace(hour=hour, minute=0, second=0, microsecond=0))


def see_reset(page: Page, server: Server, words: Words) -> None:
    go(page, server, "/")
    go(page, server, "/reset")
    page.get_by_role("heading", name=words("reset.title"), exact=True).wait_for()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_morning_after_a_low_evening_it_asks_once_and_calmly(language, server, fresh_page):
    words = Words(language)
    page = fresh_page(language=language, color_scheme="dark", reduced_motion="reduce")
    sign_in(page, server, words)
    tap(page, words, 1)
    carrying = page.get_by_role("heading", name=words("reset.carrying"))

    tomorrow(page, 9)
    see_reset(page, server, words)
    expect(carrying).to_be_visible()
    assert look(page, f"carrying-{language}") == []

    page.get_by_role("button", name=words("offer.not_now"), exact=True).first.click()
    expect(carrying).to_have_count(0)
    page.reload()
    page.get_by_role("button", name=words("opener.begin")).wait_for()
    expect(carrying).to_have_count(0)


@pytest.mark.parametrize(("mood", "hour"), [(1, 13), (3, 9)])
def test_it_does_not_ask_in_the_afternoon_nor_after_an_ordinary_day(
    mood, hour, server, fresh_page, words
):
    page = fresh_page()
    sign_in(page, server, words)
    tap(page, words, mood)

    tomorrow(page, hour)
    see_reset(page, server, words)

    page.get_by_role("button", name=words("opener.begin")).wait_for()
    expect(page.get_by_role("heading", name=words("reset.carrying"))).to_have_count(0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_of_the_pass_says_how_it_stands(language, server, fresh_page):
    words = Words(language)
    asha = fresh_page(language=language)
    sign_in(asha, server, words, "asha")
    see_reset(asha, server, words)
    card = asha.get_by_role("link", name=words("pass.title"), exact=False)
    asha.wait_for_timeout(500)
    expect(card).to_have_count(0)

    rule(server)
    see_reset(asha, server, words)
    expect(card).to_contain_text(words("pass.left", "few", count=2), timeout=PATIENCE)
    card.click()
    take(asha, words)
    see_granted(asha, words)
    until = asha.locator(".until").inner_text()
    see_reset(asha, server, words)
    expect(card).to_contain_text(until)

    ben = agent(fresh_page, server, words, "ben")
    take(ben, words)
    ben.get_by_role("heading", name=words("pass.place", count=1), exact=True).wait_for()
    see_reset(ben, server, words)
    waiting = ben.get_by_role("link", name=words("pass.title"), exact=False)
    expect(waiting).to_contain_text(words("pass.place", count=1))

    go(asha, server, "/pass")
    press(asha, words, "pass.back")
    held = words("pass.held")
    expect(waiting).to_contain_text(held, timeout=20_000)
