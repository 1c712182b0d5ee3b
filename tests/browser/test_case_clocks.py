"""The time of a case on both screens: it stands still, it is late, and what has to be done."""

import pytest
from playwright.sync_api import expect

from tests.browser.cases import ask, bring_handlers, report, sign_in_as_handler
from tests.browser.looking import look, look_both
from tests.browser.play import DESKTOP, LANGUAGES, PATIENCE, PHONE, Words, go, press, sign_in

IN_KOREA = """
from accounts.models import User
User.objects.filter(personnel_number="asha").update(country="KR")
"""
LATE = """
from datetime import timedelta
from django.utils import timezone
from wellbeing.incidents.models import CaseDeadline
now = timezone.now()
CaseDeadline.objects.update(due_at=now - timedelta(hours=1), remind_at=now - timedelta(hours=2))
"""
STEPS = ("stop_work", "rest", "care", "evidence")
WHY = "She does not want it."


@pytest.fixture
def asha(server, fresh_page):
    bring_handlers(server)
    server.python(IN_KOREA)

    def come(language="en", **more):
        page = fresh_page(PHONE, language, **more)
        sign_in(page, server, Words(language))
        return page

    return come


def take(page, server, words, id):
    go(page, server, "/cases")
    page.get_by_role("link", name=words("abuse.kind.threat")).first.click()
    press(page, words, "casework.take")
    expect(page.get_by_text(words("casework.mine"))).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_time_stands_still_and_each_step_is_settled(language, asha, server, fresh_page):
    words, phone = Words(language), asha(language)
    id = report(phone, server, language)
    sam = sign_in_as_handler(fresh_page, server, words)
    take(sam, server, words, id)
    expect(sam.get_by_role("button", name=words("casework.close"))).to_be_disabled()
    faults = look(sam, f"clocks-steps-{language}")

    press(sam, words, "casework.pause_open")
    expect(sam.get_by_role("radio").first).to_be_focused()
    press(sam, words, "back")
    expect(sam.get_by_role("button", name=words("casework.pause_open"))).to_be_focused()
    press(sam, words, "casework.pause_open")
    sam.get_by_role("radio", name=words("casework.pause.reporter")).check(force=True)
    faults += look(sam, f"clocks-pause-{language}")
    press(sam, words, "casework.pause")
    expect(sam.get_by_role("button", name=words("casework.resume"))).to_be_visible()
    expect(sam.get_by_role("heading", level=1)).to_be_focused()
    go(phone, server, f"/reports/{id}")
    expect(phone.get_by_text(words("abuse.pause.reporter"))).to_be_visible(timeout=PATIENCE)
    expect(phone.get_by_role("heading", name=words("abuse.rights"))).to_be_visible()
    faults += look(phone, f"clocks-report-{language}")
    press(sam, words, "casework.resume")
    expect(sam.get_by_role("button", name=words("casework.pause_open"))).to_be_visible()
    expect(sam.get_by_role("heading", level=1)).to_be_focused()

    boxes = sam.get_by_role("checkbox")
    expect(boxes).to_have_count(len(STEPS))
    for place in range(len(STEPS) - 1):
        boxes.nth(place).click()
        expect(boxes.nth(place)).to_be_checked()
        expect(boxes.nth(place)).to_be_enabled()
    sam.get_by_role("button", name=words("casework.aside"), exact=False).last.click()
    sam.get_by_label(words("casework.aside_why")).fill(WHY)
    sam.get_by_role("button", name=words("casework.aside"), exact=True).click()
    expect(sam.get_by_text(WHY)).to_be_visible()
    faults += look(sam, f"clocks-settled-{language}")

    sam.get_by_label(words("casework.outcome_field")).fill("A letter went out.")
    press(sam, words, "casework.close")
    expect(sam.get_by_role("button", name=words("casework.reopen"))).to_be_visible()
    assert ask(phone, server, "GET", f"/reports/{id}")["outcome"] == "A letter went out."
    assert faults == []


def test_what_is_late_is_said_calmly_with_what_one_can_do(asha, server, fresh_page):
    words, phone = Words("en"), asha()
    id = report(phone, server)
    server.python(LATE)

    go(phone, server, f"/reports/{id}")
    expect(phone.get_by_text(words("abuse.late_means"))).to_be_visible()
    faults = look_both(phone, "clocks-late")
    phone.evaluate("document.documentElement.style.fontSize = '200%'")
    look_both(phone, "clocks-late-200")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    sam = sign_in_as_handler(fresh_page, server, words, size=PHONE)
    take(sam, server, words, id)
    for size in (DESKTOP, PHONE):
        sam.set_viewport_size(size)
        faults += look_both(sam, f"clocks-case-{size['width']}")
    assert faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_step_is_ticked_once_the_server_has_it(language, asha, server, fresh_page):
    words, phone = Words(language), asha(language)
    id = report(phone, server, language)
    sam = sign_in_as_handler(fresh_page, server, words)
    take(sam, server, words, id)
    box = sam.get_by_role("checkbox").first
    sam.route("**/steps/*", lambda route: route.abort())

    box.click()
    expect(sam.get_by_role("alert")).to_be_visible()
    expect(box).not_to_be_checked()
    expect(box).to_be_focused()
    expect(box).to_have_accessible_description(words("casework.step_not"))
    faults = look(sam, f"clocks-step-not-{language}")

    sam.unroute("**/steps/*")
    box.press("Space")
    expect(box).to_be_checked()
    expect(box).to_be_focused()
    expect(sam.get_by_text(words("casework.step_not"))).to_have_count(0)
    steps = ask(sam, server, "GET", f"/cases/{sam.url.rpartition('/')[2]}")["steps"]
    assert [one["state"] for one in steps].count("done") == 1
    assert faults == []
