"""Whoever opens a report by its receipt has no account here: the screen stands on its own."""

import pytest
from playwright.sync_api import expect

from tests.browser.looking import look
from tests.browser.play import DESKTOP, PHONE, Words

HEIGHT = "document.documentElement.scrollHeight"


@pytest.mark.parametrize(("language", "size"), [("en", PHONE), ("ru", PHONE), ("zh-Hans", DESKTOP)])
def test_the_way_out_lies_at_the_lower_edge(language, size, server, fresh_page):
    words, page = Words(language), fresh_page(size, language)
    page.goto(f"{server.url}/#/receipt")
    expect(page.get_by_label(words("abuse.receipt_field"), exact=True)).to_be_visible()

    out = page.get_by_role("button", name=words("crisis.leave"), exact=True)
    bar = out.locator("..").bounding_box()
    assert bar is not None
    assert bar["y"] + bar["height"] == pytest.approx(size["height"], abs=1)
    assert page.evaluate(HEIGHT) == size["height"]
    assert look(page, f"receipt-alone-{language}") == []
