"""People by a file: looked at row by row, then applied as a whole."""

import csv
import io

from playwright.sync_api import Page, expect

from tests.browser.play import (
    DESKTOP,
    PATIENCE,
    go,
    press,
    see_sign_in,
    sign_in,
    sign_in_as_administrator,
    wait_for_the_socket,
)
from tests.password import PASSWORD

HEAD = "personnel_number,name,language,left\n"
WRONG = HEAD + "nina,Nina,tlh,\nolga,,ru,\nben,Ben,,yes\n"
RIGHT = HEAD + "nina,Nina,en,\nolga,Ольга,ru,\nben,Ben,,yes\n"


def choose(page: Page, words, text: str) -> None:
    file = {"name": "people.csv", "mimeType": "text/csv", "buffer": text.encode()}
    page.get_by_label(words("roster.file")).set_input_files(file)


def test_a_file_is_mended_applied_and_felt_by_those_it_names(server, fresh_page, words):
    desktop, leaver, newcomer = fresh_page(DESKTOP), fresh_page(), fresh_page()
    sign_in(leaver, server, words, "ben", device="shared")
    wait_for_the_socket(leaver)
    sign_in_as_administrator(desktop, server, words)
    desktop.get_by_role("link", name=words("roster.title")).click()

    choose(desktop, words, WRONG)
    mend = desktop.get_by_role("region", name=words("roster.errors"))
    expect(mend.get_by_role("row")).to_have_count(3)
    expect(mend).to_contain_text("language")
    expect(desktop.get_by_role("button", name=words("roster.apply"))).to_have_count(0)

    choose(desktop, words, RIGHT)
    changes = desktop.get_by_role("region", name=words("roster.changes"))
    expect(changes.get_by_role("row")).to_have_count(4)
    assert server.rows("SELECT 1 FROM accounts_user WHERE personnel_number = 'nina'") == []
    press(desktop, words, "roster.apply")
    expect(desktop.get_by_text(words("roster.applied"))).to_be_visible()

    see_sign_in(leaver, words)
    leaver.get_by_label(words("signin.login")).fill("ben")
    leaver.get_by_label(words("signin.password"), exact=True).fill(PASSWORD)
    press(leaver, words, "signin.do")
    expect(leaver.get_by_role("alert")).to_be_visible()

    with desktop.expect_download() as download:
        desktop.get_by_role("link", name=words("roster.invitations")).click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    invited = {row["personnel_number"]: row["url"] for row in csv.DictReader(io.StringIO(text))}
    assert set(invited) == {"nina", "olga"}
    newcomer.goto(invited["nina"])
    newcomer.get_by_label(words("device.own"), exact=False).check()
    newcomer.get_by_label(words("password.new")).fill(PASSWORD)
    press(newcomer, words, "password.save")
    home = newcomer.get_by_role("heading", name=words("home.question"))
    expect(home).to_be_visible(timeout=PATIENCE)


def test_without_a_second_step_the_page_says_what_is_missing(server, fresh_page, words):
    desktop = fresh_page(DESKTOP)
    sign_in(desktop, server, words, "ada")
    go(desktop, server, "/roster")
    choose(desktop, words, RIGHT)

    expect(desktop.get_by_role("alert")).to_be_visible()
    desktop.get_by_role("link", name=words("setup.start")).click()
    expect(desktop.get_by_role("heading", name=words("setup.title"))).to_be_visible()
