"""What the tests of resets share: what the server has, and a break begun on the screen."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.play import Words, go, press
from tests.browser.server import Server

NOW = "2026-03-02T10:00:00+01:00"


def stored(server: Server) -> list[tuple[Any, ...]]:
    """Every reset as the server keeps it: kind, planned, before, after."""
    return server.rows(
        "SELECT kind, planned_seconds, before, after FROM resets_reset"
        " WHERE forgotten_at IS NULL ORDER BY started_at"
    )


def begin_break(page: Page, server: Server, words: Words, kind: str = "walk") -> None:
    go(page, server, f"/break/{kind}")
    press(page, words, "break.start")
    see_running(page, words)


def see_running(page: Page, words: Words) -> None:
    expect(page.get_by_role("button", name=words("break.end_now"))).to_be_visible()


def until(page: Page) -> str:
    return page.locator(".until").inner_text()
