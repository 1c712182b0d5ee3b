"""An administrator finds somebody, and the other sees that they looked."""

import pytest
from playwright.sync_api import expect

from tests.browser.play import (
    DESKTOP,
    LANGUAGES,
    PATIENCE,
    PHONE,
    Words,
    go,
    press,
    sign_in,
    sign_in_as_administrator,
)
from tests.password import PASSWORD

NEWCOMER = """
from accounts.models import Unit, User
User.objects.create_user("nina", None, name="Nina Novak", unit=Unit.objects.get(kind="team"))
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_newcomer_is_found_and_given_a_link(language, server, fresh_page):
    words = Words(language)
    server.python(NEWCOMER)
    desktop, phone = fresh_page(DESKTOP, language), fresh_page(PHONE, language)
    sign_in_as_administrator(desktop, server, words)
    desktop.get_by_role("link", name=words("people.title"), exact=True).click()
    expect(desktop.get_by_role("link", name="Asha")).to_be_visible()

    search = desktop.get_by_role("searchbox", name=words("people.search"))
    search.fill("nobody at all")
    expect(desktop.get_by_text(words("people.none"))).to_be_visible()
    search.fill("nov")
    expect(desktop.get_by_role("link", name="Asha")).to_have_count(0)
    desktop.get_by_role("link", name="Nina Novak").click()
    where = words("data.title")
    logged = words("person.logged", name="Nina Novak", where=where)
    expect(desktop.get_by_text(logged)).to_be_visible()
    press(desktop, words, "link.make")
    address = desktop.get_by_label(words("link.label"), exact=True).input_value()
    expect(desktop.get_by_role("img", name=words("link.qr"))).to_be_visible()
    desktop.reload()
    expect(desktop.get_by_label(words("link.label"), exact=True)).to_have_count(0)

    phone.goto(address)
    phone.get_by_label(words("device.own"), exact=False).check()
    phone.get_by_label(words("password.new")).fill(PASSWORD)
    press(phone, words, "password.save")
    home = phone.get_by_role("heading", name=words("home.question"))
    expect(home).to_be_visible(timeout=PATIENCE)
    go(phone, server, "/me/data")
    title = phone.get_by_role("heading", name=words("data.views"))
    views = phone.locator("section").filter(has=title)
    expect(views.get_by_text("Ada").first).to_be_visible()

    desktop.reload()
    expect(desktop.get_by_text(words("link.has_way"))).to_be_visible()


def test_somebody_who_looks_after_nobody_is_told_so(server, fresh_page, words):
    page = fresh_page()
    sign_in(page, server, words)
    go(page, server, "/me")
    expect(page.get_by_role("link", name=words("people.title"), exact=True)).to_have_count(0)

    go(page, server, "/people")
    expect(page.get_by_role("alert")).to_be_visible()
