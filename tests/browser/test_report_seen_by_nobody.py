"""Whoever keeps every handler away is told so, before it is sent and on the report itself."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cases import bring_handlers
from tests.browser.fitting import as_before, unfit
from tests.browser.looking import look
from tests.browser.play import LANGUAGES, Words, go, press, sign_in
from tests.browser.test_report_abuse import both_sizes, choose, fill_in, send

A_REPORT = re.compile(r"/reports/[^/]+$")
# A slow phone: time passes between sealing one letter and the next.
SLOW = "() => { const now = Date.now; let n = 0; Date.now = () => now() + 5 * n++; }"
pytestmark = pytest.mark.parametrize("language", LANGUAGES)


def keep_away(page: Page, words: Words, *names: str) -> None:
    page.get_by_text(words("abuse.not_to"), exact=True).first.click()
    for name in names:
        choose(page, name)


def test_it_is_said_before_and_after_and_can_be_chosen_again(language, server, fresh_page):
    words = Words(language)
    bring_handlers(server)
    page = fresh_page(language=language)
    sign_in(page, server, words)
    go(page, server, "/report")
    fill_in(page, words)
    keep_away(page, words, "Max")
    warning = page.get_by_role("heading", name=words("abuse.unseen_would"))
    expect(warning).to_have_count(0)

    choose(page, "Sam")
    expect(warning).to_be_visible()
    warning.evaluate("one => one.scrollIntoView({ block: 'center' })")
    faults = both_sizes(page, f"unseen-form-{language}")
    send(page, words)

    said = page.get_by_role("heading", name=words("abuse.unseen"), exact=True)
    expect(said).to_be_visible()
    expect(page.get_by_role("link", name=words("lines.link"))).to_be_visible()
    expect(page.get_by_role("button", name=words("help.now")).last).to_be_visible()
    faults += both_sizes(page, f"unseen-report-{language}")
    assert not [one for one in unfit(page) if language != "zh-Hans" or "torn" not in one]
    as_before(page)

    press(page, words, "abuse.choose_again")
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_text(words("abuse.unseen_again"))).to_be_visible()
    faults += look(page, f"unseen-again-{language}")
    assert not faults
    sheet.get_by_role("button", name=words("abuse.choose_again"), exact=True).click()

    expect(page.get_by_role("heading", name=words("abuse.title"))).to_be_visible()
    expect(page.get_by_label(words("abuse.kind.insult"), exact=True)).to_be_checked()
    keep_away(page, words, "Max")
    expect(warning).to_have_count(0)
    send(page, words)

    expect(page.get_by_text(words("abuse.state.received"), exact=True)).to_be_visible()
    expect(said).to_have_count(0)
    told = server.rows("SELECT state FROM incidents_case ORDER BY received_at")
    assert told == [("withdrawn",), ("received",)]


def test_who_leads_alone_is_said_on_the_report_too(language, server, fresh_page):
    """Nobody chose that: the only handler leads whoever tells in confidence."""
    words = Words(language)
    server.python(LEADS)
    page = fresh_page(language=language)
    sign_in(page, server, words)
    go(page, server, "/report")
    fill_in(page, words)
    choose(page, words("abuse.identity.confidential"))
    send(page, words)

    expect(page.get_by_role("heading", name=words("abuse.unseen"), exact=True)).to_be_visible()


LEADS = """
from accounts.models import RoleGrant, User
from tests.times import LONG_AGO
mona = User.objects.get(name="Mona")
RoleGrant.objects.create(
    person=mona, role="case_handler", unit=mona.role_grants.get().unit, starts_at=LONG_AGO)
"""


def test_where_no_line_was_there_it_is_taken_back_before_the_other_goes(
    language, server, fresh_page
):
    words = Words(language)
    bring_handlers(server)
    page = fresh_page(language=language)
    sign_in(page, server, words)
    go(page, server, "/report")
    fill_in(page, words)
    keep_away(page, words, "Max", "Sam")
    send(page, words)
    said = page.get_by_role("heading", name=words("abuse.unseen"), exact=True)
    expect(said).to_be_visible()
    first = page.url.rpartition("/")[2]
    page.route(f"**/api/v1/reports/{first}", lambda route: route.abort())

    press(page, words, "abuse.choose_again")
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("button", name=words("abuse.choose_again"), exact=True).click()
    expect(page.get_by_role("alert").first).to_be_visible()
    go(page, server, f"/report/of/{first}")
    expect(page.get_by_label(words("abuse.kind.insult"), exact=True)).to_be_checked()
    page.unroute(f"**/api/v1/reports/{first}")
    page.evaluate(SLOW)
    asked: list[str] = []
    page.on("request", lambda one: A_REPORT.search(one.url) and asked.append(one.method))
    send(page, words)

    expect(page.get_by_text(words("abuse.state.received"), exact=True)).to_be_visible()
    expect(said).to_have_count(0)
    assert [method for method in asked if method != "GET"] == ["DELETE", "PUT"]
    states = server.rows("SELECT state FROM incidents_case ORDER BY received_at")
    assert states == [("withdrawn",), ("received",)]
