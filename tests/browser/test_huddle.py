"""A team puts today's mood on its board, by choice; the lead reads it, and a manager does not."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import look_both
from tests.browser.play import DESKTOP, LANGUAGES, Words, eventually, go, press, sign_in
from tests.browser.server import Server

AT_THE_MARK = """
from django.utils import timezone
from wellbeing.support.huddles.models import HuddlePost
print(HuddlePost.objects.update(shown_from=timezone.now()))
"""
ELSEWHERE = """
from accounts.models import Unit, User
User.objects.filter(personnel_number="mona").update(unit=Unit.objects.get(parent=None))
"""
POSTS = "SELECT name FROM support_huddles_huddlepost"


def board(page: Page, server: Server, words: Words) -> Page:
    go(page, server, "/huddle")
    page.get_by_role("heading", name=words("huddle.title"), exact=True).wait_for()
    page.wait_for_load_state("networkidle")
    return page


def somebody(fresh_page, server: Server, words: Words, name: str, *more: object) -> Page:
    page = fresh_page(*more)
    sign_in(page, server, words, name)
    return page


def pick(page: Page, words: Words, mood: int) -> None:
    page.get_by_role("button", name=words(f"mood.{mood}"), exact=True).click()


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_first_who_will_see_it_and_then_the_lead_does(language, server, fresh_page):
    words = Words(language)
    asha = fresh_page(language=language)
    sign_in(asha, server, words, "asha")
    go(asha, server, "/reset")
    asha.get_by_role("link", name=words("reset.huddle")).click()
    expect(asha.get_by_text(words("huddle.lead"))).to_be_visible()
    expect(asha.get_by_text(words("huddle.nobody"))).to_be_visible()
    asha.get_by_role("switch", name=words("huddle.named")).click()
    expect(asha.get_by_role("switch", name=words("huddle.named"))).to_be_checked()

    pick(asha, words, 4)

    said = words("huddle.up", mood=words("mood.4"))
    expect(asha.get_by_role("status").filter(has_text=said)).to_be_visible()
    tara = somebody(fresh_page, server, words, "tara", DESKTOP, language)
    go(tara, server, "/me")
    tara.get_by_role("link", name=words("nav.huddles"), exact=True).click()
    expect(tara.get_by_text("Asha", exact=True)).to_be_visible()

    press(asha, words, "huddle.down")
    expect(asha.get_by_text(words("huddle.is_down"))).to_be_visible()
    eventually(lambda: server.rows(POSTS), [])


def test_without_a_name_it_comes_with_the_next_mark_and_names_nobody(server, fresh_page, words):
    asha = board(somebody(fresh_page, server, words, "asha"), server, words)
    pick(asha, words, 2)
    expect(asha.get_by_role("button", name=words("huddle.down"))).to_be_visible()
    ben = board(somebody(fresh_page, server, words, "ben"), server, words)
    expect(ben.get_by_text(words("huddle.nobody"))).to_be_visible()

    assert server.python(AT_THE_MARK) == "1"
    go(ben, server, "/")
    board(ben, server, words)

    expect(ben.get_by_text(words("huddle.somebody"))).to_be_visible()
    assert "Asha" not in ben.locator("main").inner_text()
    assert server.rows(POSTS) == [("",)]


def test_a_manager_and_an_administrator_see_no_board(server, fresh_page, words):
    asha = board(somebody(fresh_page, server, words, "asha"), server, words)
    asha.get_by_role("switch", name=words("huddle.named")).click()
    pick(asha, words, 1)
    expect(asha.get_by_role("button", name=words("huddle.down"))).to_be_visible()
    server.python(ELSEWHERE)

    mona = board(somebody(fresh_page, server, words, "mona"), server, words)

    expect(mona.get_by_text(words("huddle.no_team"))).to_be_visible()
    assert "Asha" not in mona.locator("main").inner_text()


def test_what_could_not_be_sent_says_so_and_can_be_tried_again(server, fresh_page, words):
    asha = board(somebody(fresh_page, server, words, "asha"), server, words)
    asha.route("**/api/v1/huddles/mine", lambda route: route.abort())
    pick(asha, words, 3)
    expect(asha.get_by_role("alert")).to_be_visible()
    asha.unroute("**/api/v1/huddles/mine")

    pick(asha, words, 3)

    expect(asha.get_by_text(words("huddle.up_from").split("{")[0][:12])).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_the_board(language, server, fresh_page):
    words = Words(language)
    asha = fresh_page(language=language, reduced_motion="reduce")
    sign_in(asha, server, words, "asha")
    board(asha, server, words)
    faults = look_both(asha, f"huddle-{language}")
    asha.get_by_role("switch", name=words("huddle.named")).click()
    pick(asha, words, 5)
    expect(asha.get_by_text("Asha", exact=True)).to_be_visible()
    faults += look_both(asha, f"huddle-up-{language}")
    asha.set_viewport_size(DESKTOP)

    assert faults + look_both(asha, f"huddle-desktop-{language}") == []
