"""Every screen in every language, light and dark: axe finds nothing, and a picture is kept."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from tests.browser.fitting import as_before, unfit
from tests.browser.play import (
    DESKTOP,
    LANGUAGES,
    LOCALES,
    PHONE,
    Words,
    go,
    press,
    sign_in,
    sign_in_as_administrator,
    tick,
)
from tests.browser.server import ROOT, Server

SHOTS = ROOT / "tests" / "browser" / "shots"
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
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(
    scope="module", params=[f"{one}-{two}" for one in LANGUAGES for two in ("light", "dark")]
)
def looked_at(request, browser_of, _server) -> Iterator[tuple[Page, str, Words, Server]]:
    """Somebody signed in with a few check-ins, in one language and one colour scheme."""
    language, scheme = request.param.rsplit("-", 1)
    _server.forget_everything()
    context: BrowserContext = browser_of.new_context(
        viewport=PHONE, locale=LOCALES[language], color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    words = Words(language)
    yield page, f"{language}-{scheme}", words, _server
    context.close()


def settle(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(250)


def look(page: Page, name: str) -> list[str]:
    """Keep a picture and say what axe finds: rule, and the elements at fault."""
    settle(page)
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)
    found = Axe().run(page, options=AXE).response["violations"]
    return [
        f"{name}: {fault['id']} {[node['target'] for node in fault['nodes']]}" for fault in found
    ]


def test_axe_finds_nothing_on_any_screen(looked_at):
    page, name, words, server = looked_at
    page.goto(server.url)
    faults = look(page, f"sign-in-{name}")
    page.goto(f"{server.url}/#/forgot")
    faults += look(page, f"forgot-{name}")
    sign_in(page, server, words)
    for mood in (2, 4, 1):
        page.get_by_role("button", name=words(f"mood.{mood}"), exact=True).click()
        page.get_by_role("heading", name=words(f"noted.{mood}")).wait_for()
        if mood == 1:
            tick(page, words("source.customer"))
            faults += look(page, f"refine-{name}")
        page.get_by_role("button", name=words("refine.done"), exact=True).click()
    for screen, route in SCREENS.items():
        page.goto(f"{server.url}/{route}")
        page.locator("h1").first.wait_for()
        faults += look(page, f"{screen}-{name}")
    page.set_viewport_size(DESKTOP)
    for screen in ("home", "pattern", "data"):
        page.goto(f"{server.url}/{SCREENS[screen]}")
        faults += look(page, f"{screen}-desktop-{name}")
    assert faults == []


NEWCOMER = """
from accounts.models import Unit, User
User.objects.create_user("nina", None, name="Nina", unit=Unit.objects.get(kind="team"))
"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_people_are_looked_after(language, scheme, fresh_page, server):
    words, name = Words(language), f"{language}-{scheme}"
    server.python(NEWCOMER)
    page = fresh_page(DESKTOP, language, color_scheme=scheme, reduced_motion="reduce")
    sign_in_as_administrator(page, server, words)
    go(page, server, "/people")
    page.get_by_role("link", name="Nina").wait_for()
    faults = look(page, f"people-{name}")
    page.get_by_role("link", name="Nina").click()
    press(page, words, "link.make")
    page.get_by_role("img", name=words("link.qr")).wait_for()
    faults += look(page, f"person-{name}")
    go(page, server, "/roster")
    text = b"personnel_number,name,language\nolga,,tlh\n"
    file = {"name": "people.csv", "mimeType": "text/csv", "buffer": text}
    page.get_by_label(words("roster.file")).set_input_files(file)
    page.get_by_role("table").wait_for()
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        faults += look(page, f"roster-{size['width']}-{name}")
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
