"""Whoever opens an action reads whether the customer system (CRM) of the house knows of it."""

from base64 import b64encode

import pytest
from playwright.sync_api import expect

from tests.browser.cases import bring_handlers, sign_in_as_handler
from tests.browser.looking import look
from tests.browser.play import LANGUAGES, PATIENCE, PHONE, Words, eventually, go
from tests.browser.server import installed, remove
from tests.notifications.phones import push_service

SECRET = f"whsec_{b64encode(bytes(range(32))).decode()}"
ACT = """
from accounts.models import User
from tests.incidents.customers.handlers import in_force
from tests.incidents.reports import acknowledged, reported
sam, max_, asha = (User.objects.get(personnel_number=one) for one in ("sam", "max", "asha"))
case = acknowledged(reported(asha, reference={reference!r}), sam)
in_force(case, sam, max_)
print(case.pk)
"""
KNOWN = {"+48 512 345 678": "told", "a man": "nobody", "+48 512 345 679": "waiting"}


@pytest.fixture(scope="module")
def crm():
    with push_service() as running:
        yield running


@pytest.fixture(scope="module")
def _server(crm, tmp_path_factory):
    server = installed(
        tmp_path_factory.mktemp("installation"),
        AFTERCALL_CRM_WEBHOOK=f"{crm.origin}/flags",
        AFTERCALL_CRM_SECRET=SECRET,
    )
    server.start()
    yield server
    remove(server)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_handler_reads_how_far_it_came(language, crm, server, fresh_page):
    words, cases, faults = Words(language), {}, []
    bring_handlers(server)
    for number, (reference, outcome) in enumerate(KNOWN.items()):
        if outcome == "waiting":
            for _again in range(99):
                crm.will_answer(503)
        else:
            crm.answers.clear()
        cases[outcome] = server.python(ACT.format(reference=reference)).strip()
        eventually(lambda: len(server.rows("SELECT * FROM customers_flagnotice")), number + 1)
        eventually(lambda: server.rows("SELECT * FROM customers_flagnotice WHERE attempts = 0"), [])
    sam = sign_in_as_handler(fresh_page, server, words, size=PHONE)

    for outcome, case in cases.items():
        go(sam, server, f"/cases/{case}")
        sam.get_by_role("button", name=words("customers.open"), exact=True).click()
        line = sam.get_by_text(words(f"customers.system.{outcome}"))
        expect(line).to_be_visible(timeout=PATIENCE)
        line.evaluate("line => line.scrollIntoView({ block: 'center' })")
        faults += look(sam, f"customer-system-{outcome}-{language}")

    assert faults == []
