"""Photos and words that go along with a report, from a phone without a line to who handles it."""

import hashlib
import io
import random
import re

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from tests.browser.cases import ask, bring_handlers, sign_in_as_handler
from tests.browser.fitting import unfit
from tests.browser.looking import look, settle
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

AFTER_AN_OUTAGE = 60_000
NOTE = "At 14:05 he said that he knows where I park."
PART = 256 * 1024


def photo(seed: int = 1, side: int = 640) -> dict:
    """Noise, which no encoder makes small, with a place and a device in it."""
    dots = random.Random(seed).randbytes(side * side * 3)
    exif = Image.Exif()
    exif[0x0110] = "Phone of Asha"
    file = io.BytesIO()
    Image.frombytes("RGB", (side, side), dots).save(file, "JPEG", quality=90, exif=exif)
    return {"name": "screenshot.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def note(name: str = "what-was-said.txt", text: bytes = NOTE.encode()) -> dict:
    return {"name": name, "mimeType": "text/plain", "buffer": text}


OFFICE = note("letter.txt", b"PK\x03\x04" + b"\0" * 26 + b"[Content_Types].xml" + b"\0" * 400)


def fill_in(page: Page, words: Words, identity: str = "confidential") -> None:
    tick(page, words("abuse.kind.insult"))
    tick(page, words("abuse.severity.2"))
    tick(page, words(f"abuse.identity.{identity}"))


def choose(page: Page, words: Words, *files: dict) -> None:
    page.get_by_label(words("evidence.choose"), exact=True).set_input_files(list(files))
    expect(page.get_by_text(words("evidence.adding"))).to_have_count(0)


def open_the_choice(page: Page, words: Words, key: str = "evidence.add") -> None:
    page.get_by_text(words(key), exact=True).click()
    expect(page.get_by_text(words("evidence.cleaned"))).to_be_visible()


def listed(page: Page, words: Words) -> list[str]:
    box = page.get_by_role("list", name=words("evidence.title"))
    return [str(one) for one in box.locator("strong").all_inner_texts()]


def arrived(server) -> list[tuple]:
    query = "SELECT size, received, state FROM evidence_evidencefile ORDER BY size"
    return server.rows(query)


def both_sizes(page: Page, name: str) -> list[str]:
    faults = look(page, name)
    page.set_viewport_size(DESKTOP)
    faults += look(page, f"{name}-desktop")
    page.set_viewport_size(PHONE)
    return faults


@pytest.mark.parametrize("language", ["en", "zh-Hans", "ru"])
def test_without_a_line_at_first_to_the_handler_who_looks_at_it(
    language, server, open_phone, fresh_page
):
    words = Words(language)
    bring_handlers(server)
    page = only_page(open_phone(language))
    sign_in(page, server, words)
    wait_for_the_worker(page)
    server.stop()
    go(page, server, "/report")
    fill_in(page, words)
    open_the_choice(page, words)
    choose(page, words, photo(), note(), OFFICE)
    expect(page.get_by_text(words("evidence.after"))).to_have_count(3)
    faults = both_sizes(page, f"evidence-form-{language}")

    page.reload()
    expect(page.get_by_text(words("evidence.after"))).to_have_count(3)
    press(page, words, "abuse.send")
    expect(page.get_by_text(words("evidence.state.waits"), exact=True)).to_have_count(3)
    faults += look(page, f"evidence-waits-{language}")

    server.start()
    viewable = page.get_by_text(words("evidence.state.viewable"))
    expect(viewable).to_have_count(2, timeout=AFTER_AN_OUTAGE)
    expect(page.get_by_text(words("evidence.state.refused"), exact=False)).to_have_count(1)
    faults += both_sizes(page, f"evidence-arrived-{language}")
    assert "files" not in kept_in_the_browser(page)
    faults += handled(fresh_page, server, words)
    assert faults == []


def handled(fresh_page, server, words: Words) -> list[str]:
    """The handler takes the case on, and looks at the picture and at the words."""
    sam = sign_in_as_handler(fresh_page, server, words)
    [line] = ask(sam, server, "GET", "/cases")["results"]
    go(sam, server, f"/cases/{line['id']}")
    expect(sam.get_by_text(words("evidence.take_first"))).to_be_visible()
    press(sam, words, "casework.take")
    expect(sam.get_by_text(words("evidence.noted"))).to_be_visible()
    files = sam.get_by_role("listitem").filter(has=sam.get_by_text("screenshot.jpg"))
    files.get_by_role("button").click()
    image = sam.get_by_role("img", name="screenshot.jpg")
    expect(image).to_be_visible()
    assert image.evaluate("one => one.complete && one.naturalWidth") == 640
    faults = look(sam, f"evidence-picture-{words.language}")
    press(sam, words, "evidence.close")
    expect(image).to_have_count(0)
    files = sam.get_by_role("listitem").filter(has=sam.get_by_text("what-was-said.txt"))
    files.get_by_role("button").click()
    expect(sam.get_by_text(NOTE)).to_be_visible()
    faults += look(sam, f"evidence-words-{words.language}")
    sam.set_viewport_size(PHONE)
    return faults + look(sam, f"evidence-case-{words.language}-phone")


def test_loaded_again_in_the_middle_it_goes_on_from_there(server, open_phone, words):
    page = only_page(open_phone())
    sign_in(page, server, words)
    wait_for_the_worker(page)
    parts: list[str] = []
    cut = {"is": True}

    def line(route: Route) -> None:
        number = route.request.url.rsplit("/", 1)[1]
        if cut["is"] and number != "0":
            return route.abort()
        parts.append(number)
        return route.continue_()

    page.context.route(re.compile("/files/.*/parts/"), line)
    picture = photo(side=900)
    go(page, server, "/report")
    fill_in(page, words)
    open_the_choice(page, words)
    # Sent in the same breath: what was picked is still being read and sealed.
    page.get_by_label(words("evidence.choose"), exact=True).set_input_files([picture])
    press(page, words, "abuse.send")
    expect(page.get_by_text(re.compile("Being sent, [1-9]"))).to_be_visible()
    assert parts == ["0"]
    look(page, "evidence-sending")
    page.reload()
    expect(page.get_by_text(picture["name"])).to_be_visible()

    cut["is"] = False
    viewable = page.get_by_text(words("evidence.state.viewable"))
    expect(viewable).to_be_visible(timeout=AFTER_AN_OUTAGE)
    count = -(-len(picture["buffer"]) // PART)
    assert parts == [str(number) for number in range(count)]
    [(digest,)] = server.rows("SELECT sha256 FROM evidence_evidencefile")
    assert bytes(digest) == hashlib.sha256(picture["buffer"]).digest()


def test_what_does_not_fit_is_said_at_once_and_nothing_is_sent(server, fresh_page, words):
    page = fresh_page()
    sign_in(page, server, words)
    go(page, server, "/report")
    open_the_choice(page, words)
    film = {"name": "call.mp4", "mimeType": "video/mp4", "buffer": b"film"}
    choose(page, words, film, note("long.txt", b"a" * (1024 * 1024 + 1)), note("empty.txt", b""))
    said = page.get_by_role("alert")
    expect(said).to_contain_text(words("evidence.wrong_kind"))
    expect(said).to_contain_text(words("evidence.too_big"))
    expect(said).to_contain_text(words("evidence.empty"))
    assert look(page, "evidence-unfit") == []
    choose(page, words, *(note(f"{number}.txt") for number in range(6)))
    expect(said).to_contain_text(words("evidence.too_many"))
    expect(page.get_by_text(words("evidence.after"))).to_have_count(5)

    press(page, words, "evidence.remove_one", name="3.txt")
    expect(page.get_by_text(words("evidence.after"))).to_have_count(4)
    assert "3.txt" not in listed(page, words)
    assert arrived(server) == []


def test_thrown_away_with_the_draft_and_brought_back(server, fresh_page, words):
    page = fresh_page()
    sign_in(page, server, words)
    go(page, server, "/report")
    open_the_choice(page, words)
    choose(page, words, note())
    press(page, words, "abuse.drop")
    press(page, words, "undo")
    expect(page.get_by_text("what-was-said.txt")).to_be_visible()

    press(page, words, "abuse.drop")
    expect(page.get_by_text(words("abuse.dropped"))).to_be_visible()
    go(page, server, "/report")
    expect(page.get_by_text(words("evidence.add"))).to_be_visible()
    expect(page.get_by_text("what-was-said.txt")).to_have_count(0)


def test_without_a_name_and_later_by_receipt(server, open_phone, fresh_page, words):
    page = only_page(open_phone())
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sent = []
    page.on("request", lambda one: sent.append(one) if "/receipt-" in one.url else None)
    sign_in(page, server, words)
    go(page, server, "/report")
    fill_in(page, words, "anonymous")
    open_the_choice(page, words)
    expect(page.get_by_text(words("evidence.points"))).to_be_visible()
    choose(page, words, photo())
    press(page, words, "abuse.send")
    expect(page.get_by_role("heading", name=words("abuse.receipt"))).to_be_visible()
    expect(page.get_by_text(words("evidence.state.viewable"))).to_be_visible(timeout=30_000)
    faults = look(page, "evidence-unnamed")
    for one in sent:
        assert not {"cookie", "aftercall-account", "x-csrftoken"} & set(one.all_headers())
    assert {one.url.rsplit("/", 1)[1] for one in sent} >= {"receipt-files", "receipt-parts"}
    assert "files" not in kept_in_the_browser(page)
    press(page, words, "waiting.copy")
    receipt = page.evaluate("navigator.clipboard.readText()")

    other = fresh_page()
    other.goto(f"{server.url}/#/receipt")
    other.get_by_label(words("abuse.receipt_field"), exact=True).fill(receipt)
    press(other, words, "abuse.open")
    expect(other.get_by_text("1.jpg")).to_be_visible()  # what a phone calls it stays there
    announced = [one for one in sent if one.url.endswith("/receipt-files")]
    assert [one.post_data.count("screenshot") for one in announced] == [0]
    open_the_choice(other, words, "evidence.more")
    choose(other, words, note())
    expect(other.get_by_text(words("evidence.state.viewable"))).to_have_count(2, timeout=30_000)
    faults += look(other, "evidence-by-receipt")
    assert kept_in_the_browser(other) == {}
    assert faults == []


def test_on_a_shared_computer_nothing_of_a_file_is_kept(server, fresh_page, words):
    page = fresh_page(DESKTOP)
    sign_in(page, server, words, device="shared")
    go(page, server, "/report")
    fill_in(page, words)
    open_the_choice(page, words)
    choose(page, words, photo())
    expect(page.get_by_text(words("evidence.after"))).to_be_visible()
    assert kept_in_the_browser(page) == {}
    press(page, words, "abuse.send")
    expect(page.get_by_text(words("evidence.state.viewable"))).to_be_visible(timeout=30_000)
    look(page, "evidence-shared")
    assert kept_in_the_browser(page) == {}


def test_taken_back_before_the_case_is_closed_and_more_added(server, fresh_page, words):
    page = fresh_page(color_scheme="dark", reduced_motion="reduce")
    sign_in(page, server, words)
    go(page, server, "/report")
    fill_in(page, words)
    press(page, words, "abuse.send")
    expect(page.get_by_role("heading", name=words("evidence.title"))).to_be_visible()
    open_the_choice(page, words, "evidence.more")
    choose(page, words, note(), OFFICE)
    expect(page.get_by_text(words("evidence.state.viewable"))).to_be_visible(timeout=30_000)
    expect(page.get_by_text(words("evidence.state.refused"), exact=False)).to_be_visible()
    faults = look(page, "evidence-dark")

    press(page, words, "evidence.remove_one", name="what-was-said.txt")
    expect(page.get_by_text("what-was-said.txt")).to_have_count(0)
    eventually(lambda: [state for _, _, state in arrived(server)], ["removed", "refused"])
    assert faults == []


def test_nothing_is_cut_off_at_twice_the_text(server, fresh_page):
    words = Words("ru")
    page = fresh_page(language="ru")
    sign_in(page, server, words)
    go(page, server, "/report")
    open_the_choice(page, words)
    choose(page, words, photo(), note("очень-длинное-имя-файла-которое-не-помещается-в-строку.txt"))
    found = unfit(page)
    settle(page)
    look(page, "evidence-form-ru-200")
    assert found == []
