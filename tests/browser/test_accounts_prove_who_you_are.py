"""Passkeys, codes and passwords: set up, used, changed."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.play import (
    DESKTOP,
    PATIENCE,
    code_of,
    give_an_authenticator,
    go,
    press,
    see_sign_in,
    sign_in,
    sign_out,
    wait_for_the_socket,
)
from tests.password import PASSWORD


def fill_sign_in(page: Page, words, login: str, password: str) -> None:
    page.get_by_label(words("signin.login")).fill(login)
    page.get_by_label(words("signin.password"), exact=True).fill(password)
    page.get_by_label(words("device.own"), exact=False).check()
    press(page, words, "signin.do")


def see_home(page: Page, words) -> None:
    expect(page.get_by_role("heading", name=words("home.question"))).to_be_visible()


def test_a_passkey_is_added_and_then_signs_in_without_a_word(server, fresh_page, words):
    phone = fresh_page()
    give_an_authenticator(phone)
    sign_in(phone, server, words)

    go(phone, server, "/me/security")
    press(phone, words, "passkey.add")
    expect(phone.get_by_role("button", name=words("passkey.remove"))).to_have_count(1)

    sign_out(phone, server, words)
    phone.get_by_label(words("device.own"), exact=False).check()
    press(phone, words, "passkey.sign_in")
    see_home(phone, words)


def test_an_authenticator_app_is_set_up_and_asked_at_the_next_sign_in(server, fresh_page, words):
    desktop = fresh_page(DESKTOP)
    sign_in(desktop, server, words, "ada")
    go(desktop, server, "/me")
    desktop.get_by_role("link", name=words("setup.start")).click()
    press(desktop, words, "setup.app_start")
    secret = desktop.locator("code").inner_text()
    desktop.get_by_label(words("setup.code")).fill("000000")
    press(desktop, words, "factor.go_on")
    expect(desktop.get_by_role("alert")).to_be_visible()
    desktop.get_by_label(words("setup.code")).fill(code_of(secret))
    press(desktop, words, "factor.go_on")
    expect(desktop.get_by_role("heading", name=words("codes.title"))).to_be_visible()
    recovery = desktop.locator("code").first.inner_text()
    press(desktop, words, "codes.done")
    expect(desktop.get_by_role("link", name=words("roster.title"))).to_be_visible()

    for code in (code_of(secret, ahead=1), recovery):
        sign_out(desktop, server, words)
        fill_sign_in(desktop, words, "ada", PASSWORD)
        desktop.get_by_label(words("factor.code")).fill("123456")
        press(desktop, words, "factor.go_on")
        expect(desktop.get_by_role("alert")).to_be_visible()
        desktop.get_by_label(words("factor.code")).fill(code)
        press(desktop, words, "factor.go_on")
        see_home(desktop, words)


def test_a_wrong_password_is_said_kindly_and_the_name_stays(server, fresh_page, words):
    phone = fresh_page()
    phone.goto(server.url)
    fill_sign_in(phone, words, "asha", "not this one at all")

    expect(phone.get_by_role("alert")).to_be_visible()
    expect(phone.get_by_label(words("signin.login"))).to_have_value("asha")


def test_a_new_password_ends_every_other_session(server, fresh_page, words):
    here, elsewhere = fresh_page(), fresh_page(DESKTOP)
    sign_in(here, server, words)
    sign_in(elsewhere, server, words, device="shared")
    wait_for_the_socket(elsewhere)
    fresh = "seven slow green lanterns"

    go(here, server, "/me/security")
    here.get_by_label(words("password.current")).fill("wrong, sadly")
    here.get_by_label(words("password.new")).fill(fresh)
    press(here, words, "password.save")
    expect(here.locator(".error:not(:empty)")).to_be_visible()
    here.get_by_label(words("password.current")).fill(PASSWORD)
    press(here, words, "password.save")
    expect(here.get_by_text(words("password.changed"))).to_be_visible()

    see_sign_in(elsewhere, words)
    here.reload()
    go(here, server, "/me/devices")
    expect(here.get_by_text(words("devices.this"))).to_be_visible()
    fill_sign_in(elsewhere, words, "asha", PASSWORD)
    expect(elsewhere.get_by_role("alert")).to_be_visible()
    fill_sign_in(elsewhere, words, "asha", fresh)
    see_home(elsewhere, words)


@pytest.mark.parametrize("way", ["one", "everywhere"])
def test_a_device_that_is_signed_out_elsewhere_says_so_at_once(way, server, fresh_page, words):
    phone, desktop = fresh_page(), fresh_page(DESKTOP)
    sign_in(phone, server, words)
    wait_for_the_socket(phone)
    sign_in(desktop, server, words, device="shared")
    wait_for_the_socket(desktop)

    go(desktop, server, "/me/devices")
    if way == "one":
        press(desktop, words, "signout.do")
        others = desktop.get_by_role("button", name=words("signout.do"), exact=True)
        expect(others).to_have_count(0)
        expect(desktop.get_by_text(words("devices.this"))).to_be_visible()
    else:
        press(desktop, words, "devices.everywhere")
        see_sign_in(desktop, words)

    expect(phone.get_by_text(words("state.signed_out"))).to_be_visible(timeout=PATIENCE)
