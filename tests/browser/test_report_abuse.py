"""Abuse by a customer, from a phone without a line to the outcome that its reporter reads."""

import re
import time
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from tests.browser.cases import STORY, ask, bring_handlers, sign_in_as_handler
from tests.browser.looking import look, settle
from tests.browser.play import (
    DESKTOP,
    LANGUAGES,
    PATIENCE,
    PHONE,
    Words,
    eventually,
    go,
    kept_in_the_browser,
    only_page,
    press,
    sign_in,
    wait_for_the_worker,
)

AFTER_AN_OUTAGE = 60_000
QUIET = 500
A_MOMENT = 3000
# The sealed draft, as the letters of its bytes: it is another one after each change.
DRAFT = """async () => {
  const { name, version } = (await indexedDB.databases())[0];
  const db = await new Promise((done) => {
    const opening = indexedDB.open(name, version);
    opening.onsuccess = () => done(opening.result);
  });
  const all = db.transaction('mine').objectStore('mine').getAll();
  const rows = await new Promise((done) => (all.onsuccess = () => done(all.result)));
  db.close();
  const letters = (value) =>
    ArrayBuffer.isView(value) ? [...value].join() :
    value instanceof ArrayBuffer ? [...new Uint8Array(value)].join() : value;
  return rows.filter(({ name }) => name.startsWith('report-draft/'))
    .map((row) => JSON.stringify(row, (_, value) => letters(value)));
}"""
QUESTION, REPLY, OUTCOME = "Which number was it?", "The one ending in 47.", "A letter went out."


def choose(page: Page, word: str) -> None:
    tick(page.get_by_label(word, exact=True).first)


def tick(box: Locator) -> None:
    """Once it stands still, and not where the way out, which stays in reach, lies above it."""
    box.evaluate("box => box.scrollIntoView({ block: 'center' })")
    box.locator("..").click()
    expect(box).to_be_checked()


def draft_on_the_disk(page: Page) -> list:
    return page.evaluate(DRAFT)


def wait_until_kept(page: Page) -> None:
    """Sealing and writing take a moment that a reload does not wait for."""
    kept, until = draft_on_the_disk(page), time.monotonic() + PATIENCE / 1000
    while time.monotonic() < until:
        page.wait_for_timeout(QUIET)
        now = draft_on_the_disk(page)
        if now and now == kept:
            return
        kept = now
    raise AssertionError("the draft never came to rest")


def fill_in(page: Page, words: Words) -> None:
    choose(page, words("abuse.kind.insult"))
    choose(page, words("abuse.kind.threat"))
    steps = page.get_by_role("group", name=words("abuse.severity"))
    tick(steps.get_by_label(words("abuse.severity.3")))
    page.get_by_text(words("abuse.more"), exact=True).click()
    page.get_by_label(words("abuse.story")).fill(STORY[words.language])


def send(page: Page, words: Words) -> None:
    press(page, words, "abuse.send")


def rows(server) -> list[tuple]:
    return server.rows("SELECT identity, severity FROM incidents_case")


def drafts(page: Page) -> list:
    return [name for _, name in kept_in_the_browser(page).get("mine", []) if "report" in name]


def both_sizes(page: Page, name: str) -> list[str]:
    """A picture on the phone and on a desk, and what axe finds on each."""
    faults = look(page, name)
    page.set_viewport_size(DESKTOP)
    faults += look(page, f"{name}-desktop")
    page.set_viewport_size(PHONE)
    return faults


def test_the_short_form_takes_at_most_six_taps_and_a_few_seconds(server, fresh_page, words):
    page = fresh_page()
    sign_in(page, server, words)
    page.evaluate("window.taps = 0; addEventListener('pointerdown', () => (window.taps += 1))")
    begun = time.monotonic()

    page.get_by_role("link", name=words("home.report")).click()
    choose(page, words("abuse.kind.insult"))
    choose(page, words("abuse.severity.2"))
    choose(page, words("abuse.act.boundary"))
    page.get_by_label(words("abuse.reference")).click()
    page.keyboard.type("A-1047")
    send(page, words)

    expect(page.get_by_text(words("abuse.state.received"), exact=True)).to_be_visible()
    assert time.monotonic() - begun < 30
    assert page.evaluate("window.taps") == 6
    said = ask(page, server, "GET", page.url.partition("#")[2])
    assert (said["kinds"], said["severity"]) == (["insult"], 2)
    assert (said["acts"], said["reference"]) == (["boundary"], "A-1047")
    ago = datetime.now(UTC) - datetime.fromisoformat(said["happened_at"])
    assert timedelta(0) <= ago < timedelta(minutes=3)
    assert rows(server) == [("confidential", 2)]


@pytest.mark.parametrize(
    ("language", "identity"), [("en", "named"), ("zh-Hans", "confidential"), ("ru", "named")]
)
def test_without_a_line_at_first_to_the_outcome(language, identity, server, open_phone, fresh_page):
    words = Words(language)
    bring_handlers(server)
    page = only_page(open_phone(language))
    sign_in(page, server, words)
    wait_for_the_worker(page)
    server.stop()
    page.get_by_role("link", name=words("home.report")).click()
    fill_in(page, words)
    expect(page.get_by_role("heading", name=words("abuse.threat"))).to_be_visible()
    choose(page, words(f"abuse.identity.{identity}"))
    expect(page.get_by_text(words(f"abuse.{identity}_means"))).to_be_visible()

    wait_until_kept(page)
    page.reload()
    expect(page.get_by_label(words("abuse.story"))).to_have_value(STORY[language])
    expect(page.get_by_label(words(f"abuse.identity.{identity}"), exact=True)).to_be_checked()
    faults = both_sizes(page, f"report-{language}")
    page.get_by_role("link", name=words("nav.checkin")).click()
    line = page.get_by_role("link", name=words("abuse.unfinished"))
    expect(line).to_be_visible()
    faults += look(page, f"report-home-{language}")
    line.click()
    send(page, words)
    expect(page.get_by_text(words("abuse.state.unsent"), exact=True)).to_be_visible()
    faults += look(page, f"report-unsent-{language}")
    assert drafts(page) == []

    server.start()
    received = page.get_by_text(words("abuse.state.received"), exact=True)
    expect(received).to_be_visible(timeout=AFTER_AN_OUTAGE)
    assert rows(server) == [(identity, 3)]
    sam = sign_in_as_handler(fresh_page, server, words)
    case = handled(sam, server)
    expect(page.get_by_text(QUESTION)).to_be_visible(timeout=AFTER_AN_OUTAGE)
    page.get_by_label(words("abuse.write")).fill(REPLY)
    press(page, words, "abuse.write_send")
    eventually(
        lambda: [one["text"] for one in ask(sam, server, "GET", case)["messages"]],
        [QUESTION, REPLY],
    )
    faults += both_sizes(page, f"report-handled-{language}")
    ask(sam, server, "PUT", f"{case}/outcome", {"text": OUTCOME})
    expect(page.get_by_text(OUTCOME)).to_be_visible(timeout=AFTER_AN_OUTAGE)
    faults += look(page, f"report-closed-{language}")
    page.get_by_role("link", name=words("abuse.mine"), exact=True).click()
    expect(page.get_by_text(words("abuse.state.closed"), exact=True)).to_be_visible()
    faults += both_sizes(page, f"reports-{language}")
    assert faults == []
    assert ask(sam, server, "GET", "/cases")["read"] == 1


def handled(sam: Page, server) -> str:
    """A case handler opens the only case, takes it on and asks."""
    [line] = ask(sam, server, "GET", "/cases")["results"]
    case = f"/cases/{line['id']}"
    ask(sam, server, "GET", case)
    ask(sam, server, "PUT", f"{case}/acknowledgement")
    message = "01950000-0000-7000-8000-000000000001"
    ask(sam, server, "PUT", f"{case}/messages/{message}", {"text": QUESTION})
    return case


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_name_and_with_a_receipt_that_opens_elsewhere(
    language, server, open_phone, fresh_page
):
    words = Words(language)
    bring_handlers(server)
    page = only_page(open_phone(language))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sent: list[Request] = []
    page.on("request", lambda one: sent.append(one) if "anonymous" in one.url else None)
    sign_in(page, server, words)
    wait_for_the_worker(page)
    server.stop()
    go(page, server, "/report")
    fill_in(page, words)
    choose(page, words("abuse.identity.anonymous"))
    expect(page.get_by_text(words("abuse.anonymous_points"))).to_be_visible()
    faults = look(page, f"report-anonymous-{language}")
    send(page, words)
    expect(page.get_by_role("heading", name=words("abuse.to_send"))).to_be_visible()
    faults += look(page, f"report-to-send-{language}")
    assert "letters" not in kept_in_the_browser(page)
    go(page, server, "/")  # it goes out by itself
    expect(page.get_by_role("link", name=words("abuse.to_send"))).to_be_visible()

    server.start()
    waiting = page.get_by_role("link", name=words("abuse.receipt_waits"))
    expect(waiting).to_be_visible(timeout=AFTER_AN_OUTAGE)
    assert rows(server) == [("anonymous", 3)]
    waiting.click()
    expect(page.get_by_role("heading", name=words("abuse.receipt"))).to_be_visible()
    faults += both_sizes(page, f"receipt-{language}")
    press(page, words, "waiting.copy")
    receipt = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4} ){4}[0-9A-HJKMNP-TV-Z]{4}", receipt)
    press(page, words, "abuse.saved_it")
    expect(page.get_by_text(words("abuse.receipt_gone"))).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    assert drafts(page) == []
    page.reload()
    expect(page.get_by_text(words("abuse.unnamed_none"))).to_be_visible()
    for one in sent:
        said = one.all_headers()
        assert not {"cookie", "aftercall-account", "x-csrftoken", "device-time"} & set(said)
        assert not said.get("referer")
    assert len({one.post_data for one in sent}) == 1  # the same receipt each time

    sam = sign_in_as_handler(fresh_page, server, words)
    case = handled(sam, server)
    other = fresh_page(language=language)
    other.goto(f"{server.url}/#/signin")
    other.get_by_role("link", name=words("signin.receipt")).click()
    faults += both_sizes(other, f"by-receipt-{language}")
    type_receipt(other, words, "0" + receipt[1:][::-1])
    field = other.get_by_label(words("abuse.receipt_field"), exact=True)
    expect(field).to_be_focused()
    expect(field).to_have_accessible_description(re.compile(re.escape(words("abuse.mistyped"))))
    type_receipt(other, words, receipt.lower())
    expect(other.get_by_text(QUESTION)).to_be_visible()
    expect(other.get_by_role("heading", level=1)).to_be_focused()
    faults += both_sizes(other, f"by-receipt-open-{language}")
    other.get_by_label(words("abuse.write")).fill(REPLY)
    press(other, words, "abuse.write_send")
    expect(other.get_by_role("log").get_by_text(REPLY)).to_be_visible()
    ask(sam, server, "PUT", f"{case}/outcome", {"text": OUTCOME})
    press(other, words, "abuse.close")
    type_receipt(other, words, receipt)
    expect(other.get_by_text(OUTCOME)).to_be_visible()
    assert kept_in_the_browser(other) == {}
    assert faults == []


@pytest.mark.parametrize("device", ["own", "shared"])
def test_nothing_signed_is_asked_for_beside_what_goes_without_a_name(
    device, server, fresh_page, words
):
    page = fresh_page()
    sign_in(page, server, words, device=device)
    go(page, server, "/report")
    fill_in(page, words)
    choose(page, words("abuse.identity.anonymous"))
    page.wait_for_timeout(A_MOMENT)  # what the form itself asks for is before

    heard: list[Request] = []
    page.on("request", lambda one: heard.append(one))
    send(page, words)
    expect(page.get_by_role("heading", name=words("aftercare.title"))).to_be_visible()
    page.wait_for_timeout(A_MOMENT)

    asked = [one for one in heard if "/api/" in one.url or "/_allauth/" in one.url]
    assert "/api/v1/anonymous-reports" in {one.url.removeprefix(server.url) for one in asked}
    signed = {"cookie", "aftercall-account", "x-csrftoken", "device-time"}
    told = {one.url: signed & set(one.all_headers()) for one in asked}
    assert {url: said for url, said in told.items() if said} == {}


def type_receipt(page: Page, words: Words, receipt: str) -> None:
    page.get_by_label(words("abuse.receipt_field"), exact=True).fill(receipt)
    press(page, words, "abuse.open")


def test_a_marked_call_becomes_a_report_in_one_tap(server, fresh_page, words):
    page = fresh_page()
    sign_in(page, server, words)
    go(page, server, "/tough")
    page.locator("main[data-phase]").wait_for()
    go(page, server, "/reset")
    begun = page.evaluate("new Date().toLocaleDateString('sv')")  # the day of their own calendar
    look(page, "report-stub")

    page.get_by_role("link", name=words("tough.report_one").split("{")[0]).click()

    expect(page.get_by_label(words("abuse.day"))).to_have_value(re.compile(f"^{begun}T"))
    choose(page, words("abuse.kind.shouting"))
    choose(page, words("abuse.severity.0"))
    send(page, words)
    expect(page.get_by_text(words("abuse.state.received"), exact=True)).to_be_visible()
    go(page, server, "/reset")
    expect(page.get_by_role("heading", name=words("reset.title"))).to_be_visible()
    expect(page.get_by_role("heading", name=words("tough.list"))).to_have_count(0)


def test_what_must_not_be_seen_and_taking_it_back(server, fresh_page, words):
    bring_handlers(server)
    page = fresh_page()
    sign_in(page, server, words)
    go(page, server, "/report")
    choose(page, words("abuse.kind.hate"))
    choose(page, words("abuse.severity.1"))
    page.get_by_text(words("abuse.not_to"), exact=True).first.click()
    choose(page, "Sam")
    look(page, "report-not-to")
    send(page, words)
    expect(page.get_by_text(words("abuse.state.received"), exact=True)).to_be_visible()
    excluded = "SELECT name FROM incidents_exclusion JOIN accounts_user u ON u.id = person_id"
    assert server.rows(excluded) == [("Sam",)]

    press(page, words, "abuse.take_back")
    page.get_by_role("dialog").get_by_role("button", name=words("abuse.take_back")).click()

    expect(page.get_by_text(words("abuse.withdrawn"))).to_be_visible()
    assert server.rows("SELECT state, story FROM incidents_case") == [("withdrawn", None)]


def test_the_way_out_works_without_a_line_and_back_does_not_return(server, open_phone, words):
    page = only_page(open_phone())
    sign_in(page, server, words)
    wait_for_the_worker(page)
    server.stop()
    page.get_by_role("link", name=words("nav.me")).click()
    page.get_by_role("link", name=words("nav.reports")).click()
    page.get_by_role("link", name=words("abuse.title"), exact=True).click()
    expect(page.get_by_role("heading", name=words("abuse.title"))).to_be_visible()
    assert page.title() == words("title.notes")

    press(page, words, "crisis.leave")
    page.wait_for_url("**/notes.html")
    page.go_back()

    expect(page.get_by_role("heading", name="Asha")).to_be_visible(timeout=PATIENCE)


def test_dark_and_by_keyboard(server, fresh_page, words):
    page = fresh_page(color_scheme="dark", reduced_motion="reduce")
    sign_in(page, server, words)
    go(page, server, "/report")
    page.get_by_label(words("abuse.kind.insult"), exact=True).focus()
    page.keyboard.press("Space")
    page.get_by_label(words("abuse.severity.0"), exact=True).focus()
    for key in ("Space", "ArrowRight", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    expect(page.get_by_role("heading", name=words("abuse.threat"))).to_be_visible()
    choose(page, words("abuse.identity.anonymous"))
    faults = look(page, "report-dark")
    page.get_by_role("button", name=words("abuse.send")).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=words("abuse.receipt"))).to_be_visible()
    faults += look(page, "receipt-dark")
    go(page, server, "/reports")
    expect(page.get_by_role("heading", name=words("abuse.mine"))).to_be_visible()
    faults += look(page, "reports-dark")
    go(page, server, "/receipt")
    faults += look(page, "by-receipt-dark")
    assert faults == []


def test_nothing_is_cut_off_at_twice_the_text(server, fresh_page):
    words = Words("ru")
    page = fresh_page(language="ru")
    sign_in(page, server, words)
    for place in ("/report", "/reports", "/receipt", "/"):
        go(page, server, place)
        page.locator("h1").first.wait_for()
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if place == "/report":
            fill_in(page, words)
            choose(page, words("abuse.identity.anonymous"))
        settle(page)
        name = place.strip("/") or "home"
        look(page, f"report-{name}-ru-200")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], place
