"""What was begun and not sent: how long it stays, how it goes, and where it never stays."""

from playwright.sync_api import expect

from tests.browser.looking import look
from tests.browser.play import (
    DESKTOP,
    eventually,
    go,
    kept_in_the_browser,
    only_page,
    press,
    sign_in,
)
from tests.browser.test_report_abuse import choose, drafts, send


def test_a_draft_says_its_last_day_and_asks_before_it_goes(server, open_phone, words):
    page = only_page(open_phone())
    page.clock.install()
    sign_in(page, server, words)
    go(page, server, "/report")
    choose(page, words("abuse.kind.hate"))
    expect(page.get_by_text(words("abuse.kept_until").split("{")[0], exact=False)).to_be_visible()
    day = 24 * 60 * 60 * 1000

    page.clock.fast_forward(6 * day)
    go(page, server, "/")
    page.clock.run_for(3000)
    expect(page.get_by_text(words("abuse.until_tomorrow"))).to_be_visible()
    look(page, "report-last-day")
    press(page, words, "abuse.longer")
    expect(page.get_by_text(words("abuse.until_tomorrow"))).to_have_count(0)
    expect(page.get_by_text(words("abuse.until").split("{")[0], exact=False)).to_be_visible()

    page.clock.fast_forward(7 * day)
    go(page, server, "/reset")
    go(page, server, "/")
    page.clock.run_for(3000)
    eventually(lambda: drafts(page), [])
    expect(page.get_by_text(words("abuse.unfinished"))).to_have_count(0)


def test_what_is_thrown_away_can_be_brought_back(server, fresh_page, words):
    page = fresh_page()
    sign_in(page, server, words)
    go(page, server, "/report")
    choose(page, words("abuse.kind.hate"))

    press(page, words, "abuse.drop")
    expect(page.get_by_text(words("abuse.dropped"))).to_be_visible()
    eventually(lambda: drafts(page), [])
    press(page, words, "undo")

    expect(page.get_by_label(words("abuse.kind.hate"), exact=True)).to_be_checked()


def test_on_a_shared_computer_it_is_said_first_and_nothing_is_kept(server, fresh_page, words):
    page = fresh_page(DESKTOP)
    sign_in(page, server, words, device="shared")
    go(page, server, "/report")

    expect(page.get_by_text(words("abuse.shared"))).to_be_visible()
    choose(page, words("abuse.kind.hate"))
    choose(page, words("abuse.severity.1"))
    look(page, "report-shared")
    assert kept_in_the_browser(page) == {}
    send(page, words)
    expect(page.get_by_text(words("abuse.state.received"), exact=True)).to_be_visible()
    assert kept_in_the_browser(page) == {}
