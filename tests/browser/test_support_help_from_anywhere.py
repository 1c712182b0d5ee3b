"""Help now also where nothing else stands: while somebody breathes, after a tough call."""

import pytest
from playwright.sync_api import expect

from tests.browser.help_now import tara_is_on_shift
from tests.browser.looking import look
from tests.browser.play import DESKTOP, LANGUAGES, PHONE, Words, go, press, sign_in
from tests.browser.test_support_help_now import send, stands

BREATHING = "main[data-phase=in], main[data-phase=out], main[data-phase=hold]"


@pytest.mark.parametrize(
    ("language", "size", "scheme"),
    [*((one, PHONE, "light") for one in LANGUAGES), ("en", PHONE, "dark"), ("en", DESKTOP, "dark")],
)
def test_while_breathing_two_presses_call(language, size, scheme, server, fresh_page):
    words = Words(language)
    tara_is_on_shift(server)
    page = fresh_page(size, language, color_scheme=scheme)
    sign_in(page, server, words)
    go(page, server, "/breathe/box/60")
    page.locator(BREATHING).first.wait_for()
    faults = look(page, f"help-breathing-{language}-{size['width']}-{scheme}")
    inside = "(box => box.scrollHeight <= box.clientHeight)(document.querySelector('.scroll'))"
    assert page.evaluate(inside)

    press(page, words, "help.now")
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.locator(BREATHING).first.wait_for()
    send(page, words)

    stands(page, words("help.reaching", names="Tara"))
    assert faults == []


def test_a_tough_call_leads_to_breathing_with_help_beside_it(server, fresh_page, words):
    page = fresh_page()
    sign_in(page, server, words)
    go(page, server, "/tough")
    page.locator(BREATHING).first.wait_for()

    expect(page.get_by_role("button", name=words("help.now"), exact=True)).to_be_visible()


def test_an_app_that_was_opened_to_breathe_offers_it_and_nothing_moves(server, fresh_page, words):
    tara_is_on_shift(server)
    page = fresh_page()
    sign_in(page, server, words)
    page.goto("about:blank")
    page.goto(f"{server.url}/#/breathe/box/60")
    heading = page.locator("main h1")
    heading.wait_for()
    before = heading.bounding_box()
    button = page.get_by_role("button", name=words("help.now"), exact=True)
    expect(button).to_be_visible()

    assert heading.bounding_box() == before
    page.wait_for_timeout(1500)
    send(page, words)
    stands(page, words("help.reaching", names="Tara"))


def test_a_stranger_and_the_page_of_numbers_have_none(server, fresh_page, words):
    page = fresh_page()
    page.goto(f"{server.url}/#/breathe/box/60")
    page.locator(BREATHING).first.wait_for()
    expect(page.get_by_role("button", name=words("help.now"), exact=True)).to_have_count(0)

    sign_in(page, server, words)
    go(page, server, "/numbers")
    page.locator("main h1").wait_for()
    expect(page.get_by_role("button", name=words("help.now"), exact=True)).to_have_count(0)
