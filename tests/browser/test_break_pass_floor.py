"""Places in use, seen alike by those who lead a floor and those who work on it."""

import time
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import look_both
from tests.browser.play import DESKTOP, LANGUAGES, Words, go, sign_in
from tests.browser.server import Server
from tests.browser.test_break_pass import TIME_PASSES, agent, rule, see_granted, take

MARK = 5 * 60
ROOM = 60


def wait_for_room_before_the_mark() -> None:
    """What follows is to happen between two marks of the clock."""
    left = MARK - time.time() % MARK
    if left < ROOM:
        time.sleep(left + 1)


def last_mark() -> str:
    mark = datetime.fromtimestamp(time.time() // MARK * MARK, tz=ZoneInfo("Europe/Warsaw"))
    return f"{mark.hour}:{mark:%M}"


def see_floor(page: Page, server: Server) -> str:
    go(page, server, "/")
    go(page, server, "/floor")
    page.get_by_text("Billing 1").wait_for()
    return page.locator("main").inner_text()


def test_the_count_moves_at_marks_alone_and_is_the_same_for_all(server, fresh_page, words):
    rule(server, places=3)
    asha = agent(fresh_page, server, words, "asha")
    tara = fresh_page(DESKTOP)
    sign_in(tara, server, words, "tara")
    wait_for_room_before_the_mark()
    before = see_floor(tara, server)
    assert words("floor.in_use", count=3, used=0) in before
    assert words("floor.as_of", time=last_mark()) in before

    take(asha, words)
    see_granted(asha, words)
    assert see_floor(tara, server) == before
    assert see_floor(asha, server) == before

    server.python(TIME_PASSES.format(minutes=5))  # as if taken before the mark, and still running
    server.python(TIME_PASSES.format(minutes=-1))
    after = see_floor(tara, server)
    assert words("floor.in_use", count=3, used=1) in after
    assert see_floor(asha, server) == after
    assert "Asha" not in after


def test_a_supervisor_finds_it_from_their_own_page_and_an_agent_from_the_pass(
    server, fresh_page, words
):
    rule(server)
    tara = fresh_page()
    sign_in(tara, server, words, "tara")
    go(tara, server, "/me")
    tara.get_by_role("link", name=words("nav.floor"), exact=True).click()
    expect(tara.get_by_text("Billing 1", exact=True)).to_be_visible()

    asha = agent(fresh_page, server, words, "asha")
    asha.get_by_role("link", name=words("floor.title"), exact=True).click()
    expect(asha.get_by_text("Billing 1", exact=True)).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_the_floor_of_a_laptop(language, server, fresh_page):
    words = Words(language)
    rule(server, places=3)
    page = fresh_page(DESKTOP, language, reduced_motion="reduce")
    sign_in(page, server, words, "tara")
    see_floor(page, server)

    assert look_both(page, f"floor-desktop-{language}") == []
