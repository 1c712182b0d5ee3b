"""What is stored, a copy of it, and forgetting all of it."""

import json

from playwright.sync_api import expect

from tests.browser.play import go, kept_in_the_browser, press, see_saved, see_sign_in, sign_in

CANARY = "the blue folder 4711"


def test_the_copy_joins_the_note_here_and_erasing_forgets_both_sides(server, fresh_page, words):
    phone = fresh_page()
    sign_in(phone, server, words)
    press(phone, words, "mood.2")
    phone.get_by_label(words("note.label")).fill(CANARY)
    press(phone, words, "refine.done")
    see_saved(phone, words)

    go(phone, server, "/me/data")
    held = words("data.held", what=words("kind.checkins"), count=1)
    expect(phone.get_by_text(held)).to_be_visible()
    expect(phone.get_by_text(words("data.phone_notes", count=1))).to_be_visible()
    with phone.expect_download() as download:
        press(phone, words, "data.json")
    copy = json.loads(download.value.path().read_text())
    assert list(copy["notes_on_this_phone"].values()) == [CANARY]
    server_s = phone.evaluate(
        "fetch('/api/v1/exports/everything.json').then((said) => said.text())"
    )
    assert json.loads(server_s)["checkins"]
    assert CANARY not in server_s
    with phone.expect_download() as download:
        press(phone, words, "data.csv")
    assert CANARY in download.value.path().read_text()

    press(phone, words, "erase.start")
    confirm = phone.get_by_role("dialog").get_by_role("button", name=words("erase.do"))
    expect(confirm).to_be_disabled()
    phone.get_by_label(words("erase.type", word=words("erase.word"))).fill(words("erase.word"))
    confirm.click()
    expect(phone.get_by_text(words("erase.done"))).to_be_visible()

    assert server.checkins() == []
    assert len(server.rows("SELECT 1 FROM checkins_checkin WHERE forgotten_at NOT NULL")) == 1
    assert set(kept_in_the_browser(phone)) <= {"device", "keys", "profile"}
    go(phone, server, "/pattern")
    expect(phone.get_by_text(CANARY)).to_have_count(0)
    expect(phone.get_by_role("button", name=words("own.delete"))).to_have_count(0)


def test_somebody_who_left_the_page_open_cannot_read_it_after_signing_out(
    server, fresh_page, words
):
    phone = fresh_page()
    sign_in(phone, server, words)
    press(phone, words, "mood.2")
    phone.get_by_label(words("note.label")).fill(CANARY)
    press(phone, words, "refine.done")
    see_saved(phone, words)
    go(phone, server, "/pattern")
    expect(phone.get_by_text(CANARY)).to_be_visible()
    go(phone, server, "/me")
    press(phone, words, "signout.do")
    see_sign_in(phone, words)

    phone.go_back()
    see_sign_in(phone, words)
    expect(phone.get_by_text(CANARY)).to_have_count(0)
    sign_in(phone, server, words)
    go(phone, server, "/pattern")
    expect(phone.get_by_text(CANARY)).to_be_visible()  # sealed here all along, for her alone


def test_a_tap_beside_a_sheet_closes_it_only_while_nothing_is_filled_in(server, fresh_page, words):
    phone = fresh_page()
    sign_in(phone, server, words)
    go(phone, server, "/me/data")
    press(phone, words, "erase.start")
    sheet = phone.get_by_role("dialog")
    expect(sheet).to_be_visible()
    phone.mouse.click(5, 5)
    expect(sheet).to_have_count(0)

    press(phone, words, "erase.start")
    field = phone.get_by_label(words("erase.type", word=words("erase.word")))
    field.fill("half")
    phone.mouse.click(5, 5)
    phone.wait_for_timeout(300)
    expect(field).to_have_value("half")
    phone.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
