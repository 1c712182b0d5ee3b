"""What a person does in the browser, and the words of the app in each language."""

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.browser.server import ROOT, Server
from tests.password import PASSWORD

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
