"""An action toward a customer is refused, looked at again, lifted; and read by a receipt."""

from playwright.sync_api import expect

from tests.browser.cases import bring_handlers, sign_in_as_handler
from tests.browser.looking import look
from tests.browser.play import PATIENCE, PHONE, Words, eventually, go, kept_in_the_browser, press
from tests.browser.test_act_toward_a_customer import explain
from tests.browser.test_report_abuse import type_receipt

WHY = "He called again, and again he shouted."
BEGIN = """
from datetime import timedelta
from uuid import uuid4
from django.utils import timezone
from accounts.models import User
from tests.incidents.customers.handlers import in_force
from tests.incidents.reports import acknowledged, receipt, reported
from wellbeing.incidents.customers.services import acting
from wellbeing.incidents.services.reporting import Said, report_without_a_name
sam, max_, asha = (User.objects.get(personnel_number=one) for one in ("sam", "max", "asha"))
now = timezone.now()
"""
# One that nobody decided yet, and one that has stood for almost half a year.
OF_BOTH_KINDS = (
    BEGIN
    + """
case = acknowledged(reported(asha), sam)
said = acting.Proposal(kind="refusal", reason="He shouted.", ends_on=now.date() + timedelta(days=9),
    vulnerability=True, adjustments=True, warned=True)
acting.propose(sam, case_id=case.pk, uid=uuid4(), proposal=said, now=now)
then = now - timedelta(days=172)
old = acknowledged(reported(asha, now=then), sam, now=then)
in_force(old, sam, max_, now=then, days=365)
"""
)
WITHOUT_A_NAME = (
    BEGIN
    + """
said = Said(kinds=["threat"], severity=3, channel="phone", acts=[], happened_at=now)
case, _new = report_without_a_name(receipt=receipt(), said=said, now=now)
in_force(acknowledged(case, sam), sam, max_)
print(receipt())
"""
)


def states(server):
    asked = "SELECT kind, state, ended_as FROM customers_action ORDER BY kind DESC"
    return server.rows(asked)


def open_in(page, words, title):
    card = page.locator("section").filter(has=page.get_by_role("heading", name=words(title)))
    card.get_by_role("button", name=words("customers.open"), exact=True).click()


def test_refused_kept_after_a_look_and_lifted(server, fresh_page):
    words = Words("en")
    bring_handlers(server)
    server.python(OF_BOTH_KINDS)
    max_ = sign_in_as_handler(fresh_page, server, words, "max")
    go(max_, server, "/cases/waiting")

    open_in(max_, words, "customers.to_approve")
    press(max_, words, "customers.ask.decision")
    explain(max_, words, "A letter first, please.")
    press(max_, words, "customers.refuse")
    expect(max_.get_by_text(words("customers.to_approve"))).to_have_count(0, timeout=PATIENCE)
    eventually(lambda: states(server)[0], ("refusal", "refused", ""))

    open_in(max_, words, "customers.to_review")
    press(max_, words, "customers.ask.review")
    explain(max_, words, WHY)
    max_.set_viewport_size(PHONE)
    faults = look(max_, "customer-review")
    press(max_, words, "customers.keep")
    expect(max_.get_by_text(words("customers.nothing_waits"))).to_be_visible(timeout=PATIENCE)
    assert states(server)[1] == ("block", "in_force", "")

    [(case,)] = server.rows("SELECT case_id FROM customers_action WHERE kind = 'block'")
    go(max_, server, f"/cases/{case[:8]}-{case[8:12]}-{case[12:16]}-{case[16:20]}-{case[20:]}")
    press(max_, words, "customers.open")
    press(max_, words, "customers.ask.end")
    explain(max_, words, "He said sorry to both of us.")
    faults += look(max_, "customer-lift")
    press(max_, words, "customers.end_now")
    expect(max_.get_by_text(words("customers.ended.lifted"))).to_be_visible(timeout=PATIENCE)
    assert states(server)[1] == ("block", "ended", "lifted")
    assert faults == []


def test_whoever_has_the_receipt_reads_what_was_done_and_no_reasons(server, fresh_page):
    words = Words("zh-Hans")
    bring_handlers(server)
    receipt = server.python(WITHOUT_A_NAME)
    page = fresh_page(language="zh-Hans")
    page.goto(f"{server.url}/#/receipt")

    type_receipt(page, words, receipt)

    card = page.locator("section").filter(
        has=page.get_by_role("heading", name=words("customers.done"))
    )
    expect(card.get_by_text(words("customers.kind.block"))).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("He threatened two of us")).to_have_count(0)
    faults = look(page, "customer-by-receipt")
    assert kept_in_the_browser(page) == {}
    assert faults == []
