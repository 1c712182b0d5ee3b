"""A case handler reads a letter page by page and listens to a call, and nothing stays behind."""

import pytest
from fpdf import FPDF
from playwright.sync_api import Page, expect

from tests.browser.cases import bring_handlers, sign_in_as_handler
from tests.browser.looking import look
from tests.browser.play import (
    DESKTOP,
    PHONE,
    Words,
    eventually,
    go,
    kept_in_the_browser,
    press,
    sign_in,
)
from tests.browser.test_report_with_evidence import choose, fill_in, open_the_choice
from tests.incidents.evidence.samples.sounds import recorded

PAGES = 5
SECONDS = 6.0


def letter() -> dict:
    made = FPDF()
    made.set_font("helvetica", size=12)
    for number in range(1, PAGES + 1):
        made.add_page()
        made.cell(0, 12, f"Complaint, sheet {number}", new_x="LMARGIN", new_y="NEXT")
        made.multi_cell(0, 7, "You said that you would call back, and nobody did. " * 24)
    return {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": bytes(made.output())}


def call() -> dict:
    sound = recorded("wav", "pcm_s16le", rate=8000, notes={}, seconds=SECONDS)
    return {"name": "call.wav", "mimeType": "audio/wav", "buffer": sound}


def hand_in(page: Page, server, words: Words) -> None:
    sign_in(page, server, words)
    go(page, server, "/report")
    fill_in(page, words)
    open_the_choice(page, words)
    choose(page, words, letter(), call())
    press(page, words, "abuse.send")
    viewable = page.get_by_text(words("evidence.state.viewable"))
    expect(viewable).to_have_count(2, timeout=60_000)


def take(page: Page, server, words: Words) -> None:
    go(page, server, "/cases")
    page.get_by_role("main").get_by_role("listitem").get_by_role("link").first.click()
    press(page, words, "casework.take")
    expect(page.get_by_text(words("evidence.noted"))).to_be_visible()


def row(page: Page, name: str):
    return page.get_by_role("listitem").filter(has=page.get_by_text(name, exact=True))


def is_drawn(image) -> bool:
    return bool(image.evaluate("one => one.complete && one.naturalWidth > 1000"))


def looks_of(server) -> int:
    found = server.rows("SELECT count(*) FROM core_auditentry WHERE act = 'file_viewed'")
    return int(found[0][0])


def read(sam: Page, server, words: Words, name: str) -> list[str]:
    """One look for all pages; those further down come when they are scrolled to."""
    row(sam, "letter.pdf").get_by_role("button").click()
    sheets = sam.get_by_role("list", name="letter.pdf")
    first = sheets.get_by_role("img", name=words("evidence.page", page=1, pages=PAGES))
    eventually(lambda: is_drawn(first), True)
    expect(sheets.get_by_role("img")).to_have_count(PAGES)
    faults = look(sam, f"pages-{name}-desktop")

    sheets.focus()
    sam.keyboard.press("End")
    last = sheets.get_by_role("img", name=words("evidence.page", page=PAGES, pages=PAGES))
    eventually(lambda: is_drawn(last), True)
    sam.set_viewport_size(PHONE)
    faults += look(sam, f"pages-{name}-phone")
    width = first.bounding_box()["width"]
    press(sam, words, "evidence.larger")
    assert first.bounding_box()["width"] > 1.9 * width
    faults += look(sam, f"pages-{name}-large")
    assert looks_of(server) == 1
    assert sam.locator("iframe, embed, object").count() == 0
    press(sam, words, "evidence.close")
    expect(sheets).to_have_count(0)
    return faults


def listen(sam: Page, words: Words, name: str) -> list[str]:
    row(sam, "call.wav").get_by_role("button").click()
    player = sam.locator("audio")
    expect(player).to_have_attribute("aria-label", "call.wav")
    eventually(lambda: player.evaluate("one => Math.round(one.duration)"), round(SECONDS))
    player.evaluate("one => one.play()")
    eventually(lambda: player.evaluate("one => one.currentTime > 0.3 && !one.error"), True)
    player.evaluate("one => one.pause()")
    faults = look(sam, f"sound-{name}-phone")
    sam.set_viewport_size(DESKTOP)
    faults += look(sam, f"sound-{name}-desktop")
    press(sam, words, "evidence.close")
    expect(player).to_have_count(0)
    return faults


@pytest.mark.parametrize(
    ("language", "scheme"), [("en", "light"), ("zh-Hans", "light"), ("ru", "dark")]
)
def test_the_handler_reads_a_letter_and_listens_to_a_call(language, scheme, server, fresh_page):
    words = Words(language)
    bring_handlers(server)
    hand_in(fresh_page(language=language), server, words)
    sam = sign_in_as_handler(
        fresh_page, server, words, color_scheme=scheme, reduced_motion="reduce"
    )
    take(sam, server, words)

    faults = read(sam, server, words, language)
    faults += listen(sam, words, language)

    assert looks_of(server) == 2
    assert set(kept_in_the_browser(sam)) == {"device", "keys", "profile"}  # who is signed in
    assert faults == []


def test_once_a_colleague_has_the_case_no_further_page_comes(server, fresh_page, words):
    bring_handlers(server)
    hand_in(fresh_page(), server, words)
    sam = sign_in_as_handler(fresh_page, server, words)
    take(sam, server, words)
    sam.route("**/pages/*", lambda route: route.fulfill(status=409, json={"code": "look_first"}))
    row(sam, "letter.pdf").get_by_role("button").click()

    said = sam.get_by_text(words("evidence.page_away"), exact=False)
    expect(said.first).to_be_visible()
    assert look(sam, "pages-away") == []
