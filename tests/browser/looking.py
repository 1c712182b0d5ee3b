"""Looks at a screen for those who look at it: what axe finds, and a picture for people to judge."""

from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.server import ROOT

SHOTS = ROOT / "tests" / "browser" / "shots"
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


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


def look_both(page: Page, name: str, look_at: Callable[[Page, str], list[str]] = look) -> list[str]:
    """Light and dark."""
    faults = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        faults += look_at(page, f"{name}-{scheme}")
    return faults
