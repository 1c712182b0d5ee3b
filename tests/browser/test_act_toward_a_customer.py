"""A customer comes again: two decide what is done, the reporter reads it, the customer appeals."""

import pytest
from playwright.sync_api import expect

from tests.browser.cases import ask, bring_handlers, report, sign_in_as_handler
from tests.browser.fitting import unfit
from tests.browser.looking import look
from tests.browser.play import DESKTOP, LANGUAGES, PATIENCE, PHONE, Words, go, press, sign_in

WHY = {
    "en": "He threatened two of us within a week, and a letter changed nothing.",
    "zh-Hans": "他一周内威胁了我们两位同事，警告信没有作用。",
    "ru": "За неделю он угрожал двоим из нас, письмо ничего не изменило.",
}
# A third handler, and that somebody else reported the same customer.
BESIDE = """
from datetime import timedelta
from django.utils import timezone
from accounts.models import RoleGrant, Unit, User
from tests.incidents.reports import reported
from tests.password import PASSWORD
from tests.times import LONG_AGO
company = Unit.objects.get(parent=None)
hana = User.objects.create_user(
    "hana", PASSWORD, name="Hana", unit=company, time_zone="Europe/Warsaw")
RoleGrant.objects.create(person=hana, role="case_handler", unit=company, starts_at=LONG_AGO)
ben = User.objects.exclude(personnel_number__in=("asha", "sam", "max", "hana")).first()
reported(ben, reference="a 1047", now=timezone.now() - timedelta(days=2))
"""


def open_case(page, server, words):
    go(page, server, "/cases")
    page.get_by_role("link", name=words("abuse.kind.threat")).first.click()
    expect(page.get_by_role("heading", name=words("casework.said"))).to_be_visible()


def turn_on(page, words, key):
    """By the keyboard: the screen grows while it is asked."""
    page.get_by_role("switch", name=words(key), exact=True).press("Space")


def explain(page, words, text, key="customers.why"):
    page.get_by_label(words(key), exact=True).fill(text)


def open_waiting(page, server, words):
    go(page, server, "/cases")
    page.get_by_role("link", name=words("customers.waiting"), exact=True).click()
    press(page, words, "customers.open")


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_decide_the_reporter_reads_and_the_customer_appeals(language, server, fresh_page):
    words, why = Words(language), WHY[language]
    bring_handlers(server)
    server.python(BESIDE)
    asha = fresh_page(PHONE, language)
    sign_in(asha, server, words)
    id = report(asha, server, language)
    sam, max_, hana = (
        sign_in_as_handler(fresh_page, server, words, who) for who in ("sam", "max", "hana")
    )

    open_case(sam, server, words)
    press(sam, words, "casework.take")
    expect(sam.get_by_text(words("customers.people", count=2))).to_be_visible(timeout=PATIENCE)
    press(sam, words, "customers.same")
    expect(sam.get_by_text(words("customers.confirmed"))).to_be_visible()
    press(sam, words, "customers.start")
    expect(sam.get_by_role("radio", name=words("customers.kind.warning_letter"))).to_be_focused()
    faults = look(sam, f"customer-letter-{language}")
    sam.get_by_role("radio", name=words("customers.kind.block"), exact=True).press("Space")
    explain(sam, words, why)
    for key in ("vulnerability", "adjustments", "warned_first"):
        turn_on(sam, words, f"customers.{key}")
    faults += look(sam, f"customer-propose-{language}")
    press(sam, words, "customers.propose")
    expect(sam.get_by_text(words("customers.state.proposed"))).to_be_visible()
    assert ask(asha, server, "GET", f"/reports/{id}/actions")["results"] == []

    open_waiting(max_, server, words)
    expect(max_.get_by_text(why)).to_be_visible()
    press(max_, words, "customers.ask.decision")
    expect(max_.get_by_label(words("customers.why"))).to_be_focused()
    explain(max_, words, why)
    faults += look(max_, f"customer-decide-{language}")
    press(max_, words, "customers.approve")
    expect(max_.get_by_text(words("customers.nothing_waits"))).to_be_visible(timeout=PATIENCE)
    expect(max_.get_by_role("heading", level=1)).to_be_focused()
    faults += look(max_, f"customer-nothing-waits-{language}")

    go(asha, server, f"/reports/{id}")
    expect(asha.get_by_text(words("customers.kind.block"))).to_be_visible()
    expect(asha.get_by_text(why)).to_have_count(0)
    faults += look(asha, f"customer-reporter-{language}")

    open_case(sam, server, words)
    press(sam, words, "customers.open")
    press(sam, words, "customers.ask.appeal")
    explain(sam, words, why, "customers.appeal_text")
    faults += look(sam, f"customer-appeal-{language}")
    press(sam, words, "customers.note_appeal")
    expect(sam.get_by_text(words("customers.state.suspended"))).to_be_visible()
    faults += look(sam, f"customer-suspended-{language}")

    open_waiting(hana, server, words)
    press(hana, words, "customers.ask.appeal_decision")
    explain(hana, words, why)
    hana.set_viewport_size(PHONE)
    faults += look(hana, f"customer-appeal-decide-{language}")
    hana.set_viewport_size(DESKTOP)
    press(hana, words, "customers.uphold")
    expect(hana.get_by_text(words("customers.nothing_waits"))).to_be_visible(timeout=PATIENCE)

    [told] = ask(asha, server, "GET", f"/reports/{id}/actions")["results"]
    assert (told["kind"], told["over"]) == ("block", True)
    assert faults == []


def test_dark_on_a_phone_and_with_twice_the_text_it_fits(server, fresh_page):
    words = Words("ru")
    bring_handlers(server)
    server.python(BESIDE)
    asha = fresh_page()
    sign_in(asha, server, Words("en"))
    report(asha, server, "ru")
    more = {"color_scheme": "dark", "reduced_motion": "reduce"}
    sam = sign_in_as_handler(fresh_page, server, words, size=PHONE, **more)
    open_case(sam, server, words)
    press(sam, words, "casework.take")
    press(sam, words, "customers.start")
    sam.get_by_role("radio", name=words("customers.kind.refusal"), exact=True).press("Space")
    faults = look(sam, "customer-dark")
    found = unfit(sam)  # the whole case, with every card on it
    look(sam, "customer-200")
    assert found == []
    assert faults == []
