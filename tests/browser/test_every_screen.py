"""Every screen in every language, light and dark: axe finds nothing, and a picture is kept."""

import pytest

from tests.browser.fitting import as_before, unfit
from tests.browser.looking import SHOTS, look_both
from tests.browser.play import (
    DESKTOP,
    LANGUAGES,
    PHONE,
    Words,
    go,
    press,
    sign_in,
    sign_in_as_administrator,
    tick,
)
from tests.browser.server import Server

SCREENS = {
    "home": "#/",
    "pattern": "#/pattern",
    "me": "#/me",
    "waiting": "#/waiting",
    "reminders": "#/me/reminders",
    "reset": "#/reset",
    "helps": "#/reset/helps",
    "break": "#/break/walk",
    "opener": "#/opener",
    "break-pass": "#/pass",
    "floor": "#/floor",
    "devices": "#/me/devices",
    "security": "#/me/security",
    "data": "#/me/data",
    "second-factor": "#/me/second-factor",
    "phone": "#/me/phone",
    "no-trends": "#/trends",
    "promise": "#/promise",
    "help": "#/help",
    "calls": "#/calls",
    "report": "#/report",
    "reports": "#/reports",
    "by-receipt": "#/receipt",
    "desk": "#/desk",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_any_screen(language, fresh_page, server):
    words = Words(language)
    page = fresh_page(language=language, reduced_motion="reduce")
    page.goto(server.url)
    faults = look_both(page, f"sign-in-{language}")
    page.goto(f"{server.url}/#/forgot")
    faults += look_both(page, f"forgot-{language}")
    sign_in(page, server, words)
    for mood in (2, 4, 1):
        page.get_by_role("button", name=words(f"mood.{mood}"), exact=True).click()
        page.get_by_role("heading", name=words(f"noted.{mood}")).wait_for()
        if mood == 1:
            tick(page, words("source.customer"))
            faults += look_both(page, f"refine-{language}")
        page.get_by_role("button", name=words("refine.done"), exact=True).click()
    for screen, route in SCREENS.items():
        page.goto(f"{server.url}/{route}")
        page.locator("h1").first.wait_for()
        faults += look_both(page, f"{screen}-{language}")
    page.set_viewport_size(DESKTOP)
    for screen in ("home", "pattern", "data"):
        page.goto(f"{server.url}/{SCREENS[screen]}")
        faults += look_both(page, f"{screen}-desktop-{language}")
    assert faults == []


NEWCOMER = """
from accounts.models import Unit, User
User.objects.create_user("nina", None, name="Nina", unit=Unit.objects.get(kind="team"))
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_where_people_are_looked_after(language, fresh_page, server):
    words = Words(language)
    server.python(NEWCOMER)
    page = fresh_page(DESKTOP, language, reduced_motion="reduce")
    sign_in_as_administrator(page, server, words)
    go(page, server, "/people")
    page.get_by_role("link", name="Nina").wait_for()
    faults = look_both(page, f"people-{language}")
    page.get_by_role("link", name="Nina").click()
    press(page, words, "link.make")
    page.get_by_role("img", name=words("link.qr")).wait_for()
    faults += look_both(page, f"person-{language}")
    go(page, server, "/roster")
    text = b"personnel_number,name,language\nolga,,tlh\n"
    file = {"name": "people.csv", "mimeType": "text/csv", "buffer": text}
    page.get_by_label(words("roster.file")).set_input_files(file)
    page.get_by_role("table").wait_for()
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        faults += look_both(page, f"roster-{size['width']}-{language}")
    assert faults == []


def test_nothing_is_cut_off_at_twice_the_text_in_the_longest_language(browser_of, server: Server):
    """No control outside the screen or its card, and no word torn to letters, 360 pixels wide."""
    words, faults = Words("ru"), list[str]()
    SHOTS.mkdir(exist_ok=True)
    context = browser_of.new_context(viewport=PHONE, locale="ru-RU")
    page = context.new_page()
    sign_in(page, server, words)
    for screen, route in SCREENS.items():
        page.goto(f"{server.url}/{route}")
        page.locator("h1").first.wait_for()
        found = unfit(page)
        page.screenshot(path=SHOTS / f"{screen}-ru-200.png")
        faults += [f"{screen}: {fault}" for fault in found]
        as_before(page)
    context.close()
    assert faults == []
