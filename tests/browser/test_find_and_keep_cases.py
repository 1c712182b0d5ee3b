"""A case handler finds a case, keeps it for the law, and takes it along."""

import zipfile

import pytest
from playwright.sync_api import expect

from tests.browser.cases import ask, bring_handlers, report, sign_in_as_handler
from tests.browser.looking import look
from tests.browser.play import DESKTOP, LANGUAGES, PATIENCE, PHONE, Words, go, press, sign_in

REASON = "The police have asked for it."


@pytest.fixture
def asha(server, fresh_page, words):
    bring_handlers(server)
    page = fresh_page()
    sign_in(page, server, words)
    return page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_case_is_found_kept_and_taken_along(language, asha, server, fresh_page, tmp_path):
    words, size = Words(language), PHONE if language == "ru" else DESKTOP
    id = report(asha, server, language)
    number = ask(asha, server, "GET", f"/reports/{id}")["number"]
    sam = sign_in_as_handler(fresh_page, server, words, size=size)
    go(sam, server, "/cases")
    expect(sam.get_by_text(number)).to_be_visible(timeout=PATIENCE)

    sam.get_by_text(words("casework.find"), exact=True).first.click()
    sam.get_by_label(words("casework.find_text")).fill("0000-0000")
    press(sam, words, "casework.find")
    expect(sam.get_by_text(words("casework.none"))).to_be_visible()
    sam.get_by_label(words("casework.find_text")).fill(number[:6])
    sam.get_by_label(words("casework.severity")).select_option("3")
    press(sam, words, "casework.find")
    expect(sam.get_by_text(number)).to_be_visible()
    faults = look(sam, f"cases-find-{language}")
    with sam.expect_download() as table:
        sam.get_by_role("button", name=words("casework.export")).click()
    assert number in table.value.path().read_text(encoding="utf-8-sig")

    sam.get_by_role("link", name=words("abuse.kind.threat")).first.click()
    press(sam, words, "casework.take")
    press(sam, words, "casework.hold")
    sam.get_by_label(words("casework.hold_reason")).fill(REASON)
    faults += look(sam, f"case-hold-{language}")
    sam.get_by_role("dialog").get_by_role("button", name=words("casework.hold"), exact=True).click()
    expect(sam.get_by_text(REASON)).to_be_visible()
    assert ask(asha, server, "GET", f"/reports/{id}")["on_hold"] is True

    with sam.expect_download() as pack:
        sam.get_by_role("button", name=words("casework.pack")).click()
    assert pack.value.suggested_filename == f"aftercall-{number}.zip"
    with zipfile.ZipFile(pack.value.path()) as archive:
        assert set(archive.namelist()) == {"case.pdf", "case.txt", "hashes.txt"}
    faults += look(sam, f"case-kept-{language}")
    press(sam, words, "casework.let_go")
    expect(sam.get_by_text(REASON)).to_be_hidden()
    assert not faults, "\n".join(faults)


def test_what_was_begun_is_there_after_a_reload(asha, server, fresh_page, words):
    report(asha, server)
    sam = sign_in_as_handler(fresh_page, server, words, size=PHONE, color_scheme="dark")
    go(sam, server, "/cases")
    sam.get_by_role("link", name=words("abuse.kind.threat")).first.click(timeout=PATIENCE)
    press(sam, words, "casework.take")
    sam.get_by_label(words("casework.write")).fill("Which number")
    sam.get_by_label(words("casework.outcome_field")).fill("We wrote to the")
    sam.wait_for_timeout(300)  # until it is stored

    sam.reload()

    expect(sam.get_by_label(words("casework.write"))).to_have_value(
        "Which number", timeout=PATIENCE
    )
    expect(sam.get_by_label(words("casework.outcome_field"))).to_have_value("We wrote to the")
    assert not look(sam, "case-draft-dark")


def test_reasons_that_were_begun_are_there_after_a_reload(asha, server, fresh_page):
    words = Words("zh-Hans")
    report(asha, server)
    sam = sign_in_as_handler(fresh_page, server, words, size=PHONE)
    go(sam, server, "/cases")
    sam.get_by_role("link", name=words("abuse.kind.threat")).first.click(timeout=PATIENCE)
    press(sam, words, "casework.take")
    press(sam, words, "customers.start")
    sam.get_by_role("radio", name=words("customers.kind.block"), exact=True).press("Space")
    sam.get_by_label(words("customers.why"), exact=True).fill("He came again")
    sam.get_by_label(words("customers.no_warning"), exact=True).fill("There was no time")
    press(sam, words, "customers.leave")
    press(sam, words, "customers.start")
    expect(sam.get_by_label(words("customers.why"), exact=True)).to_have_value("He came again")
    press(sam, words, "casework.hold")
    sam.get_by_label(words("casework.hold_reason")).fill("The police")
    press(sam, words, "casework.hold_not")

    sam.reload()
    press(sam, words, "customers.start")
    sam.get_by_role("radio", name=words("customers.kind.block"), exact=True).press("Space")
    expect(sam.get_by_label(words("customers.why"), exact=True)).to_have_value("He came again")
    letter = sam.get_by_label(words("customers.no_warning"), exact=True)
    expect(letter).to_have_value("There was no time")
    assert not look(sam, "case-reasons-kept")
    press(sam, words, "casework.hold")
    expect(sam.get_by_label(words("casework.hold_reason"))).to_have_value("The police")


def test_why_a_case_cannot_be_taken_along_and_how_to_copy_by_hand(asha, server, fresh_page, words):
    report(asha, server)
    sam, max_ = (sign_in_as_handler(fresh_page, server, words, who) for who in ("sam", "max"))
    go(sam, server, "/cases")
    sam.get_by_role("link", name=words("abuse.kind.threat")).first.click(timeout=PATIENCE)
    press(sam, words, "casework.take")
    press(sam, words, "customers.start")
    sam.get_by_text(words("customers.letter"), exact=True).click()
    sam.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    press(sam, words, "customers.copy")
    expect(sam.get_by_text(words("copy.by_hand"))).to_be_visible()

    [case] = ask(max_, server, "GET", "/cases")["results"]
    ask(max_, server, "PUT", f"/cases/{case['id']}/holder")
    press(sam, words, "casework.pack")
    expect(sam.get_by_role("alert").filter(has_text="Max")).to_be_visible()
    assert not look(sam, "case-pack-refused")
