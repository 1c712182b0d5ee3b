"""Two colleagues find each other, and one leaves without a word of why."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import look
from tests.browser.play import DESKTOP, LANGUAGES, Words, go, press, sign_in
from tests.browser.server import Server


def at_support(page: Page, server: Server, words: Words, name: str) -> Page:
    sign_in(page, server, words, name)
    go(page, server, "/support")
    page.get_by_role("button", name=words("buddy.want"), exact=True).wait_for()
    return page


REMIND = """
from django.utils import timezone
from wellbeing.support.buddies.models import Buddy
from wellbeing.support.buddies.tasks import sweep_buddies
Buddy.objects.update(nudge_at=timezone.now())
sweep_buddies()
"""


def look_at_all(page: Page, name: str) -> list[str]:
    """Also at what stands below the fold."""
    size = page.viewport_size
    assert size
    page.set_viewport_size({"width": size["width"], "height": 1600})
    faults = look(page, name)
    page.set_viewport_size(size)
    return faults


def remind_everybody(server: Server) -> None:
    """It is Tuesday, ten o'clock."""
    server.python(REMIND)


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_find_each_other_and_one_leaves(language, server, fresh_page):
    words = Words(language)
    asha = fresh_page(language=language)
    with asha.expect_websocket():
        at_support(asha, server, words, "asha")
    ben = at_support(fresh_page(DESKTOP, language), server, words, "ben")
    press(asha, words, "buddy.want")
    expect(asha.get_by_text(words("buddy.looking"))).to_be_visible()

    press(ben, words, "buddy.want")

    expect(ben.get_by_role("heading", name=words("buddy.is", name="Asha"))).to_be_visible()
    expect(asha.get_by_role("heading", name=words("buddy.is", name="Ben"))).to_be_visible()
    assert look_at_all(asha, f"buddy-{language}") == []
    remind_everybody(server)
    reminder = asha.get_by_role("heading", name=words("buddy.ask", name="Ben"), exact=True)
    expect(reminder).to_be_visible()
    assert look(asha, f"buddy-reminder-{language}") == []
    press(asha, words, "buddy.put_away")
    expect(reminder).to_have_count(0)
    press(ben, words, "buddy.leave")
    expect(ben.get_by_role("button", name=words("buddy.want"), exact=True)).to_be_visible()
    expect(asha.get_by_text(words("buddy.looking"))).to_be_visible()
    press(asha, words, "buddy.stop")
    expect(asha.get_by_text(words("buddy.means"))).to_be_visible()
