"""A break ends at a time: nothing that happens to a phone changes when."""

import pytest
from playwright.sync_api import expect

from tests.browser.play import (
    DESKTOP,
    LANGUAGES,
    PATIENCE,
    Words,
    eventually,
    go,
    only_page,
    press,
    see_saved,
    sign_in,
    wait_for_the_worker,
)
from tests.browser.resets import begin_break, see_running, stored, until
from tests.browser.server import ROOT

SHOTS = ROOT / "tests" / "browser" / "shots"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_break_survives_reload_a_killed_browser_and_the_server_being_down(
    language, server, open_phone, fresh_page
):
    words = Words(language)
    page = only_page(open_phone(language))
    sign_in(page, server, words)
    wait_for_the_worker(page)
    server.stop()

    begin_break(page, server, words)
    ends = until(page)
    page.reload()
    see_running(page, words)
    assert until(page) == ends
    page.context.close()

    page = only_page(open_phone(language))
    page.goto(server.url)
    line = page.get_by_role("link", name=f"{words('break.walk')}, {ends}")
    expect(line).to_be_visible(timeout=PATIENCE)
    page.screenshot(path=SHOTS / f"break-line-{language}.png")
    line.click()
    see_running(page, words)
    assert until(page) == ends
    page.screenshot(path=SHOTS / f"break-running-{language}.png")
    go(page, server, "/waiting")
    waiting = page.get_by_role("listitem").filter(has_text=words("break.walk"))
    expect(waiting).to_be_visible()

    server.start()
    page.evaluate("dispatchEvent(new Event('online'))")
    eventually(lambda: stored(server), [("walk", 300, None, None)])
    laptop = fresh_page(DESKTOP, language)
    sign_in(laptop, server, words)
    go(laptop, server, "/reset")
    laptop.locator("main").get_by_text(f"{words('break.walk')}, {ends}").click()
    see_running(laptop, words)
    assert until(laptop) == ends


def test_ending_it_on_one_device_ends_it_on_the_other(server, fresh_page, words):
    phone, laptop = fresh_page(), fresh_page(DESKTOP)
    for page in (phone, laptop):
        sign_in(page, server, words)
    begin_break(phone, server, words)
    see_saved(phone, words)
    go(laptop, server, "/reset")
    laptop.locator("main a[href*='/break/walk/']").click()

    press(laptop, words, "break.end_now")
    expect(laptop.get_by_role("heading", name=words("break.over"))).to_be_visible()
    see_saved(laptop, words)
    phone.evaluate("dispatchEvent(new Event('online'))")

    expect(phone.get_by_role("heading", name=words("break.over"))).to_be_visible(timeout=PATIENCE)


# Whether the tab is looked at belongs to the browser; headless, it always is.
LOOKED_AWAY = """
window.away = false;
Object.defineProperty(document, 'hidden', { get: () => window.away });
"""
NOTIFICATIONS = """async () => {
  const worker = await navigator.serviceWorker.ready;
  return (await worker.getNotifications()).map(({ title }) => title);
}"""


@pytest.mark.notified
def test_at_the_end_a_neutral_line_comes_where_it_was_asked_for(server, fresh_page, words):
    page = fresh_page(service_workers="allow", permissions=["notifications"])
    page.add_init_script(LOOKED_AWAY)
    sign_in(page, server, words)
    wait_for_the_worker(page)
    page.clock.install()
    page.reload()
    begin_break(page, server, words)
    tell = page.get_by_role("switch", name=words("break.tell"))
    tell.click()  # the browser is asked first
    expect(tell).to_be_checked()
    page.clock.run_for(4000)
    page.evaluate("window.away = true")

    page.clock.run_for(5 * 60_000)
    expect(page.get_by_role("heading", name=words("break.over"))).to_be_visible()
    page.clock.run_for(2000)

    eventually(lambda: page.evaluate(NOTIFICATIONS), [words("break.notice")])
    eventually(lambda: stored(server), [("walk", 300, None, None)])
    eventually(lambda: server.rows("SELECT lasted FROM resets_reset"), [(300 * 1_000_000,)])


def test_a_shared_computer_offers_no_notification(server, fresh_page, words):
    page = fresh_page(DESKTOP)
    sign_in(page, server, words, device="shared")

    begin_break(page, server, words)

    expect(page.get_by_role("switch")).to_have_count(0)
