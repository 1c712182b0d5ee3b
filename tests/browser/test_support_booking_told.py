"""What others do about an appointment reaches the client: on the page, by mail, in the list."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.bookings import (
    book,
    bring_cole,
    no_times,
    only_one_time,
    phone_in,
    sign_in_as_counsellor,
)
from tests.browser.looking import SHOTS, look, look_both, settle
from tests.browser.play import DESKTOP, LANGUAGES, PHONE, Words, eventually, go, press, sign_in
from tests.browser.server import Server

LINE = "SELECT client_id FROM support_counselling_timewait"


def mails(server: Server) -> str:
    """What went out: the newcomer's installation writes mail into its log."""
    return (server.data / "server.log").read_text(errors="replace")


def test_booked_with_a_calendar_file_and_cancelled_by_the_counsellor(
    server, fresh_page, browser_of, words
):
    bring_cole(server)
    asha = fresh_page()
    sign_in(asha, server, words)
    book(asha, server, words, 6)
    asha.get_by_text(words("bookings.more")).click()
    asha.get_by_label(words("bookings.file_by_mail"), exact=True).click()
    asha.get_by_label(words("bookings.mail"), exact=True).click()
    eventually(lambda: "METHOD:REQUEST" in mails(server), True)

    cole = phone_in(browser_of, "Europe/Warsaw")
    sign_in_as_counsellor(cole, server, words)
    go(cole, server, "/counselling")
    press(cole, words, "bookings.cancel")
    cole.get_by_role("dialog").get_by_role("button", name=words("bookings.cancel")).click()
    expect(cole.get_by_text(words("week.cancelled"))).to_be_visible()
    assert look(cole, "counselling-week-cancelled") == []

    gone = asha.get_by_role("heading", name=words("gone.counsellor", name="Cole"))
    expect(gone).to_be_visible()  # by its hint, with no reload
    assert look(asha, "booking-gone") == []
    eventually(lambda: "METHOD:CANCEL" in mails(server), True)
    eventually(lambda: "Subject: News about an appointment" in mails(server), True)
    assert "Subject: You have an appointment" not in mails(server)
    press(asha, words, "gone.away")
    expect(asha.get_by_text(words("bookings.none"))).to_be_visible()
    cole.context.close()


def test_everything_is_full_and_whoever_waits_is_told_and_books(server, fresh_page, words):
    bring_cole(server)
    only_one_time(server)
    ben, asha = fresh_page(), fresh_page()
    sign_in(ben, server, words, "ben")
    said = book(ben, server, words, 0)
    with asha.expect_websocket():
        sign_in(asha, server, words)
    go(asha, server, "/book")
    expect(asha.get_by_text(words("book.none_free"))).to_be_visible()
    assert look(asha, "book-full") == []
    press(asha, words, "wait.go")
    expect(asha.get_by_role("heading", name=words("wait.title"))).to_be_visible()
    assert look(asha, "booking-waiting") == []

    press(ben, words, "bookings.cancel")
    ben.get_by_role("dialog").get_by_role("button", name=words("bookings.cancel")).click()

    expect(asha.get_by_role("button", name=words("wait.take"), exact=True)).to_be_visible()
    expect(asha.locator("main")).to_contain_text(said)
    assert look(asha, "booking-kept-for-client") == []
    press(asha, words, "wait.take")
    press(asha, words, "book.confirm")
    expect(asha.get_by_role("button", name=words("bookings.move"), exact=True)).to_be_visible()
    expect(asha.locator("main section h2").first).to_contain_text(said)
    eventually(lambda: server.rows(LINE), [])


TOO_LATE = """
from django.utils import timezone
from wellbeing.support.counselling.models import KeptTime
KeptTime.objects.open().update(until=timezone.now())
"""


def test_what_was_typed_for_a_kept_time_stays_when_its_quarter_of_an_hour_is_over(
    server, fresh_page, words
):
    bring_cole(server)
    only_one_time(server)
    ben, asha = fresh_page(), fresh_page()
    sign_in(ben, server, words, "ben")
    book(ben, server, words, 0)
    sign_in(asha, server, words)
    go(asha, server, "/book")
    press(asha, words, "wait.go")
    press(ben, words, "bookings.cancel")
    ben.get_by_role("dialog").get_by_role("button", name=words("bookings.cancel")).click()
    press(asha, words, "wait.take")
    asha.get_by_label(words("book.topic"), exact=False).fill("The night shifts")

    server.python(TOO_LATE)
    book(ben, server, words, 0)

    expect(asha.get_by_role("dialog")).to_have_count(0, timeout=45_000)  # by its next look
    expect(asha.get_by_text(words("book.kept_words"))).to_be_visible()
    assert look(asha, "booking-kept-too-late") == []


def test_a_place_in_line_is_taken_back(server, fresh_page, words):
    bring_cole(server)
    page = fresh_page()
    sign_in(page, server, words)
    go(page, server, "/book")
    page.get_by_text(words("wait.ask")).click()
    press(page, words, "wait.go")
    eventually(lambda: len(server.rows(LINE)), 1)

    press(page, words, "wait.stop")

    expect(page.get_by_text(words("bookings.none"))).to_be_visible()
    assert server.rows(LINE) == []


GONE = """
from django.utils import timezone
from accounts.models import User
from wellbeing.support.counselling.models import Booking
from wellbeing.support.counselling.services.changes import cancel
row = Booking.objects.standing().get(client__personnel_number="asha")
cancel(row, by=row.counsellor_id, now=timezone.now())
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_where_people_wait_or_hear_of_it(language, server, fresh_page):
    words = Words(language)
    bring_cole(server)
    page = fresh_page(language=language, reduced_motion="reduce")
    sign_in(page, server, words)
    book(page, server, words, 3)
    page.mouse.move(1, 1)  # a line that somebody points at stays
    server.python(GONE)
    no_times(server)
    go(page, server, "/book")
    page.get_by_role("button", name=words("wait.go"), exact=True).wait_for()
    expect(page.get_by_text(words("book.done"), exact=True)).to_have_count(0)
    faults = look_both(page, f"book-full-{language}")
    press(page, words, "wait.go")
    page.get_by_role("heading", name=words("wait.title")).wait_for()
    faults += look_both(page, f"bookings-gone-{language}")
    page.set_viewport_size(DESKTOP)
    faults += look_both(page, f"bookings-gone-desktop-{language}")
    go(page, server, "/book")
    faults += look_both(page, f"book-desktop-{language}")
    assert faults == []


def fits(page: Page, name: str) -> None:
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.set_viewport_size({"width": PHONE["width"], "height": 3200})  # the page scrolls inside
    settle(page)
    page.screenshot(path=SHOTS / f"{name}-ru-200.png")
    outside = page.evaluate("""[...document.querySelectorAll('main *, dialog[open] *')]
        .filter((one) => one.checkVisibility() && one.getClientRects().length
            && one.getBoundingClientRect().right > innerWidth + 1)
        .map((one) => one.outerHTML.slice(0, 80))""")
    assert outside == [], f"beyond the edge of {name}"
    page.set_viewport_size(PHONE)
    page.evaluate("document.documentElement.style.fontSize = ''")


def test_nothing_is_cut_off_at_twice_the_text_where_clients_book(server, fresh_page):
    words = Words("ru")
    bring_cole(server)
    page = fresh_page(language="ru")
    sign_in(page, server, words)
    go(page, server, "/book")
    page.get_by_text(words("wait.ask")).click()
    fits(page, "book")
    page.locator("main section li button").nth(4).click()
    page.get_by_role("dialog").wait_for()
    fits(page, "book-confirm")
    press(page, words, "book.confirm")
    page.get_by_text(words("bookings.more")).click()
    fits(page, "bookings")
    press(page, words, "bookings.move")
    page.get_by_role("dialog").locator("li button").first.wait_for()
    fits(page, "bookings-move")
    page.get_by_role("dialog").get_by_role("button", name=words("move.keep")).click()
    server.python(GONE)
    page.reload()
    page.get_by_role("button", name=words("gone.away")).wait_for()
    fits(page, "bookings-gone")


def test_nothing_is_cut_off_at_twice_the_text_where_a_counsellor_works(
    server, fresh_page, browser_of
):
    words = Words("ru")
    bring_cole(server)
    asha = fresh_page(language="ru")
    sign_in(asha, server, words)
    book(asha, server, words, 3)
    page = phone_in(browser_of, "Europe/Warsaw", "ru")
    sign_in_as_counsellor(page, server, words)
    go(page, server, "/counselling/hours")
    page.get_by_role("heading", name=words("hours.figures")).wait_for()
    fits(page, "hours")
    go(page, server, "/counselling")
    press(page, words, "note.write")
    fits(page, "note")
    press(page, words, "note.close")
    fits(page, "week")
    page.context.close()
