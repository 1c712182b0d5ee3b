"""A new version is offered and never forced; the offline part can be taken away again."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.play import PATIENCE, sign_in
from tests.browser.server import ROOT, Server, installed, remove

BUILT = ROOT / "frontend" / "dist"


@pytest.fixture
def deployed(tmp_path: Path) -> Iterator[Server]:
    """An installation of its own, whose built app the test may replace."""
    shutil.copytree(BUILT, tmp_path / "dist")
    server = installed(tmp_path / "installation", AFTERCALL_FRONTEND=str(tmp_path / "dist"))
    server.start()
    yield server
    remove(server)


def deploy(server: Server, **environment: str) -> None:
    """The next version: another service worker, and a restart."""
    worker = Path(server.environment["AFTERCALL_FRONTEND"]) / "sw.js"
    worker.write_text(worker.read_text() + "\n// the next version\n")
    server.stop()
    server.environment |= environment
    server.start()


def look_for_it(page: Page) -> None:
    page.evaluate("navigator.serviceWorker.getRegistration().then((own) => own.update())")


def workers(page: Page) -> int:
    asked = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"
    return int(page.evaluate(asked))


def test_a_new_version_waits_until_it_is_asked_for(deployed, open_phone, words):
    page = open_phone().pages[0]
    sign_in(page, deployed, words)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    deploy(deployed)

    look_for_it(page)
    expect(page.get_by_text(words("update.ready"))).to_be_visible(timeout=15_000)
    page.get_by_role("button", name=words("mood.4"), exact=True).click()
    expect(page.get_by_role("heading", name=words("noted.4"))).to_be_visible()

    page.get_by_role("button", name=words("refine.done"), exact=True).click()
    page.get_by_role("button", name=words("update.load")).click()
    expect(page.get_by_text(words("update.ready"))).not_to_be_visible(timeout=15_000)
    expect(page.get_by_role("heading", name=words("home.question"))).to_be_visible()
    expect(page.get_by_text(words("state.saved"), exact=True)).to_be_visible(timeout=15_000)
    assert [mood for _, mood, *_ in deployed.checkins()] == [4]


def test_a_page_of_the_old_version_still_finds_its_parts(deployed, open_phone, words):
    page = open_phone(service_workers="block").pages[0]
    sign_in(page, deployed, words)
    folder = Path(deployed.environment["AFTERCALL_FRONTEND"])
    old = {part.name for part in (folder / "assets").glob("PatternScreen-*.js")}
    long_ago = time.time() - 40 * 24 * 3600
    for part in (folder / "assets").glob("SignInScreen-*.js"):
        os.utime(part, (long_ago, long_ago))
    subprocess.run(
        [Path(sys.executable).parent / "npx", "vite", "build", "--outDir", folder]
        + ["--minify", "false", "--emptyOutDir", "false", "--logLevel", "error"],
        cwd=ROOT / "frontend",
        check=True,
    )
    deploy(deployed)
    new = {part.name for part in (folder / "assets").glob("PatternScreen-*.js")} - old

    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    page.get_by_role("link", name=words("nav.pattern")).click()

    expect(page.get_by_role("heading", name=words("pattern.title"))).to_be_visible()
    assert new  # there really is a newer one
    assert old & set(asked)
    assert not new & set(asked)
    kept = [part.stat().st_mtime for part in (folder / "assets").glob("SignInScreen-*.js")]
    assert min(kept) > long_ago + 1  # parts older than thirty days are gone


def test_the_operator_takes_the_service_worker_away(deployed, open_phone, words):
    page = open_phone().pages[0]
    sign_in(page, deployed, words)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    assert workers(page) == 1
    deploy(deployed, AFTERCALL_SERVICE_WORKER="off")

    look_for_it(page)
    page.wait_for_timeout(3000)  # it reloads the page as it goes

    expect(page.get_by_role("heading", name=words("home.question"))).to_be_visible()
    gone = "navigator.serviceWorker.getRegistrations().then((all) => all.length === 0)"
    page.wait_for_function(gone, timeout=PATIENCE)
    assert page.evaluate("caches.keys().then((all) => all.length)") == 0
