"""The other side of a report: a case handler opens it, asks, answers, or stands back."""

from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cases import ask, bring_handlers, report, sign_in_as_handler
from tests.browser.looking import look, look_both
from tests.browser.play import DESKTOP, LANGUAGES, PATIENCE, PHONE, Words, go, press, sign_in

QUESTION, ANSWER = "Which number was it?", "The one ending in 47."
OUTCOME = "The customer got a warning letter. A second time we end the contract."

ANEW = """
from accounts import access
from accounts.models import User
access.start_afresh([User.objects.get(personnel_number="asha").pk])
"""


@pytest.fixture
def asha(server, fresh_page, words):
    """Signed in on her own phone."""
    bring_handlers(server)
    page = fresh_page()
    sign_in(page, server, words)
    return page


def open_first(page, words):
    page.get_by_role("link", name=words("abuse.kind.threat")).first.click()
    expect(page.get_by_role("heading", name=words("casework.said"))).to_be_visible()


def write(page, words, text, field="casework.write", button="casework.send"):
    page.get_by_label(words(field)).fill(text)
    press(page, words, button)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_becomes_an_outcome_that_its_reporter_reads(language, asha, server, fresh_page):
    words = Words(language)
    sam = sign_in_as_handler(fresh_page, server, words)
    sam.get_by_role("link", name=words("nav.cases"), exact=True).click()
    expect(sam.get_by_text(words("casework.none"))).to_be_visible()
    faults = look(sam, f"cases-none-{language}")

    id = report(asha, server, language)
    expect(sam.get_by_role("link", name=words("abuse.kind.threat"))).to_be_visible(timeout=PATIENCE)
    expect(sam.get_by_text(words("casework.lead"))).to_be_visible()
    assert "Asha" not in sam.locator("main").inner_text()
    assert ask(asha, server, "GET", f"/reports/{id}")["openings"] == []

    open_first(sam, words)
    faults += look(sam, f"case-received-{language}")
    assert [one["by"] for one in ask(asha, server, "GET", f"/reports/{id}")["openings"]] == ["Sam"]
    press(sam, words, "casework.take")
    expect(sam.get_by_text(words("casework.mine"))).to_be_visible()
    see_state(sam, words, "acknowledged")
    write(sam, words, QUESTION)
    expect(sam.get_by_role("log").get_by_text(QUESTION)).to_be_visible()
    expect(sam.get_by_label(words("casework.write"))).to_have_value("")

    ask(asha, server, "PUT", f"/reports/{id}/messages/{uuid4()}", {"text": ANSWER})
    expect(sam.get_by_text(words("casework.news"))).to_be_visible(timeout=PATIENCE)
    assert len(ask(asha, server, "GET", f"/reports/{id}")["openings"]) == 1
    press(sam, words, "casework.show")
    expect(sam.get_by_role("log").get_by_text(ANSWER)).to_be_visible()
    sam.get_by_label(words("casework.outcome_field")).fill(OUTCOME)
    faults += look(sam, f"case-taken-{language}")
    press(sam, words, "casework.close")
    expect(sam.get_by_role("button", name=words("casework.reopen"))).to_be_visible()
    see_state(sam, words, "closed")
    faults += look(sam, f"case-closed-{language}")

    assert ask(asha, server, "GET", f"/reports/{id}")["outcome"] == OUTCOME
    sam.get_by_role("link", name=words("casework.back")).click()
    sam.get_by_label(words("casework.filter.closed"), exact=True).check(force=True)
    expect(sam.get_by_text(words("casework.read", read=1, closed=1))).to_be_visible()
    assert faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_handler_reads_when_nobody_reads_them(language, asha, server, fresh_page):
    words = Words(language)
    report(asha, server, language)
    server.python(ANEW)
    sam = sign_in_as_handler(fresh_page, server, words, device="shared")
    go(sam, server, "/cases")
    open_first(sam, words)
    press(sam, words, "casework.take")

    expect(sam.get_by_label(words("casework.write"))).to_have_accessible_description(
        words("casework.reads_not")
    )
    expect(sam.get_by_label(words("casework.outcome_field"))).to_have_accessible_description(
        words("casework.outcome_unread")
    )
    expect(sam.get_by_text(words("casework.shared"))).to_be_visible()
    expect(sam.get_by_text(words("state.sent"), exact=True)).to_be_visible()
    assert look(sam, f"case-unread-{language}") == []


def see_state(sam: Page, words: Words, state: str) -> None:
    """What a screen reader says after an act: how the case stands since."""
    heading = sam.get_by_role("heading", name=words(f"casework.state.{state}"), exact=True)
    expect(heading).to_be_focused()


def test_whoever_stands_back_finds_nothing_any_more(asha, server, fresh_page, words):
    report(asha, server)
    sam = sign_in_as_handler(fresh_page, server, words)
    go(sam, server, "/cases")
    open_first(sam, words)
    place = sam.url

    press(sam, words, "casework.stand_back")
    faults = look(sam, "case-stand-back")
    press(sam, words, "casework.stay")
    press(sam, words, "casework.stand_back")
    sam.get_by_role("dialog").get_by_role(
        "button", name=words("casework.stand_back"), exact=True
    ).click()

    expect(sam.get_by_text(words("casework.stood_back"))).to_be_visible()
    expect(sam.get_by_text(words("casework.none"))).to_be_visible()
    sam.goto(place)
    expect(sam.get_by_text(words("casework.gone"))).to_be_visible()
    faults += look(sam, "case-gone")
    assert faults == []


def test_of_two_at_once_the_slower_sees_how_it_stands(asha, server, fresh_page, words):
    report(asha, server)
    sam, max_ = (sign_in_as_handler(fresh_page, server, words, who) for who in ("sam", "max"))
    for page in (sam, max_):
        go(page, server, "/cases")
        open_first(page, words)

    press(max_, words, "casework.take")
    expect(max_.get_by_text(words("casework.mine"))).to_be_visible()
    press(sam, words, "casework.take")

    expect(sam.get_by_text(words("casework.as_it_stands"))).to_be_visible()
    expect(sam.get_by_text(words("casework.has", name="Max"))).to_be_visible()
    assert look(sam, "case-of-a-colleague") == []
    press(sam, words, "casework.over")
    expect(sam.get_by_text(words("casework.mine"))).to_be_visible()
    expect(max_.get_by_text(words("casework.news"))).to_be_visible(timeout=PATIENCE)


def test_what_was_typed_survives_a_server_that_is_away(asha, server, fresh_page, words):
    id = report(asha, server)
    sam = sign_in_as_handler(fresh_page, server, words, service_workers="allow")
    go(sam, server, "/cases")
    open_first(sam, words)
    press(sam, words, "casework.take")
    sam.get_by_label(words("casework.outcome_field")).fill("Half an outcome")

    server.stop()
    write(sam, words, QUESTION)
    expect(sam.get_by_role("alert")).to_be_visible(timeout=PATIENCE)
    expect(sam.get_by_label(words("casework.write"))).to_have_value(QUESTION)
    server.start()
    go(sam, server, "/cases")
    open_first(sam, words)
    expect(sam.get_by_label(words("casework.outcome_field"))).to_have_value("Half an outcome")
    expect(sam.get_by_label(words("casework.write"))).to_have_value(QUESTION)
    press(sam, words, "casework.send")

    expect(sam.get_by_label(words("casework.write"))).to_have_value("")
    seen = ask(asha, server, "GET", f"/reports/{id}")
    assert [one["text"] for one in seen["messages"]] == [QUESTION]


MANY = """
from datetime import timedelta
from django.utils import timezone
from accounts.models import User
from tests.incidents.reports import acknowledged, reported
asha, max_ = (User.objects.get(personnel_number=one) for one in ("asha", "max"))
now = timezone.now()
reported(asha, now=now - timedelta(days=2), kinds=["shouting", "profanity", "hate"], severity=2)
reported(asha, now=now - timedelta(hours=3), kinds=["threat", "stalking"], severity=3)
acknowledged(reported(asha, now=now - timedelta(days=8)), max_, now=now - timedelta(days=7))
for n in range(49):
    reported(asha, now=now - timedelta(minutes=n), kinds=["insult"], severity=n % 3)
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_of_many_reads_well(language, asha, server, fresh_page):
    words = Words(language)
    report(asha, server, language)
    server.python(MANY)
    more = {"reduced_motion": "reduce"}
    sam = sign_in_as_handler(fresh_page, server, words, **more)
    go(sam, server, "/cases")
    expect(sam.get_by_text(words("casework.page", page=1, pages=2))).to_be_visible()
    faults = []
    for size in (DESKTOP, PHONE):
        sam.set_viewport_size(size)
        faults += look_both(sam, f"cases-{size['width']}-{language}")
    press(sam, words, "casework.next")
    expect(sam.get_by_text(words("casework.page", page=2, pages=2))).to_be_visible()
    sam.get_by_label(words("casework.filter.acknowledged"), exact=True).check(force=True)
    expect(sam.get_by_text(words("casework.has", name="Max"))).to_be_visible()
    sam.get_by_label(words("casework.filter.received"), exact=True).check(force=True)
    story = sam.get_by_role("link").filter(has_text=words("casework.severity.3")).first
    story.click()
    for size in (DESKTOP, PHONE):
        sam.set_viewport_size(size)
        faults += look_both(sam, f"case-{size['width']}-{language}")
    assert faults == []


def test_twice_the_text_still_fits(asha, server, fresh_page):
    words = Words("ru")
    report(asha, server, "ru")
    sam = sign_in_as_handler(fresh_page, server, words, size=PHONE)
    for place in ("/cases", "one"):
        go(sam, server, "/cases")
        if place == "one":
            open_first(sam, words)
            press(sam, words, "casework.take")
            expect(sam.get_by_label(words("casework.outcome_field"))).to_be_visible()
        sam.evaluate("document.documentElement.style.fontSize = '200%'")
        look(sam, f"cases-200-{place.strip('/')}")
        width = sam.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE["width"], f"{place} is {width} pixels wide"


def test_by_the_keyboard_alone(asha, server, fresh_page, words):
    report(asha, server)
    sam = sign_in_as_handler(fresh_page, server, words)
    go(sam, server, "/cases")
    link = sam.get_by_role("link", name=words("abuse.kind.threat"))
    expect(link).to_be_visible()
    link.focus()
    sam.keyboard.press("Enter")
    take = sam.get_by_role("button", name=words("casework.take"), exact=True)
    expect(take).to_be_visible()
    heading = sam.get_by_role("heading", level=1)
    expect(heading).to_be_focused()
    sam.keyboard.press("Tab")
    expect(take).to_be_focused()
    sam.keyboard.press("Enter")

    expect(sam.get_by_text(words("casework.mine"))).to_be_visible()
