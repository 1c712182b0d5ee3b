"""The first sign-in, by a link that an administrator hands over."""

import pytest
from playwright.sync_api import expect

from tests.browser.play import (
    LANGUAGES,
    Words,
    give_an_authenticator,
    press,
    see_sign_in,
    sign_out,
)
from tests.password import PASSWORD

INVITE = """
from uuid import uuid4
from django.utils import timezone
from accounts.invitations import invite, url_of
from accounts.models import Unit, User
ada = User.objects.get(personnel_number="ada")
ada.__class__.objects.create_user("nina", None, name="Nina", unit=Unit.objects.last())
nina = User.objects.get(personnel_number="nina")
print(url_of(invite(ada, id=uuid4(), person=nina, now=timezone.now())[0]))
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_link_and_a_password_of_ones_own_and_then_the_link_is_dead(language, server, fresh_page):
    words = Words(language)
    address = server.python(INVITE)
    phone = fresh_page(language=language)

    phone.goto(address)
    phone.get_by_label(words("device.own"), exact=False).check()
    phone.get_by_label(words("password.new")).fill(PASSWORD)
    press(phone, words, "password.save")
    expect(phone.get_by_role("heading", name=words("home.question"))).to_be_visible()
    assert "welcome" not in phone.url

    late = fresh_page(language=language)
    late.goto(address)
    expect(late.get_by_role("alert")).to_be_visible()
    expect(late.get_by_label(words("password.new"))).to_have_count(0)
    press(late, words, "signin.do")
    see_sign_in(late, words)


def test_a_poor_password_is_explained_and_nothing_else_is_lost(server, fresh_page, words):
    phone = fresh_page()
    phone.goto(server.python(INVITE))
    phone.get_by_label(words("device.own"), exact=False).check()
    phone.get_by_label(words("password.new")).fill("1234567890")
    press(phone, words, "password.save")

    expect(phone.locator(".error:not(:empty)")).to_be_visible()
    expect(phone.get_by_label(words("password.new"))).to_have_value("1234567890")
    expect(phone.get_by_label(words("device.own"), exact=False)).to_be_checked()


def test_a_reload_before_choosing_a_way_in_is_no_dead_end(server, fresh_page, words):
    phone = fresh_page()
    phone.goto(server.python(INVITE))
    expect(phone.get_by_label(words("device.own"), exact=False)).to_be_visible()
    phone.reload()
    phone.get_by_label(words("device.own"), exact=False).check()
    press(phone, words, "signin.do")

    reminder = phone.get_by_role("link", name=words("state.no_way_in"))
    reminder.click()
    phone.get_by_label(words("password.new")).fill("a loud green heron")
    press(phone, words, "password.save")

    expect(reminder).to_have_count(0)
    phone.reload()
    expect(phone.get_by_role("heading", name=words("security.title"))).to_be_visible()
    expect(reminder).to_have_count(0)


def test_a_passkey_instead_of_a_password(server, fresh_page, words):
    phone = fresh_page()
    give_an_authenticator(phone)
    phone.goto(server.python(INVITE))
    phone.get_by_label(words("device.own"), exact=False).check()
    press(phone, words, "passkey.add")
    expect(phone.get_by_role("heading", name=words("home.question"))).to_be_visible()

    sign_out(phone, server, words)
    phone.get_by_label(words("device.own"), exact=False).check()
    press(phone, words, "passkey.sign_in")
    expect(phone.get_by_role("heading", name=words("home.question"))).to_be_visible()
