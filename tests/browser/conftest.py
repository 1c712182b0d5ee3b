"""A real server, a real Chromium, and the words of the app in each language."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright

from tests.browser.server import ROOT, Server, installed, remove
from tests.people import PASSWORD

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}
LANGUAGES = ["en", "zh-Hans", "ru"]
LOCALES = {"en": "en-GB", "zh-Hans": "zh-CN", "ru": "ru-RU"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM.exists():
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


class Words:
    """The app's own catalogue, so that a test reads what a person reads."""

    def __init__(self, language: str) -> None:
        self.language = language
        file = ROOT / "frontend" / "src" / "shared" / "i18n" / f"{language}.json"
        self._catalogue: dict[str, Any] = json.loads(file.read_text())

    def __call__(self, key: str, form: str = "other", **values: Any) -> str:
        text = self._catalogue[key]
        text = text if isinstance(text, str) else text.get(form, text["other"])
        for name, value in values.items():
            text = text.replace("{" + name + "}", str(value))
        return str(text)


@pytest.fixture
def words() -> Words:
    return Words("en")


@pytest.fixture
def open_phone(playwright: Playwright, tmp_path: Path) -> Iterator[Callable[..., BrowserContext]]:
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
            executable_path=CHROMIUM,
            args=ARGUMENTS,
            **(settings | more),
        )
        opened.append(context)
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


def sign_in(
    page: Page, server: Server, words: Words, login: str = "asha", *, device: str = "own"
) -> None:
    """As a newcomer does, through the screen."""
    page.goto(server.url)
    page.get_by_label(words("signin.login")).fill(login)
    page.get_by_label(words("signin.password"), exact=True).fill(PASSWORD)
    page.get_by_label(words(f"device.{device}"), exact=False).check()
    page.get_by_role("button", name=words("signin.do"), exact=True).click()
    page.get_by_role("heading", name=words("home.question")).wait_for()
