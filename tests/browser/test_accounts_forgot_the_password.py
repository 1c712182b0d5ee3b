"""A forgotten password is replaced through a link by mail; what was kept on the phone stays."""

import re
import time

from playwright.sync_api import expect

from tests.browser.play import sign_in
from tests.browser.server import Server
from tests.password import PASSWORD


def link_in_the_mail(server: Server, after: int) -> str:
    """The server of the tests prints its mail; the worker sends it a moment later."""
    for _ in range(100):
        printed = (server.data / "server.log").read_text()[after:]
        if found := re.search(r"http://\S+/#/new-password/\S+", printed):
            return found[0]
        time.sleep(0.1)
    raise AssertionError("no mail came")


def test_a_link_by_mail_sets_a_new_password_once(server, open_phone, words):
    page = open_phone().pages[0]
    page.goto(server.url)
    so_far = len((server.data / "server.log").read_text())
    page.get_by_role("link", name=words("forgot.title")).click()
    page.get_by_label(words("forgot.email")).fill("tara@northwind.example")
    page.get_by_role("button", name=words("forgot.send")).click()
    expect(page.get_by_text(words("forgot.sent"))).to_be_visible()
    link = link_in_the_mail(server, so_far)

    page.goto(link)
    page.get_by_label(words("password.new")).fill("another quiet heron")
    page.get_by_role("button", name=words("password.save")).click()
    page.get_by_role("link", name=words("forgot.back")).click()
    sign_in(page, server, words, "tara", password="another quiet heron")

    # The same link once more, on another phone.
    again = open_phone(profile="second").pages[0]
    again.goto(link)
    again.get_by_label(words("password.new")).fill(PASSWORD)
    again.get_by_role("button", name=words("password.save")).click()
    expect(again.get_by_role("link", name=words("forgot.again"))).to_be_visible()
    expect(again.get_by_text(words("password.changed"))).not_to_be_visible()


def test_an_unknown_address_is_answered_alike(server, open_phone, words):
    page = open_phone().pages[0]
    page.goto(f"{server.url}/#/forgot")
    page.get_by_label(words("forgot.email")).fill("nobody@northwind.example")
    page.get_by_role("button", name=words("forgot.send")).click()

    expect(page.get_by_text(words("forgot.sent"))).to_be_visible()
