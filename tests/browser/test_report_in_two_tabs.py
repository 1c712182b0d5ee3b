"""The same report in two tabs: nothing that was written is lost, and nothing goes twice."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cases import STORY
from tests.browser.looking import look
from tests.browser.play import LANGUAGES, Words, eventually, go, press, sign_in
from tests.browser.test_report_abuse import choose, drafts, fill_in, rows, send, wait_until_kept


def another_tab(page: Page, server, place: str, *, told: bool = True) -> Page:
    """One that is not told is like one that the phone put to sleep."""
    tab = page.context.new_page()
    if not told:
        tab.add_init_script("delete window.BroadcastChannel")
    tab.goto(f"{server.url}/#{place}")
    return tab


def test_a_tab_that_stood_open_writes_over_nothing(server, fresh_page, words):
    page = fresh_page()
    sign_in(page, server, words)
    told = another_tab(page, server, "/report")
    asleep = another_tab(page, server, "/report", told=False)
    for tab in (told, asleep):
        expect(tab.get_by_role("heading", name=words("abuse.title"))).to_be_visible()
        expect(tab.get_by_label(words("abuse.kind.hate"), exact=True)).to_be_attached()
    go(page, server, "/report")
    fill_in(page, words)
    wait_until_kept(page)
    page.close()

    expect(
        told.get_by_role("checkbox", name=words("abuse.kind.threat"), exact=True)
    ).to_be_checked()
    choose(asleep, words("abuse.kind.hate"))
    expect(
        asleep.get_by_role("checkbox", name=words("abuse.kind.threat"), exact=True)
    ).to_be_checked()
    wait_until_kept(asleep)

    asleep.reload()
    expect(asleep.get_by_label(words("abuse.story"))).to_have_value(STORY["en"])
    for kind in ("insult", "threat", "hate"):
        expect(asleep.get_by_label(words(f"abuse.kind.{kind}"), exact=True)).to_be_checked()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_one_tab_sent_the_other_neither_sends_nor_brings_back(language, server, fresh_page):
    words, page = Words(language), fresh_page(language=language)
    sign_in(page, server, words)
    go(page, server, "/report")
    fill_in(page, words)
    wait_until_kept(page)
    told = another_tab(page, server, "/report")
    asleep = another_tab(page, server, "/report", told=False)
    for tab in (told, asleep):
        expect(
            tab.get_by_role("checkbox", name=words("abuse.kind.threat"), exact=True)
        ).to_be_checked()

    send(page, words)
    expect(page.get_by_text(words("abuse.state.received"), exact=True)).to_be_visible()
    expect(told.get_by_text(words("abuse.gone_sent"))).to_be_visible()
    expect(told.get_by_role("button", name=words("abuse.send"))).to_have_count(0)
    faults = look(told, f"report-sent-elsewhere-{language}")
    send(asleep, words)
    expect(asleep.get_by_text(words("abuse.gone_sent"))).to_be_visible()
    asleep.get_by_role("link", name=words("abuse.gone_see")).click()
    expect(asleep.get_by_text(words("abuse.state.received"), exact=True)).to_be_visible()

    press(told, words, "abuse.gone_anew")
    expect(
        told.get_by_role("checkbox", name=words("abuse.kind.threat"), exact=True)
    ).not_to_be_checked()
    eventually(lambda: drafts(page), [])
    assert rows(server) == [("confidential", 3)]
    assert faults == []
