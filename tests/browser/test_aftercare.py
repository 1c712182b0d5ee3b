"""After a report: what the house has for whoever reported, and for their eyes alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cases import ask, bring_handlers, report, sign_in_as_handler
from tests.browser.fitting import unfit
from tests.browser.looking import look
from tests.browser.play import (
    DESKTOP,
    PHONE,
    Words,
    eventually,
    go,
    kept_in_the_browser,
    only_page,
    press,
    sign_in,
    tick,
    wait_for_the_worker,
)
from tests.browser.talks import bring_helpers

AFTER_AN_OUTAGE = 60_000
OFFERS = ("break", "peer", "counsellor", "pack")


def send_a_report(page: Page, words: Words, identity: str = "confidential") -> None:
    tick(page, words("abuse.kind.insult"))
    tick(page, words("abuse.severity.2"))
    tick(page, words(f"abuse.identity.{identity}"))
    press(page, words, "abuse.send")


def see_offers(page: Page, words: Words, *offers: str) -> None:
    expect(page.get_by_role("heading", name=words("aftercare.title"))).to_be_visible()
    for offer in OFFERS:
        there = page.get_by_text(words(f"aftercare.{offer}"), exact=True)
        expect(there).to_have_count(1 if offer in offers else 0)


def noted(server) -> list[tuple]:
    return server.rows("SELECT offer, state FROM aftercare_offer ORDER BY offer")


def declined(page: Page, words: Words, offer: str):
    name = f"{words('offer.not_now')}: {words(f'aftercare.{offer}')}"
    return page.get_by_role("button", name=name, exact=True)


@pytest.mark.parametrize("language", ["en", "zh-Hans", "ru"])
def test_offered_put_off_and_taken_in_two_taps(language, server, fresh_page):
    words = Words(language)
    bring_handlers(server)
    bring_helpers(server, "peer", "counsellor")
    page = fresh_page(language=language)
    sign_in(page, server, words)
    go(page, server, "/report")
    send_a_report(page, words)

    see_offers(page, words, *OFFERS)
    expect(page.get_by_text(words("aftercare.private"))).to_be_visible()
    eventually(lambda: dict(noted(server)), dict.fromkeys(OFFERS, "offered"))
    faults = look(page, f"aftercare-{language}")
    declined(page, words, "peer").click()
    expect(page.get_by_text(words("aftercare.declined"))).to_be_visible()
    place = page.url
    page.get_by_role("link", name=words("aftercare.break"), exact=True).click()
    expect(page.get_by_role("heading", name=words("reset.title"))).to_be_visible()
    wanted = {"break": "taken", "peer": "declined", "counsellor": "offered", "pack": "offered"}
    eventually(lambda: dict(noted(server)), wanted)

    page.goto(place)
    expect(page.get_by_text(words("aftercare.taken").split("{")[0], exact=False)).to_be_visible()
    page.get_by_role("link", name=words("aftercare.peer"), exact=True).click()
    expect(page.get_by_role("heading", name=words("talk.title"))).to_be_visible()
    eventually(lambda: dict(noted(server))["peer"], "taken")

    page.goto(place)
    page.set_viewport_size(DESKTOP)
    faults += look(page, f"aftercare-{language}-desktop")
    page.set_viewport_size(PHONE)
    see_offers(page, words, *OFFERS)
    assert unfit(page) == []
    assert faults == []


def test_what_there_is_not_is_not_offered_until_there_is(server, fresh_page, words):
    page = fresh_page(color_scheme="dark", reduced_motion="reduce")
    sign_in(page, server, words)
    go(page, server, "/report")
    send_a_report(page, words)
    see_offers(page, words, "break", "pack")
    faults = look(page, "aftercare-dark")
    eventually(lambda: [offer for offer, _ in noted(server)], ["break", "pack"])

    bring_helpers(server, "peer")
    page.reload()
    see_offers(page, words, "break", "peer", "pack")
    eventually(lambda: {offer for offer, _ in noted(server)}, {"break", "peer", "pack"})
    assert faults == []


def test_without_a_line_the_break_is_there_and_is_noted_once_there_is_one(
    server, open_phone, words
):
    page = only_page(open_phone())
    sign_in(page, server, words)
    wait_for_the_worker(page)
    server.stop()
    go(page, server, "/report")
    send_a_report(page, words)
    see_offers(page, words, "break")
    look(page, "aftercare-offline")
    page.get_by_role("link", name=words("aftercare.break"), exact=True).click()
    expect(page.get_by_role("heading", name=words("reset.title"))).to_be_visible()

    server.start()
    go(page, server, "/reports")
    expect(page.get_by_text(words("abuse.state.received"))).to_be_visible(timeout=AFTER_AN_OUTAGE)
    eventually(lambda: noted(server), [("break", "taken")])
    assert "refused" not in kept_in_the_browser(page)


def test_without_a_name_the_same_is_offered_and_nothing_is_written_down(server, fresh_page, words):
    page = fresh_page()
    sent: list[str] = []
    page.on("request", lambda one: sent.append(one.url) if "aftercare" in one.url else None)
    sign_in(page, server, words)
    go(page, server, "/report")
    send_a_report(page, words, "anonymous")
    expect(page.get_by_role("heading", name=words("abuse.receipt"))).to_be_visible()
    see_offers(page, words, *OFFERS)
    expect(page.get_by_text(words("aftercare.private_unnamed"))).to_be_visible()
    expect(page.get_by_text(words("aftercare.pack_unnamed"))).to_be_visible()
    faults = look(page, "aftercare-unnamed")

    with page.expect_download() as saved:
        press(page, words, "aftercare.pack")
    assert saved.value.suggested_filename == "notes.zip"
    page.get_by_role("link", name=words("aftercare.peer"), exact=True).click()
    expect(page.get_by_role("heading", name=words("talk.title"))).to_be_visible()
    assert (noted(server), [one for one in sent if "/api/" in one]) == ([], [])
    assert faults == []


def open_by_receipt(page: Page, server, words: Words, receipt: str) -> None:
    page.goto(f"{server.url}/#/receipt")
    page.get_by_label(words("abuse.receipt_field"), exact=True).fill(receipt)
    press(page, words, "abuse.open")
    expect(page.get_by_role("heading", name=words("abuse.progress"))).to_be_visible()


def report_without_a_name(page: Page, server, words: Words) -> None:
    go(page, server, "/report")
    send_a_report(page, words, "anonymous")
    expect(page.get_by_role("heading", name=words("abuse.receipt")).last).to_be_visible()


@pytest.mark.parametrize("language", ["en", "zh-Hans", "ru"])
def test_whoever_comes_with_a_receipt_is_offered_the_same_and_takes_the_pack_along(
    language, server, fresh_page
):
    words = Words(language)
    page = fresh_page(language=language, permissions=["clipboard-read", "clipboard-write"])
    sign_in(page, server, words)
    report_without_a_name(page, server, words)
    press(page, words, "waiting.copy")
    receipt = page.evaluate("navigator.clipboard.readText()")
    press(page, words, "abuse.saved_it")

    other = fresh_page(language=language)
    for at, offers in ((other, ("break", "pack")), (page, OFFERS)):
        open_by_receipt(at, server, words, receipt)
        see_offers(at, words, *offers)
        with at.expect_download() as saved:
            press(at, words, "aftercare.pack")
        assert saved.value.suggested_filename == "notes.zip"
    faults = look(page, f"aftercare-receipt-{language}")
    faults += look(other, f"aftercare-receipt-nobody-{language}")
    other.get_by_role("link", name=words("aftercare.break"), exact=True).click()
    other.wait_for_url("**/#/breathe")
    assert (noted(server), faults) == ([], [])


def test_each_of_two_reports_without_a_name_has_its_own_pack(server, fresh_page, words):
    page = fresh_page()
    sign_in(page, server, words)
    report_without_a_name(page, server, words)
    report_without_a_name(page, server, words)
    packs = page.get_by_role("button", name=words("aftercare.pack"), exact=True)
    expect(packs).to_have_count(2)

    asked: list[str | None] = []
    page.on("request", lambda one: asked.append(one.post_data) if "packs" in one.url else None)
    for one in packs.all():
        with page.expect_download():
            one.click()
    assert len(set(asked)) == 2


def test_one_s_own_pack_comes_in_one_tap_and_is_noted(server, fresh_page, words):
    page = fresh_page()
    sign_in(page, server, words)
    id = report(page, server)
    go(page, server, f"/reports/{id}")
    with page.expect_download() as saved:
        press(page, words, "aftercare.pack")

    assert saved.value.suggested_filename == "notes.zip"
    eventually(lambda: dict(noted(server)).get("pack"), "taken")


def test_a_handler_finds_nothing_of_it(server, fresh_page, words):
    bring_handlers(server)
    page = fresh_page()
    sign_in(page, server, words)
    id = report(page, server)
    go(page, server, f"/reports/{id}")
    see_offers(page, words, "break", "pack")
    declined(page, words, "break").click()
    eventually(lambda: dict(noted(server)).get("break"), "declined")

    sam = sign_in_as_handler(fresh_page, server, words)
    [line] = ask(sam, server, "GET", "/cases")["results"]
    go(sam, server, f"/cases/{line['id']}")
    press(sam, words, "casework.take")
    expect(sam.get_by_text(words("evidence.none"))).to_be_visible()
    expect(sam.get_by_text(words("aftercare.title"))).to_have_count(0)
    cookies = sam.context.cookies()
    assert cookies
    answer = sam.request.get(f"{server.url}/api/v1/reports/{id}/aftercare")
    assert answer.status == 404
