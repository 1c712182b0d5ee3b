"""Asha books from another time zone, moves it by the link, and Cole finds it moved."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser.bookings import book, bring_cole, phone_in, sign_in_as_counsellor
from tests.browser.looking import look, look_both
from tests.browser.play import DESKTOP, LANGUAGES, Words, eventually, go, press, sign_in

ROWS = "SELECT starts_at, sequence, cancelled_at FROM support_counselling_booking"
NEW_YORK = ZoneInfo("America/New_York")


def clock(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return f"{local.hour}:{local:%M}"


def when(server) -> datetime:
    return datetime.fromisoformat(server.rows(ROWS)[0][0] + "+00:00")


def test_booked_in_one_zone_moved_by_a_link_and_read_in_another(server, browser_of, words):
    bring_cole(server)
    asha = phone_in(browser_of, "America/New_York")
    sign_in(asha, server, words)
    said = book(asha, server, words, alias="Blue Heron")

    at = when(server)
    assert said == clock(at, NEW_YORK)  # her own clock, not Cole's
    card = asha.locator("main section").first
    expect(card).to_contain_text(said)
    expect(card).to_contain_text("Warsaw")
    expect(card).to_contain_text("Room 3.14")
    card.get_by_text(words("bookings.more")).click()
    link = card.get_by_role("link", name=words("bookings.link")).get_attribute("href")

    somewhere = phone_in(browser_of, "Europe/Warsaw")  # nobody has signed in here
    somewhere.goto(link)
    expect(somewhere.get_by_text(clock(at, ZoneInfo("Europe/Warsaw")))).to_be_visible()
    text = somewhere.locator("body").inner_text()
    assert not [name for name in ("Asha", "Cole", "Blue Heron", "Room") if name in text]
    assert "appointment/" not in somewhere.url
    assert look(somewhere, "appointment-link") == []
    press(somewhere, words, "linked.move")
    somewhere.locator("main section li button").nth(9).click()
    expect(somewhere.get_by_text(words("bookings.moved"))).to_be_visible()

    moved = when(server)
    assert moved != at
    expect(asha.locator("main section").first).to_contain_text(clock(moved, NEW_YORK))

    cole = phone_in(browser_of, "Europe/Warsaw", viewport=DESKTOP, has_touch=False)
    sign_in_as_counsellor(cole, server, words)
    go(cole, server, "/counselling")
    expect(cole.get_by_text("Blue Heron")).to_be_visible()
    expect(cole.get_by_text(clock(moved, ZoneInfo("Europe/Warsaw")))).to_be_visible()
    assert "Asha" not in cole.locator("main").inner_text()
    press(cole, words, "note.write")
    cole.get_by_label(words("note.words"), exact=True).fill("Slept better this week.")
    press(cole, words, "note.save")
    expect(cole.get_by_role("button", name=words("note.open"))).to_be_visible()
    assert look(cole, "counselling-week") == []

    press(asha, words, "bookings.cancel")
    asha.get_by_role("dialog").get_by_role("button", name=words("bookings.cancel")).click()
    expect(asha.get_by_text(words("bookings.none"))).to_be_visible()
    expect(cole.get_by_text(words("week.cancelled"))).to_be_visible()  # its hint, with no reload
    for page in (asha, somewhere, cole):
        page.context.close()


def test_a_time_taken_meanwhile_says_so_and_shows_the_others(server, fresh_page, words):
    bring_cole(server)
    asha, ben = fresh_page(), fresh_page()
    for page, name in ((asha, "asha"), (ben, "ben")):
        sign_in(page, server, words, name)
        go(page, server, "/book")
        page.locator("main section li button").first.click()
    ben.get_by_label(words("book.topic"), exact=False).fill("The night shifts")
    press(asha, words, "book.confirm")
    expect(asha.get_by_role("heading", name=words("bookings.title"))).to_be_visible()

    press(ben, words, "book.confirm")

    expect(ben.get_by_role("alert")).to_be_visible()
    expect(ben.get_by_role("dialog")).to_have_count(0)
    expect(ben.get_by_text(words("book.kept_words"))).to_be_visible()
    ben.locator("main section li button").first.click()
    topic = ben.get_by_label(words("book.topic"), exact=False)
    expect(topic).to_have_value("The night shifts")  # it was typed for the time that is gone
    press(ben, words, "book.confirm")
    expect(ben.get_by_role("heading", name=words("bookings.title"))).to_be_visible()
    assert len({row[0] for row in server.rows(ROWS)}) == 2


def test_something_earlier_is_kept_for_the_one_who_waits(server, fresh_page, words):
    bring_cole(server)
    asha, ben = fresh_page(), fresh_page()
    sign_in(asha, server, words)
    early = book(asha, server, words, 1)
    with ben.expect_websocket():  # what happens before it opens, only the next look shows
        sign_in(ben, server, words, "ben")
    book(ben, server, words, 6)
    ben.get_by_text(words("bookings.more")).click()
    ben.get_by_label(words("bookings.earlier"), exact=True).click()
    eventually(lambda: len(server.rows("SELECT * FROM support_counselling_wait")), 1)

    press(asha, words, "bookings.cancel")
    asha.get_by_role("dialog").get_by_role("button", name=words("bookings.cancel")).click()

    kept = ben.locator(".kept")
    expect(kept).to_contain_text(early)
    assert look(ben, "booking-kept") == []
    press(ben, words, "kept.take")
    expect(kept).to_have_count(0)
    expect(ben.locator("main section h2").first).to_contain_text(early)


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_where_people_book(language, server, fresh_page):
    words = Words(language)
    bring_cole(server)
    page = fresh_page(language=language, reduced_motion="reduce")
    sign_in(page, server, words)
    go(page, server, "/bookings")
    faults = look_both(page, f"bookings-none-{language}")
    go(page, server, "/book")
    page.locator("main section li button").first.wait_for()
    faults += look_both(page, f"book-{language}")
    page.locator("main section li button").nth(2).click()
    page.get_by_role("dialog").wait_for()
    faults += look_both(page, f"book-confirm-{language}")
    press(page, words, "book.confirm")
    page.get_by_text(words("bookings.more")).click()
    faults += look_both(page, f"bookings-{language}")
    assert faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_where_a_counsellor_works(language, server, browser_of):
    words = Words(language)
    bring_cole(server)
    page = phone_in(browser_of, "Europe/Warsaw", language, reduced_motion="reduce")
    sign_in_as_counsellor(page, server, words)
    go(page, server, "/counselling/hours")
    page.get_by_role("heading", name=words("hours.figures")).wait_for()
    faults = look_both(page, f"hours-{language}")
    page.set_viewport_size(DESKTOP)
    faults += look_both(page, f"hours-desktop-{language}")
    page.get_by_role("group", name=words("hours.weekdays")).locator("label").nth(1).click()
    press(page, words, "hours.add")
    expect(page.locator("main li strong")).to_have_count(2)
    page.context.close()
    assert faults == []
