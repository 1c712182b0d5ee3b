"""A handler gives their case to a colleague, who hears of it and finds it among their own."""

import pytest
from playwright.sync_api import expect

from tests.browser.cases import ask, bring_handlers, report, sign_in_as_handler
from tests.browser.looking import look
from tests.browser.play import LANGUAGES, PATIENCE, PHONE, Words, go, press, sign_in


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_case_goes_to_a_colleague(language, server, fresh_page):
    bring_handlers(server)
    words = Words(language)
    asha = fresh_page()
    sign_in(asha, server, Words("en"))
    id = report(asha, server, language)
    sam = sign_in_as_handler(fresh_page, server, words, size=PHONE)
    max_ = sign_in_as_handler(fresh_page, server, words, "max")
    go(max_, server, "/cases")
    go(sam, server, "/cases")
    sam.get_by_role("link", name=words("abuse.kind.threat")).first.click()
    expect(sam.get_by_role("button", name=words("casework.give"))).to_have_count(0)
    press(sam, words, "casework.take")

    press(sam, words, "casework.give")
    to_max = sam.get_by_role("radio", name="Max")
    expect(sam.get_by_role("radio")).to_have_count(1)
    expect(sam.get_by_role("button", name=words("casework.give_do"))).to_be_disabled()
    to_max.check()
    faults = look(sam, f"case-give-{language}")
    press(sam, words, "casework.give_do")

    expect(
        sam.get_by_role("status").get_by_text(words("casework.given", name="Max"))
    ).to_be_visible()
    expect(sam.get_by_role("button", name=words("casework.over"))).to_be_visible()
    expect(sam.get_by_role("button", name=words("casework.send"))).to_have_count(0)
    line = max_.get_by_role("link", name=words("abuse.kind.threat"))
    expect(line).to_be_visible(timeout=PATIENCE)
    line.click()
    expect(max_.get_by_text(words("casework.mine"))).to_be_visible()
    assert ask(asha, server, "GET", f"/reports/{id}")["handler"] == "Max"
    assert faults == []
