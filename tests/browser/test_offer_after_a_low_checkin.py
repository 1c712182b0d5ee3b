"""After a low check-in one calm offer: once, never in the way, and gone for good when so wished."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.looking import look_both
from tests.browser.play import LANGUAGES, Words, go, only_page, press, sign_in, tick


def offer_on(page: Page, words: Words) -> Locator:
    return page.get_by_role("navigation", name=words("offer.title"))


def feel(page: Page, words: Words, mood: int) -> None:
    press(page, words, f"mood.{mood}")
    expect(page.get_by_role("heading", name=words(f"noted.{mood}"))).to_be_visible()
    page.get_by_role("button", name=words("refine.done"), exact=True).wait_for()


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_leads_to_breathing_or_away_and_comes_once(language, server, fresh_page):
    words = Words(language)
    page = fresh_page(language=language, reduced_motion="reduce")
    sign_in(page, server, words)

    feel(page, words, 1)
    expect(offer_on(page, words)).to_be_visible()
    ways = offer_on(page, words).get_by_role("link")
    assert [ways.nth(way).get_attribute("href") for way in range(ways.count())] == [
        "#/breathe/cyclic_sighing/60",
        "#/reset",
        "#/support",
        "#/report",
    ]
    assert look_both(page, f"offer-{language}") == []

    page.reload()  # the same check-in, still open to be refined
    expect(page.get_by_role("heading", name=words("noted.1"))).to_be_visible()
    page.get_by_role("button", name=words("refine.done"), exact=True).click()
    feel(page, words, 2)
    page.wait_for_timeout(300)
    expect(offer_on(page, words)).to_have_count(0)


def test_it_is_in_nobodys_way(server, fresh_page, words):
    page = fresh_page()
    sign_in(page, server, words)

    feel(page, words, 2)
    expect(offer_on(page, words)).to_be_visible()
    tick(page, words("source.customer"))
    press(page, words, "offer.not_now")

    expect(offer_on(page, words)).to_have_count(0)
    expect(page.get_by_label(words("source.customer"), exact=True)).to_be_checked()
    assert page.evaluate("document.activeElement.tagName") == "H1"
    press(page, words, "refine.done")
    expect(page.get_by_role("heading", name=words("home.question"))).to_be_visible()


@pytest.mark.parametrize("mood", [3, 4, 5])
def test_nothing_is_offered_to_whoever_is_well(mood, server, fresh_page, words):
    page = fresh_page()
    sign_in(page, server, words)

    feel(page, words, mood)
    page.wait_for_timeout(300)

    expect(offer_on(page, words)).to_have_count(0)


def test_it_comes_again_after_an_hour_unless_it_is_not_wanted(server, open_phone, words):
    page = only_page(open_phone())
    page.clock.install()
    sign_in(page, server, words)
    feel(page, words, 1)
    expect(offer_on(page, words)).to_be_visible()
    press(page, words, "refine.done")

    page.clock.fast_forward(61 * 60 * 1000)
    feel(page, words, 1)
    expect(offer_on(page, words)).to_be_visible()
    press(page, words, "offer.never")
    expect(page.get_by_text(words("offer.never_done"))).to_be_visible()
    press(page, words, "refine.done")

    page.clock.fast_forward(61 * 60 * 1000)
    feel(page, words, 1)
    page.clock.run_for(1000)
    expect(offer_on(page, words)).to_have_count(0)


def test_nothing_about_it_is_sent(server, fresh_page, words):
    page = fresh_page()
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(f"{asked.url} {asked.post_data or ''}"))
    sign_in(page, server, words)

    feel(page, words, 1)
    press(page, words, "offer.never")
    press(page, words, "refine.done")
    page.wait_for_timeout(500)

    api = [one for one in sent if "/api/" in one]
    assert api
    assert not [one for one in api if "offer" in one.lower() or "never" in one.lower()]


def test_on_a_shared_computer_it_does_not_promise_to_remember(server, fresh_page, words):
    page = fresh_page()
    sign_in(page, server, words, device="shared")

    feel(page, words, 1)

    expect(offer_on(page, words)).to_be_visible()
    expect(page.get_by_role("button", name=words("offer.never"), exact=True)).to_have_count(0)
    go(page, server, "/")
