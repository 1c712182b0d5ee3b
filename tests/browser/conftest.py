"""A real server, a real Chromium, and the words of the app in each language."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    Request,
    ViewportSize,
    expect,
)

from tests.browser.play import ARGUMENTS, CHROMIUM, DESKTOP, ENGINE, LOCALES, PATIENCE, PHONE, Words
from tests.browser.server import Server, installed, remove

expect.set_options(timeout=PATIENCE)


def engine_for(item: pytest.Item) -> Path:
    """The whole Chromium only where notifications are shown, for the other engine shows none."""
    return CHROMIUM if item.get_closest_marker("notified") else ENGINE


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not engine_for(item).exists():
                item.add_marker(pytest.mark.skip(reason="NO CHROMIUM: browser tests did not run"))


@pytest.fixture(scope="session")
def _server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = installed(tmp_path_factory.mktemp("installation"))
    server.start()
    yield server
    remove(server)


@pytest.fixture
def server(_server: Server) -> Iterator[Server]:
    _server.forget_everything()
    yield _server
    if _server._process is None:  # a test that killed it leaves it running for the next
        _server.start()


def note_trouble(context: BrowserContext) -> None:
    """What a test that fails shows: what our server refused, or never got to answer."""

    def note(said: object, asked: Request) -> None:
        if "/api/" in asked.url or "/_allauth/" in asked.url:
            print(said, asked.method, asked.url)

    context.on("response", lambda one: one.ok or note(one.status, one.request))
    context.on("requestfailed", lambda one: note(one.failure, one))
    context.on("weberror", lambda one: print("error", one.error))


@pytest.fixture
def fresh_page(browser_of: Browser) -> Iterator[Callable[..., Page]]:
    """fresh_page(DESKTOP, "ru"): a page in a browser that nobody has used before.

    Unless `service_workers="allow"`, it does not fetch the whole app in advance as a worker does.
    """
    opened: list[BrowserContext] = []

    def open_one(size: ViewportSize = PHONE, language: str = "en", **more: Any) -> Page:
        context = browser_of.new_context(
            viewport=size,
            locale=LOCALES[language],
            timezone_id="Europe/Warsaw",
            has_touch=size == PHONE,
            **({"service_workers": "block"} | more),
        )
        opened.append(context)
        note_trouble(context)
        return context.new_page()

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def words() -> Words:
    return Words("en")


@pytest.fixture
def open_phone(
    playwright: Playwright, tmp_path: Path, engine: Path
) -> Iterator[Callable[..., BrowserContext]]:
    """open_phone(language="ru"): a browser whose storage survives closing and opening it again."""
    opened: list[BrowserContext] = []

    def open_one(language: str = "en", *, profile: str = "phone", **more: Any) -> BrowserContext:
        settings: dict[str, Any] = {
            "viewport": PHONE,
            "device_scale_factor": 2,
            "has_touch": True,
            "is_mobile": True,
            "locale": LOCALES[language],
            "timezone_id": "Europe/Warsaw",
        }
        context = playwright.chromium.launch_persistent_context(
            tmp_path / profile,
            executable_path=engine,
            args=ARGUMENTS,
            **(settings | more),
        )
        opened.append(context)
        note_trouble(context)
        return context

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def open_desktop(open_phone: Callable[..., BrowserContext]) -> Callable[..., BrowserContext]:
    def open_one(language: str = "en", **more: Any) -> BrowserContext:
        wide = {"viewport": DESKTOP, "has_touch": False, "is_mobile": False}
        return open_phone(language, profile="desktop", **(wide | {"device_scale_factor": 1} | more))

    return open_one


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> Path:
    return engine_for(request.node)


@pytest.fixture(scope="session")
def _browsers(playwright: Playwright) -> Iterator[Callable[[Path], Browser]]:
    opened: dict[Path, Browser] = {}

    def browser(engine: Path) -> Browser:
        if engine not in opened:
            opened[engine] = playwright.chromium.launch(executable_path=engine, args=ARGUMENTS)
        return opened[engine]

    yield browser
    for one in opened.values():
        one.close()


@pytest.fixture
def browser_of(_browsers: Callable[[Path], Browser], engine: Path) -> Browser:
    """A browser whose contexts forget everything when they close."""
    return _browsers(engine)
