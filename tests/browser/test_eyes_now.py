"""One tick on a threat, and whoever handles cases sees at once that it needs eyes now."""

from playwright.sync_api import expect

from tests.browser.cases import bring_handlers, sign_in_as_handler
from tests.browser.looking import look
from tests.browser.play import PATIENCE, eventually, go, press, sign_in
from tests.browser.test_report_abuse import choose, fill_in, send


def alerts(server):
    return server.rows("SELECT told FROM incidents_urgentalert")


def test_a_threat_that_needs_eyes_now_stands_first_until_somebody_has_it(server, fresh_page, words):
    bring_handlers(server)
    asha = fresh_page()
    sign_in(asha, server, words)
    sam = sign_in_as_handler(fresh_page, server, words)
    go(sam, server, "/cases")
    expect(sam.get_by_text(words("casework.none"))).to_be_visible()

    go(asha, server, "/report")
    fill_in(asha, words)
    assert alerts(server) == []
    choose(asha, words("abuse.eyes_now"))
    faults = look(asha, "eyes-now")
    send(asha, words)

    shown = sam.locator("main li").first
    expect(shown.get_by_text(words("casework.urgent"))).to_be_visible(timeout=PATIENCE)
    faults += look(sam, "eyes-now-inbox")
    assert alerts(server) == [(1,)]  # with the report itself
    shown.get_by_role("link").click()
    # The list, which says these words among its filters too, has gone once this is there.
    expect(sam.get_by_role("button", name=words("casework.take"))).to_be_visible()
    expect(sam.get_by_text(words("casework.urgent"))).to_be_visible()
    press(sam, words, "casework.take")
    expect(sam.get_by_text(words("casework.mine"))).to_be_visible()
    eventually(lambda: alerts(server), [])
    assert faults == []
