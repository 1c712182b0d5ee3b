"""A counsellor with hours for the few people of the browser tests, and what they do."""

from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.browser.play import LOCALES, PHONE, Words, give_an_authenticator, go, press, sign_in
from tests.browser.server import Server

COUNSELLOR = """
from datetime import date, time
from uuid import uuid4
from accounts.models import RoleGrant, Unit, User
from tests.password import PASSWORD
from tests.times import LONG_AGO
from wellbeing.support.counselling.models import Hours, Practice
company = Unit.objects.get(parent=None)
cole, _ = User.objects.get_or_create(personnel_number="cole", defaults=dict(
    name="Cole", unit=company, time_zone="Europe/Warsaw"))
cole.set_password(PASSWORD)
cole.save()
RoleGrant.objects.get_or_create(
    person=cole, role="counsellor", unit=company, defaults={"starts_at": LONG_AGO})
Practice.objects.create(
    counsellor=cole, time_zone="Europe/Warsaw", place="Room 3.14", languages=["en"])
Hours.objects.create(counsellor=cole, id=uuid4(), weekdays=list(range(7)), from_time=time(9),
    to_time=time(17), minutes=50, pause=10, valid_from=date(2020, 1, 1))
"""


def bring_cole(server: Server) -> None:
    server.python(COUNSELLOR)


def phone_in(browser: Browser, zone: str, language: str = "en", **more: Any) -> Page:
    """A phone whose clock is that of another place."""
    settings = {"viewport": PHONE, "has_touch": True} | more
    context = browser.new_context(locale=LOCALES[language], timezone_id=zone, **settings)
    return context.new_page()


def sign_in_as_counsellor(page: Page, server: Server, words: Words) -> None:
    """With a passkey as the second step, set up on the way."""
    give_an_authenticator(page)
    sign_in(page, server, words, "cole")
    go(page, server, "/me")
    page.get_by_role("link", name=words("setup.start")).click()
    press(page, words, "passkey.add")
    press(page, words, "codes.done")
    expect(page.get_by_role("heading", name="Cole")).to_be_visible()


def book(page: Page, server: Server, words: Words, place: int = 3, *, alias: str = "") -> str:
    """One of the times on the screen; the words of its button."""
    go(page, server, "/book")
    times = page.locator("main section li button")
    times.nth(place).wait_for()
    said = str(times.nth(place).locator("b").inner_text())
    times.nth(place).click()
    if alias:
        page.get_by_label(words("book.under_alias"), exact=True).check(force=True)
        page.get_by_label(words("book.alias"), exact=True).fill(alias)
    press(page, words, "book.confirm")
    expect(page.get_by_role("heading", name=words("bookings.title"))).to_be_visible()
    return said


FULL = """
from datetime import time
from wellbeing.support.counselling.models import Hours, Practice
Practice.objects.update(horizon_days=1, notice_minutes=0)
Hours.objects.update(from_time=time(12), to_time=time(13))
"""
NO_HOURS = "from wellbeing.support.counselling.models import Hours\nHours.objects.all().delete()"


def only_one_time(server: Server) -> None:
    """Within the day that can be booked there is one hour."""
    server.python(FULL)


def no_times(server: Server) -> None:
    server.python(NO_HOURS)
