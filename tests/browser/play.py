"""What a person does in the browser, and the words of the app in each language."""

import base64
import hmac
import json
import struct
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.server import ROOT, Server
from tests.password import PASSWORD

CHROMIUM = Path("/usr/bin/chromium")
# The same engine without the windows of a browser, which take more time than our pages.
WINDOWLESS = Path("/usr/bin/chromium-headless-shell")
ENGINE = WINDOWLESS if WINDOWLESS.exists() else CHROMIUM
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
PATIENCE = 15_000
LANGUAGES = ["en", "zh-Hans", "ru"]
LOCALES = {"en": "en-GB", "zh-Hans": "zh-CN", "ru": "ru-RU"}


class Words:
    """The app's own catalogue, so that a test reads what a person reads."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogue: dict[str, Any] = {}
        for file in (ROOT / "frontend/src/shared/i18n/words").glob(f"*/{language}.json"):
            self._catalogue |= json.loads(file.read_text())

    def __call__(self, key: str, form: str = "other", **values: Any) -> str:
        text = self._catalogue[key]
        text = text if isinstance(text, str) else text.get(form, text["other"])
        for name, value in values.items():
            text = text.replace("{" + name + "}", str(value))
        return str(text)


def sign_in(
    page: Page,
    server: Server,
    words: Words,
    login: str = "asha",
    *,
    device: str = "own",
    password: str = PASSWORD,
) -> None:
    """As a newcomer does, through the screen."""
    page.goto(server.url)
    page.get_by_label(words("signin.login")).fill(login)
    page.get_by_label(words("signin.password"), exact=True).fill(password)
    page.get_by_label(words(f"device.{device}"), exact=False).check()
    page.get_by_role("button", name=words("signin.do"), exact=True).click()
    page.get_by_role("heading", name=words("home.question")).wait_for()


def only_page(context: BrowserContext) -> Page:
    return context.pages[0] if context.pages else context.new_page()


def go(page: Page, server: Server, place: str) -> None:
    """As by a link inside the app: the page is not loaded again."""
    page.goto(f"{server.url}/#{place}")


def press(page: Page, words: Words, key: str, **values: Any) -> None:
    page.get_by_role("button", name=words(key, **values), exact=True).click()


def tap(page: Page, words: Words, mood: int) -> None:
    press(page, words, f"mood.{mood}")
    expect(page.get_by_role("heading", name=words(f"noted.{mood}"))).to_be_visible()
    press(page, words, "refine.done")


def see_saved(page: Page, words: Words) -> None:
    """Or sent, where nothing is kept."""
    saved, sent = (page.get_by_text(words(f"state.{one}"), exact=True) for one in ("saved", "sent"))
    expect(saved.or_(sent)).to_be_visible(timeout=PATIENCE)


def eventually(read: Callable[[], Any], wanted: Any) -> None:
    """What the server has follows what the screen says by a moment, longer on a busy machine."""
    until = time.monotonic() + PATIENCE / 1000
    while (found := read()) != wanted and time.monotonic() < until:
        time.sleep(0.1)
    assert found == wanted


def sign_out(page: Page, server: Server, words: Words) -> None:
    go(page, server, "/me")
    press(page, words, "signout.do")
    see_sign_in(page, words)


def see_sign_in(page: Page, words: Words) -> None:
    expect(page.get_by_label(words("signin.login"))).to_be_visible(timeout=PATIENCE)


def wait_for_the_worker(page: Page) -> None:
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()  # from now on the worker serves the page


def wait_for_the_socket(page: Page) -> None:
    """It opens a moment after the first screen stands."""
    page.wait_for_event("websocket", timeout=PATIENCE)
    page.wait_for_timeout(300)


def give_an_authenticator(page: Page) -> None:
    """A phone with a fingerprint reader, and a finger on it."""
    protocol = page.context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    protocol.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def sign_in_as_administrator(page: Page, server: Server, words: Words) -> None:
    """With a passkey as the second step, set up on the way."""
    give_an_authenticator(page)
    sign_in(page, server, words, "ada")
    go(page, server, "/me")
    page.get_by_role("link", name=words("setup.start")).click()
    press(page, words, "passkey.add")
    press(page, words, "codes.done")
    expect(page.get_by_role("heading", name="Ada")).to_be_visible()
    expect(page.get_by_text(words("setup.due"))).to_have_count(0)


def code_of(secret: str, *, ahead: int = 0) -> str:
    """What an authenticator app shows (RFC 6238), now or some half minutes later."""
    letters = "".join(secret.split()).upper()
    key = base64.b32decode(letters + "=" * (-len(letters) % 8))
    counter = struct.pack(">Q", int(time.time()) // 30 + ahead)
    digest = hmac.digest(key, counter, "sha1")
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


KEPT = """async () => {
  const kept = {};
  for (const { name, version } of await indexedDB.databases()) {
    const db = await new Promise((done) => {
      const opening = indexedDB.open(name, version);
      opening.onsuccess = () => done(opening.result);
    });
    for (const store of db.objectStoreNames) {
      const all = db.transaction(store).objectStore(store).getAllKeys();
      kept[store] = await new Promise((done) => (all.onsuccess = () => done(all.result)));
    }
    db.close();
  }
  return kept;
}"""


def kept_in_the_browser(page: Page) -> dict[str, list[Any]]:
    """The keys of everything in the browser's database, by store; empty stores left out."""
    return {store: keys for store, keys in page.evaluate(KEPT).items() if keys}


def tick(page: Page, label: str) -> None:
    """Once it stands still: pressed by force, it would be missed while the screen still grows."""
    box = page.get_by_label(label, exact=True)
    box.locator("..").click()
    expect(box).to_be_checked()
