"""Asha presses once; whoever is on shift hears of it, and she sees who comes."""

import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.help_now import tara_is_on_shift
from tests.browser.looking import look
from tests.browser.play import (
    DESKTOP,
    LANGUAGES,
    PATIENCE,
    PHONE,
    Words,
    go,
    press,
    sign_in,
    wait_for_the_socket,
)

STEPPED = 12_000  # a rung of five seconds, and a sweep every two


def send(page: Page, words: Words) -> None:
    """As somebody does who means it: not within the blink that a slip takes."""
    press(page, words, "help.now")
    button = page.get_by_role("dialog").get_by_role("button", name=words("help.send"), exact=True)
    expect(button).to_be_focused()
    page.wait_for_timeout(450)
    button.click()


def stands(page: Page, text: str, timeout: int = PATIENCE) -> None:
    expect(page.locator("main").get_by_role("status").first).to_have_text(text, timeout=timeout)


def line(page: Page, words: Words):
    return page.get_by_role("link", name=words("calls.needs", name="Asha", unit="Billing 1"))


def open_page(fresh_page, server, words: Words, login: str, size=PHONE, **more) -> Page:
    page = fresh_page(size, words.language, **more)
    sign_in(page, server, words, login)
    wait_for_the_socket(page)
    return page


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_people_from_the_press_to_the_end(language, server, fresh_page):
    words = Words(language)
    tara_is_on_shift(server, wait=5)
    tara = open_page(fresh_page, server, words, "tara", DESKTOP)
    uwe = open_page(fresh_page, server, words, "uwe", PHONE, color_scheme="dark")
    asha = open_page(fresh_page, server, words, "asha")
    faults = []

    press(asha, words, "help.now")
    asha.get_by_role("dialog").wait_for()
    faults += look(asha, f"help-sheet-{language}")
    asha.get_by_role("button", name=words("help.not_now")).click()
    send(asha, words)
    pressed = time.monotonic()
    expect(line(tara, words)).to_be_visible(timeout=1000)
    assert time.monotonic() - pressed < 1
    stands(asha, words("help.reaching", names="Tara"), timeout=1000)
    faults += look(asha, f"help-reaching-{language}") + look(tara, f"help-line-{language}")
    assert line(uwe, words).count() == 0

    # Nobody answers: it climbs to Uwe, who sees it and comes.
    expect(line(uwe, words)).to_be_visible(timeout=STEPPED)
    faults += look(uwe, f"help-line-dark-{language}")
    line(uwe, words).click()
    uwe.get_by_role("heading", name="Asha").wait_for()
    faults += look(uwe, f"help-calls-dark-{language}")
    stands(asha, words("help.seen", name="Uwe"))
    press(uwe, words, "calls.come")
    stands(asha, words("help.coming", name="Uwe"))
    faults += look(asha, f"help-coming-{language}")
    expect(line(tara, words)).to_have_count(0)
    press(uwe, words, "calls.there")
    stands(asha, words("help.there", name="Uwe"))
    press(uwe, words, "calls.done")
    stands(asha, words("help.done"))
    expect(uwe.get_by_text(words("calls.none"))).to_be_visible()
    assert faults == []


def test_a_double_press_in_one_place_sends_nothing(server, fresh_page, words):
    tara_is_on_shift(server)
    asha = open_page(fresh_page, server, words, "asha")
    asha.wait_for_timeout(1500)  # the sheet is here before anybody presses

    button = asha.get_by_role("button", name=words("help.now"), exact=True)
    button.click()
    asha.keyboard.press("Enter")
    asha.keyboard.press("Enter")
    assert server.rows("SELECT count(*) FROM support_help_now_helpcall") == [(0,)]
    box = asha.get_by_role("button", name=words("help.send"), exact=True).bounding_box()
    first = button.bounding_box()
    assert box["y"] > first["y"] + first["height"]
    asha.keyboard.press("Escape")
    expect(asha.get_by_role("dialog")).to_have_count(0)
    assert server.rows("SELECT count(*) FROM support_help_now_helpcall") == [(0,)]


def test_at_a_desk_one_key_asks_and_one_confirms(server, fresh_page, words):
    tara_is_on_shift(server)
    asha = fresh_page({"width": 320, "height": 480})
    sign_in(asha, server, words, "asha")
    go(asha, server, "/desk")
    asha.wait_for_timeout(1500)

    asha.keyboard.press("KeyH")
    send_button = asha.get_by_role("button", name=words("help.send"), exact=True)
    expect(send_button).to_be_focused()
    assert look(asha, "help-sheet-desk") == []
    asha.wait_for_timeout(450)
    asha.keyboard.press("Enter")
    stands(asha, words("help.reaching", names="Tara"))
    assert look(asha, "help-desk") == []

    go(asha, server, "/desk")
    asha.get_by_label(words("desk.single_keys")).uncheck()
    asha.keyboard.press("KeyH")
    asha.wait_for_timeout(300)
    expect(asha.get_by_role("dialog")).to_have_count(0)


def test_nobody_answers_and_the_caller_is_told_so_with_a_number(server, fresh_page, words):
    tara_is_on_shift(server, wait=5)
    asha = open_page(fresh_page, server, words, "asha", PHONE, color_scheme="dark")
    send(asha, words)

    stands(asha, words("help.unanswered"), timeout=4 * STEPPED)
    dial = asha.get_by_role("link", name=words("help.dial", phone="+48 12 345 67 89"))
    expect(dial).to_have_attribute("href", "tel:+48123456789")
    assert look(asha, "help-unanswered-dark") == []

    press(asha, words, "help.withdraw")
    stands(asha, words("help.withdrawn"))


def test_taken_back_it_is_gone_from_the_supervisors_page(server, fresh_page, words):
    tara_is_on_shift(server)
    tara = open_page(fresh_page, server, words, "tara")
    asha = open_page(fresh_page, server, words, "asha")
    send(asha, words)
    expect(line(tara, words)).to_be_visible()

    press(asha, words, "help.withdraw")
    expect(line(tara, words)).to_have_count(0)


@pytest.mark.parametrize("workers", ["allow", "block"])
def test_with_the_server_away_it_says_so_at_once_and_gives_the_number(
    workers, server, fresh_page, words
):
    """Also on a first visit and in a private window, where no worker has the screens yet."""
    tara_is_on_shift(server)
    asha = open_page(fresh_page, server, words, "asha", service_workers=workers)
    asha.wait_for_timeout(2500)  # the number has come by now
    server.stop()

    send(asha, words)
    stands(asha, words("help.not_sent"), timeout=3000)
    expect(
        asha.get_by_role("link", name=words("help.dial", phone="+48 12 345 67 89"))
    ).to_be_visible()
    assert look(asha, "help-not-sent") == []
    server.start()
    stands(asha, words("help.reaching", names="Tara"), timeout=20_000)
    assert server.rows("SELECT count(*) FROM support_help_now_helpcall") == [(1,)]


@pytest.mark.parametrize(
    ("status", "code"),
    [(401, "not_signed_in"), (429, "too_many"), (422, "pressed_too_long_ago")],
)
def test_refused_it_says_that_nobody_was_told_and_gives_the_number(
    status, code, server, fresh_page, words
):
    tara_is_on_shift(server)
    asha = open_page(fresh_page, server, words, "asha")
    asha.wait_for_timeout(2500)  # the number has come by now
    no = {"code": code, "message": "Not now."}
    asha.route("**/api/v1/help-calls/*-*", lambda route: route.fulfill(status=status, json=no))

    send(asha, words)

    stands(asha, words("help.refused"))
    number = asha.get_by_role("link", name=words("help.dial", phone="+48 12 345 67 89"))
    expect(number).to_be_visible()
    again = asha.get_by_role("link", name=words("signin.do"), exact=True)
    expect(again).to_have_count(1 if status == 401 else 0)
    expect(asha.get_by_role("button", name=words("help.again"), exact=True)).to_be_visible()
    assert look(asha, f"help-refused-{status}") == []


def test_what_could_not_be_sent_for_half_a_minute_is_never_sent(server, fresh_page, words):
    tara_is_on_shift(server)
    asha = open_page(fresh_page, server, words, "asha", service_workers="allow")
    asha.wait_for_timeout(2500)
    server.stop()
    send(asha, words)

    stands(asha, words("help.lost"), timeout=40_000)
    assert look(asha, "help-lost") == []
    server.start()
    asha.wait_for_timeout(4000)
    assert server.rows("SELECT count(*) FROM support_help_now_helpcall") == [(0,)]


def test_a_drill_says_that_it_is_one_to_both_and_shows_its_times(server, fresh_page, words):
    tara_is_on_shift(server)
    tara = open_page(fresh_page, server, words, "tara", DESKTOP)
    uwe = open_page(fresh_page, server, words, "uwe")
    go(uwe, server, "/calls")
    assert look(uwe, "help-drill-before") == []
    press(uwe, words, "drill.start")
    uwe.get_by_role("heading", name=words("help.drill"), exact=True).wait_for()

    go(tara, server, "/calls")
    expect(tara.get_by_text(words("help.drill"), exact=True).first).to_be_visible()
    for answer in ("come", "there", "done"):
        press(tara, words, f"calls.{answer}")
    stands(uwe, words("help.done"))
    for time_of in ("seen", "coming", "there", "ended"):
        expect(uwe.get_by_text(words(f"help.time_{time_of}"), exact=True)).to_be_visible()
    assert look(uwe, "help-drill-after") == []
    assert server.rows("SELECT count(*) FROM support_uses_use") == [(0,)]


def test_the_switch_for_being_on_shift_is_kept(server, fresh_page, words):
    tara_is_on_shift(server)
    uwe = open_page(fresh_page, server, words, "uwe")
    go(uwe, server, "/calls")
    switch = uwe.get_by_role("switch", name=words("shift.on"))
    expect(switch).not_to_be_checked()

    switch.click()
    until = uwe.get_by_label(words("shift.until"), exact=True)
    expect(until).to_be_visible()
    until.select_option(index=1)
    eventually_saved = server.rows("SELECT count(*) FROM support_shifts_shift")
    assert eventually_saved == [(2,)]
    uwe.reload()
    expect(uwe.get_by_role("switch", name=words("shift.on"))).to_be_checked()
