"""Asha reports a talk while there is no line; Sam answers, and she reads what was done."""

import signal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import look
from tests.browser.play import (
    DESKTOP,
    LANGUAGES,
    PATIENCE,
    PHONE,
    Words,
    eventually,
    give_an_authenticator,
    go,
    press,
    sign_in,
)
from tests.browser.server import Server
from tests.browser.talks import accept, ask_as_alias, at, bring_helpers, see, write

SAM = """
from accounts.models import RoleGrant, Unit, User
from tests.password import PASSWORD
from tests.times import LONG_AGO
company = Unit.objects.get(parent=None)
sam = User.objects.create_user(
    "sam", PASSWORD, name="Sam", unit=company, time_zone="Europe/Warsaw")
RoleGrant.objects.create(person=sam, role="case_handler", unit=company, starts_at=LONG_AGO)
"""
WORDS = "After that I could not take a call for an hour."


def with_a_second_step(page: Page, server: Server, words: Words, who: str) -> Page:
    give_an_authenticator(page)
    sign_in(page, server, words, who)
    go(page, server, "/me")
    page.get_by_role("link", name=words("setup.start")).click()
    press(page, words, "passkey.add")
    press(page, words, "codes.done")
    expect(page.get_by_role("heading", name=who.title(), exact=True)).to_be_visible()
    return page


def in_a_talk(fresh_page, server: Server, words: Words, **more) -> tuple[Page, str]:
    """Asha, who calls herself something else, and what Pia said."""
    bring_helpers(server, "peer")
    pia = at(fresh_page, server, words, "pia", "/peer")
    asha = at(fresh_page, server, words, "asha", "/support", **more)
    name = ask_as_alias(asha, words)
    accept(pia, words, name)
    write(pia, words, "Grow up")
    expect(asha.get_by_label(words("talk.write"))).to_be_visible(timeout=PATIENCE)
    see(asha, "Grow up")
    return asha, name


def look_at_all(page: Page, name: str) -> list[str]:
    """Also at what stands below the fold."""
    size = page.viewport_size
    assert size
    page.set_viewport_size({"width": size["width"], "height": 1400})
    faults = look(page, name)
    page.set_viewport_size(size)
    return faults


def fill_in(page: Page, words: Words) -> None:
    page.get_by_role("radio", name=words("report.what.insult"), exact=True).check()
    page.get_by_label(words("report.words")).fill(WORDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_reported_without_a_line_and_answered(language, server, fresh_page):
    words = Words(language)
    server.python(SAM)
    asha, name = in_a_talk(fresh_page, server, words, service_workers="allow")
    faults = look(asha, f"report-entry-{language}")
    asha.get_by_role("link", name=words("report.entry")).click()
    expect(asha.get_by_role("heading", name=words("report.title"))).to_be_visible()
    faults += look_at_all(asha, f"report-{language}")

    server.stop(signal.SIGKILL)
    fill_in(asha, words)
    press(asha, words, "report.send")
    expect(asha.get_by_text(words("report.waits_here"))).to_be_visible()
    faults += look(asha, f"report-waits-{language}")
    assert server.rows("SELECT id FROM support_talk_reports_talkreport") == []
    server.start()
    asha.evaluate("dispatchEvent(new Event('online'))")
    expect(asha.get_by_text(words("report.state.open"))).to_be_visible(timeout=60_000)
    faults += look(asha, f"report-sent-{language}")

    sam = with_a_second_step(fresh_page(language=language), server, words, "sam")
    go(sam, server, "/me")
    sam.get_by_role("link", name=words("nav.talk_reports")).click()
    expect(sam.get_by_text(words("cases.state.open"))).to_be_visible()
    faults += look(sam, f"cases-{language}")
    sam.locator("main a[href^='#/talk-reports/']").click()
    expect(sam.get_by_text(WORDS)).to_be_visible()
    expect(sam.get_by_text("Grow up")).to_be_visible()
    expect(sam.get_by_text(name, exact=True).first).to_be_visible()
    assert "Asha" not in sam.locator("main").inner_text()
    faults += look_at_all(sam, f"case-{language}")
    press(sam, words, "cases.who")
    expect(sam.get_by_text(words("cases.is", name="Asha"))).to_be_visible()
    sam.get_by_label(words("cases.answer")).fill("We spoke with them. They listen no more.")
    press(sam, words, "cases.close")
    expect(sam.get_by_role("button", name=words("cases.close"), exact=True)).to_have_count(0)
    faults += look(sam, f"case-answered-{language}")

    expect(asha.get_by_text("We spoke with them.", exact=False)).to_be_visible(timeout=40_000)
    faults += look_at_all(asha, f"report-answered-{language}")
    go(asha, server, "/support")
    expect(asha.get_by_role("heading", name=words("report.mine"))).to_be_visible()
    faults += look(asha, f"support-reported-{language}")
    assert faults == []


def test_in_the_dark_on_a_desktop_and_without_the_copy(server, fresh_page, words):
    server.python(SAM)
    asha, _name = in_a_talk(fresh_page, server, words, size=DESKTOP, color_scheme="dark")
    asha.get_by_role("link", name=words("report.entry")).click()
    asha.get_by_role("radio", name=words("report.what.threat"), exact=True).check()
    asha.get_by_role("switch", name=words("report.copy")).click()
    expect(asha.get_by_text(words("report.no_copy_means"))).to_be_visible()
    faults = look_at_all(asha, "report-desktop-dark")
    press(asha, words, "report.send")
    expect(asha.get_by_text(words("report.without_copy"))).to_be_visible(timeout=PATIENCE)

    sam = with_a_second_step(fresh_page(DESKTOP, color_scheme="dark"), server, words, "sam")
    go(sam, server, "/talk-reports")
    sam.locator("main a[href^='#/talk-reports/']").click()
    expect(sam.get_by_text(words("cases.no_copy"))).to_be_visible()
    faults += look_at_all(sam, "case-desktop-dark")
    assert faults == []


def test_what_was_begun_is_still_there_and_needs_a_choice(server, fresh_page, words):
    asha, _name = in_a_talk(fresh_page, server, words, color_scheme="dark")
    asha.get_by_role("link", name=words("report.entry")).click()
    asha.get_by_label(words("report.words")).fill(WORDS)
    press(asha, words, "report.send")
    expect(asha.get_by_text(words("report.choose"))).to_be_visible()
    asha.reload()

    expect(asha.get_by_label(words("report.words"))).to_have_value(WORDS)
    assert look_at_all(asha, "report-dark") == []
    fill_in(asha, words)
    press(asha, words, "report.send")
    expect(asha.get_by_text(words("report.nobody"))).to_be_visible(timeout=PATIENCE)
    eventually(lambda: len(server.rows("SELECT id FROM support_talk_reports_talkreport")), 1)
    assert look_at_all(asha, "report-nobody-dark") == []


ERASED = """
from wellbeing.support.talks.models import Conversation
Conversation.objects.all().delete()
"""


def test_refused_because_the_talk_is_erased_its_words_stay(server, fresh_page, words):
    asha, _name = in_a_talk(fresh_page, server, words)
    asha.get_by_role("link", name=words("report.entry")).click()
    fill_in(asha, words)
    server.python(ERASED)
    press(asha, words, "report.send")

    expect(asha.get_by_role("heading", name=words("report.refused"))).to_be_visible(
        timeout=PATIENCE
    )
    expect(asha.get_by_text(WORDS, exact=True)).to_be_visible()
    expect(asha.get_by_role("button", name=words("waiting.copy"), exact=True)).to_be_visible()
    assert look_at_all(asha, "report-refused") == []
    press(asha, words, "report.change")
    expect(asha.get_by_label(words("report.words"))).to_have_value(WORDS)


def test_twice_the_text_in_russian_still_fits(server, fresh_page):
    words = Words("ru")
    asha, _name = in_a_talk(fresh_page, server, words, size=PHONE)
    asha.get_by_role("link", name=words("report.entry")).click()
    asha.evaluate("document.documentElement.style.fontSize = '200%'")
    assert look_at_all(asha, "report-200-ru") == []
    assert not asha.evaluate("document.documentElement.scrollWidth > innerWidth")
