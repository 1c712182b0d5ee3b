"""An administrator decides whom a call for help reaches; what is wrong is said at its field."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.looking import look
from tests.browser.play import (
    DESKTOP,
    LANGUAGES,
    Words,
    go,
    press,
    sign_in_as_administrator,
)
from tests.browser.server import Server


def on_the_team(page: Page, server: Server, words: Words) -> None:
    sign_in_as_administrator(page, server, words)
    go(page, server, "/me")
    page.get_by_role("link", name=words("nav.ladders"), exact=True).click()
    page.get_by_role("link", name="Billing 1").click()
    step(page, words, 3).wait_for()


def step(page: Page, words: Words, count: int) -> Locator:
    return page.get_by_role("group", name=words("ladder.step", count=count), exact=True)


def history(page: Page, words: Words) -> Locator:
    title = page.get_by_role("heading", name=words("ladder.history"))
    return page.locator("section").filter(has=title).get_by_role("listitem")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_ladder_is_made_mended_and_ended(language, server, fresh_page):
    words = Words(language)
    page = fresh_page(DESKTOP, language)
    on_the_team(page, server, words)
    expect(page.get_by_text(words("ladder.built_in"), exact=True)).to_be_visible()
    faults = look(page, f"ladder-built-in-{language}")

    second, third = step(page, words, 2), step(page, words, 3)
    second.get_by_label(words("ladder.who"), exact=True).select_option("people")
    second.get_by_label(words("ladder.person"), exact=True).press_sequentially("tar")
    page.get_by_role("button", name=words("ladder.add_person", name="Tara"), exact=True).click()
    third.get_by_label(words("ladder.who"), exact=True).select_option("phone")
    third.get_by_label(words("ladder.phone"), exact=True).fill("call me")
    press(page, words, "ladder.save")
    phone = third.get_by_label(words("ladder.phone"), exact=True)
    expect(phone).to_have_attribute("aria-invalid", "true")
    faults += look(page, f"ladder-wrong-{language}")

    phone.fill("+48 12 345 67 89")
    press(page, words, "ladder.save")
    expect(history(page, words)).to_have_count(1)
    expect(history(page, words).first).to_contain_text("Tara")
    expect(history(page, words).first).to_contain_text("+48 12 345 67 89")
    faults += look(page, f"ladder-own-{language}")

    step(page, words, 3).get_by_role("button", name=words("ladder.up"), exact=True).click()
    page.get_by_role("button", name=words("ladder.remove"), exact=True).last.click()
    press(page, words, "ladder.save")
    expect(history(page, words)).to_have_count(2)
    expect(step(page, words, 3)).to_have_count(0)

    press(page, words, "ladder.end")
    page.get_by_role("dialog").get_by_role("button", name=words("ladder.end")).click()
    expect(history(page, words).nth(0)).to_contain_text(words("ladder.ended"))
    expect(step(page, words, 3)).to_be_visible()
    assert faults == []
