"""Who comes here from a bad call needs nothing: no sign-in, no network, and a way out at once."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.breathe import NOTES, breathe, forewarned, read
from tests.browser.looking import SHOTS, look
from tests.browser.play import (
    DESKTOP,
    LANGUAGES,
    PHONE,
    Words,
    go,
    kept_in_the_browser,
    only_page,
    press,
    sign_in,
)

HIDE = """(hidden) => {
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event('visibilitychange'));
}"""


def running(page: Page) -> None:
    page.locator("main[data-phase]").wait_for()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_has_to_say_who_they_are(language, server, fresh_page):
    """Not even with the network down, and nothing is asked or kept."""
    words = Words(language)
    page = fresh_page(PHONE, language, service_workers="allow")
    forewarned(page.context, server)
    page.goto(server.url)
    expect(page.get_by_role("heading", name=words("offline.title"))).to_be_visible()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("link", name=words("signin.breathe")).click()
    running(page)
    expect(page.get_by_text(words("breathe.in"), exact=True).last).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.get_by_role("heading", name=words("offline.title"))).to_be_visible()
    assert not [url for url in asked if "/api/" in url]
    assert kept_in_the_browser(page) == {}


def test_a_network_that_never_answers_keeps_nobody_waiting(server, fresh_page, words):
    page = fresh_page(PHONE)
    page.route("**/api/**", lambda route: None)
    page.goto(f"{server.url}/#/breathe/cyclic_sighing/30")
    running(page)
    expect(page.locator("main[data-phase=in]")).to_be_visible()
    page.get_by_role("button", name=words("breathe.close")).click()

    expect(page.get_by_role("heading", name=words("breathe.title"))).to_be_visible()


def test_one_button_is_two_seconds_from_the_first_breath(server, fresh_page, words):
    page = fresh_page(PHONE)
    page.add_init_script(NOTES)
    sign_in(page, server, words)
    go(page, server, "/breathe")
    start = page.get_by_role("link", name=words("breathe.start"))
    expect(start).to_be_in_viewport()
    pressed = page.evaluate("performance.now()")
    start.click()
    page.locator("main[data-phase=in]").wait_for()

    assert read(page)["seen"][-1]["at"] - pressed < 2000
    expect(page.get_by_role("navigation")).to_have_count(0)


def test_escape_and_back_and_close_leave_at_once(server, fresh_page, words):
    page = fresh_page(DESKTOP)
    sign_in(page, server, words)
    ways = (
        lambda: page.keyboard.press("Escape"),
        lambda: page.go_back(),
        lambda: press(page, words, "breathe.close"),
    )
    for leave in ways:
        go(page, server, "/breathe/box/60")
        running(page)
        leave()
        expect(page.get_by_role("heading", name=words("home.question"))).to_be_visible(timeout=1000)
    page.goto("about:blank")
    page.goto(f"{server.url}/#/breathe/box/60")  # opened here: there is nothing to go back to
    running(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name=words("breathe.title"))).to_be_visible(timeout=1000)


def test_after_a_lock_it_goes_on_when_somebody_says_so(server, fresh_page, words):
    page = fresh_page(PHONE)
    breathe(page, server, "cyclic_sighing/60")
    page.wait_for_timeout(1000 + 9000 + 3500)  # in the second breath out
    assert read(page)["awake"] == 1
    page.evaluate(HIDE, True)
    felt = len(read(page)["felt"])
    page.evaluate(HIDE, False)
    resume = page.get_by_role("button", name=words("breathe.resume"))
    expect(resume).to_be_focused()
    page.wait_for_timeout(2500)
    noted = read(page)
    assert (noted["awake"], len(noted["felt"])) == (1, felt)

    page.keyboard.press("Enter")
    expect(page.get_by_text(words("breathe.breath_of", number=2, total=7))).to_be_visible()
    page.locator("main[data-phase=in]").wait_for()
    assert read(page)["awake"] == 2
    expect(page.get_by_role("timer")).to_have_text("0:54")


def test_by_keyboard_alone_with_a_voice_that_says_each_step_once(server, fresh_page, words):
    page = fresh_page(DESKTOP)
    page.clock.install()
    go(page, server, "/breathe")
    page.get_by_role("radio", name=words("breathe.box")).focus()
    page.keyboard.press("Space")
    expect(page.get_by_text(words("breathe.caution"))).to_have_count(2)  # box and 4-7-8
    expect(page.get_by_role("checkbox", name=words("breathe.skip_holds"))).to_be_visible()
    page.get_by_role("radio", name=words("breathe.seconds", count=30)).focus()
    page.keyboard.press("Space")
    page.get_by_role("link", name=words("breathe.start")).focus()
    page.keyboard.press("Enter")
    running(page)
    voice = page.locator("[aria-live=polite]").first
    for step in ("in", "hold", "out", "rest"):
        page.clock.run_for(1000 if step == "in" else 4000)
        expect(voice).to_have_text(words(f"breathe.{step}"))
    page.clock.run_for(40_000)

    expect(page.get_by_role("heading", name=words("breathe.done"))).to_be_focused()
    press(page, words, "breathe.again")
    running(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name=words("breathe.start"))).to_be_visible()


RIGHT_ENDS = """
[...document.querySelectorAll("main *:not(.unseen)")]
  .map((one) => one.getBoundingClientRect().right)
"""
MOMENTS = {"in": 900, "full": 3300, "out": 5600}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_a_picture_is_kept(language, scheme, fresh_page, server):
    words, name = Words(language), f"{language}-{scheme}"
    faults = []
    for size in (PHONE, DESKTOP):
        page = fresh_page(size, language, color_scheme=scheme)
        breathe(page, server, "cyclic_sighing/60")
        page.locator("main[data-phase=in]").wait_for()
        begun = read(page)["origin"]
        for moment, at in MOMENTS.items():
            page.wait_for_timeout(max(0, begun + at - page.evaluate("performance.now()")))
            page.screenshot(path=SHOTS / f"breathe-{moment}-{size['width']}-{name}.png")
        faults += look(page, f"breathe-run-{size['width']}-{name}")
        page.evaluate(HIDE, True)
        faults += look(page, f"breathe-paused-{size['width']}-{name}")
        page.close()
    page = fresh_page(PHONE, language, color_scheme=scheme, reduced_motion="reduce")
    for place in ("box/60", "grounding/60"):
        go(page, server, f"/breathe/{place}")
        running(page)
        page.wait_for_timeout(1500)
        faults += look(page, f"breathe-{place.split('/')[0]}-reduced-{name}")
    sign_in(page, server, words)
    go(page, server, "/breathe")
    page.get_by_role("radio", name=words("breathe.box")).check()
    faults += look(page, f"breathe-choose-{name}")
    assert faults == []


def test_nothing_is_cut_off_at_twice_the_text(fresh_page, server):
    page = fresh_page(PHONE, "ru")
    for place in ("", "/cyclic_sighing/60", "/box/60", "/grounding/60"):
        go(page, server, f"/breathe{place}")
        page.locator("main h1").wait_for()
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        page.wait_for_timeout(1500)
        page.screenshot(path=SHOTS / f"breathe{place.replace('/', '-')}-ru-200.png", full_page=True)
        assert max(page.evaluate(RIGHT_ENDS)) <= PHONE["width"], place
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_it_begins_as_the_last_one_was_left_even_after_a_cold_start(server, open_phone, words):
    page = only_page(open_phone())
    sign_in(page, server, words)
    go(page, server, "/breathe/box/60")
    running(page)
    page.get_by_label(words("breathe.sound")).check(force=True)
    page.get_by_label(words("breathe.words_only")).check(force=True)
    page.wait_for_timeout(300)
    page.context.close()

    page = only_page(open_phone())
    page.add_init_script(NOTES)
    page.goto(f"{server.url}/#/breathe/box/60")
    running(page)
    expect(page.get_by_label(words("breathe.sound"))).to_be_checked()
    expect(page.get_by_label(words("breathe.words_only"))).to_be_checked()
    page.get_by_role("heading").first.click()  # before a touch no browser lets a page sound
    page.locator("main[data-phase=hold]").wait_for()
    assert read(page)["heard"]


FULL = """() => {
  IDBObjectStore.prototype.put = () => {
    throw new DOMException('no space', 'QuotaExceededError');
  };
}"""


def test_a_session_that_could_not_be_kept_says_so(server, fresh_page, words):
    page = fresh_page(PHONE)
    page.clock.install()
    sign_in(page, server, words)
    page.evaluate(FULL)
    go(page, server, "/breathe/look_far/30")
    running(page)
    page.clock.run_for(32_000)
    expect(page.get_by_role("alert")).to_have_text(words("reset.not_noted"))
    page.screenshot(path=SHOTS / "breathe-not-kept.png")
    press(page, words, "breathe.finish")

    go(page, server, "/breathe/look_far/30")
    running(page)
    page.clock.run_for(12_000)
    page.keyboard.press("Escape")
    expect(page.get_by_text(words("reset.not_noted"))).to_be_visible()
