"""Signing in on a phone without typing, with a code on one's own desktop."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.play import DESKTOP, LANGUAGES, PATIENCE, Words, go, press, sign_in


def address_on(page: Page, server, words: Words) -> str:
    """What the phone's camera would read."""
    with page.expect_response(lambda said: "/sign-in-links/" in said.url) as answer:
        go(page, server, "/me/phone")
    expect(page.get_by_role("img", name=words("connect.qr"))).to_be_visible()
    return f"{server.url}/#/connect/{answer.value.json()['secret']}"


def number_on(page: Page) -> str:
    return page.locator(".number").inner_text(timeout=PATIENCE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_phone_is_signed_in_when_both_show_the_same_number(language, server, fresh_page):
    words = Words(language)
    desktop, phone = fresh_page(DESKTOP, language), fresh_page(language=language)
    sign_in(desktop, server, words, device="shared")

    phone.goto(address_on(desktop, server, words))
    expect(phone.get_by_text(words("claim.lead"))).to_be_visible()
    assert number_on(desktop) == number_on(phone)
    press(desktop, words, "connect.same")

    home = phone.get_by_role("heading", name=words("home.question"))
    expect(home).to_be_visible(timeout=PATIENCE)
    expect(desktop.get_by_text(words("connect.done"))).to_be_visible()
    assert "connect" not in phone.url  # the secret is not left in the address
    phone.reload()
    expect(home).to_be_visible()


def test_a_second_phone_with_the_same_code_is_refused(server, fresh_page, words):
    desktop, first, second = fresh_page(DESKTOP), fresh_page(), fresh_page()
    sign_in(desktop, server, words, device="shared")
    address = address_on(desktop, server, words)

    first.goto(address)
    number_on(first)
    second.goto(address)
    expect(second.get_by_text(words("claim.ended"))).to_be_visible()
    expect(second.locator(".number")).to_have_count(0)


def test_another_number_shows_a_new_code_and_lets_nobody_in(server, fresh_page, words):
    desktop, phone = fresh_page(DESKTOP), fresh_page()
    sign_in(desktop, server, words, device="shared")
    phone.goto(address_on(desktop, server, words))
    number_on(desktop)

    press(desktop, words, "connect.different")

    expect(desktop.get_by_role("img", name=words("connect.qr"))).to_be_visible()
    phone.wait_for_timeout(3000)  # it has asked again
    expect(phone.get_by_text(words("claim.lead"))).to_be_visible()
