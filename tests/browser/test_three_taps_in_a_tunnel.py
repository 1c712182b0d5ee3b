"""What an agent typed on their own phone is never lost and never counted twice."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.play import (
    LANGUAGES,
    Words,
    eventually,
    only_page,
    sign_in,
    tap,
    tick,
    wait_for_the_worker,
)

OFFLINE_PATIENCE = 15_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_taps_offline_survive_reload_and_closing_and_arrive_once(
    language, server, open_phone
):
    words = Words(language)
    context = open_phone(language)
    page = only_page(context)
    sign_in(page, server, words)
    wait_for_the_worker(page)

    server.stop()  # Chromium cuts the page off, but not the background sync of its worker
    context.set_offline(True)
    for mood in (2, 1, 4):
        tap(page, words, mood)
    page.reload()
    expect(page.get_by_text(words("state.offline_waiting", "few", count=3))).to_be_visible()
    context.close()

    context = open_phone(language, offline=True)
    page = only_page(context)
    page.goto(server.url)
    expect(page.get_by_role("heading", name=words("home.question"))).to_be_visible()
    expect(page.get_by_text(words("state.offline_waiting", "few", count=3))).to_be_visible()
    assert server.checkins() == []

    server.start()
    context.set_offline(False)
    expect(page.get_by_text(words("state.saved"), exact=True)).to_be_visible(
        timeout=OFFLINE_PATIENCE
    )
    assert [mood for _, mood, *_ in server.checkins()] == [2, 1, 4]


def test_a_dead_server_costs_nothing_but_time(server, open_phone, words):
    page = only_page(open_phone())
    sign_in(page, server, words)
    wait_for_the_worker(page)
    server.stop()

    tap(page, words, 3)
    expect(page.get_by_text(words("state.waiting", "one", count=1))).to_be_visible()
    page.reload()
    server.start()
    page.evaluate("window.dispatchEvent(new Event('online'))")

    expect(page.get_by_text(words("state.saved"), exact=True)).to_be_visible(
        timeout=OFFLINE_PATIENCE
    )
    assert [mood for _, mood, *_ in server.checkins()] == [3]


def test_two_tabs_send_each_tap_once(server, open_phone, words):
    context = open_phone()
    first = only_page(context)
    sign_in(first, server, words)
    wait_for_the_worker(first)
    second = context.new_page()
    second.goto(server.url)
    expect(second.get_by_role("heading", name=words("home.question"))).to_be_visible()
    sent: list[str] = []
    context.on(
        "request",
        lambda asked: sent.append(asked.url) if asked.method == "PUT" else None,
    )

    context.set_offline(True)
    for page, mood in ((first, 1), (second, 5), (first, 2), (second, 4)):
        tap(page, words, mood)
    sent.clear()
    context.set_offline(False)

    for page in (first, second):
        expect(page.get_by_text(words("state.saved"), exact=True)).to_be_visible(
            timeout=OFFLINE_PATIENCE
        )
    assert [mood for _, mood, *_ in server.checkins()] == [1, 5, 2, 4]
    delivered = [url for url in sent if "/checkins/" in url]  # the worker may have sent some
    assert len(delivered) == len(set(delivered)) <= 4


def test_undo_takes_the_tap_back_everywhere(server, open_phone, words):
    page = only_page(open_phone())
    sign_in(page, server, words)
    page.get_by_role("button", name=words("mood.1"), exact=True).click()
    expect(page.get_by_text(words("state.saved"), exact=True)).to_be_visible()

    page.get_by_role("button", name=words("undo"), exact=True).click()
    expect(page.get_by_text(words("undo.done"))).to_be_visible()
    expect(page.get_by_text(words("state.saved"), exact=True)).to_be_visible()

    assert server.checkins() == []
    assert len(server.rows("SELECT id FROM checkins_checkin WHERE forgotten_at NOT NULL")) == 1


def test_refining_adds_to_the_same_check_in(server, open_phone, words):
    page = only_page(open_phone())
    sign_in(page, server, words)
    page.get_by_role("button", name=words("mood.2"), exact=True).click()

    tick(page, words("energy.step", step=2))
    tick(page, words("source.customer"))
    tick(page, words("body.jaw_clenched"))
    page.get_by_role("button", name=words("refine.done"), exact=True).click()

    def answers() -> list[tuple[Any, ...]]:
        return [answer for _, *answer in server.checkins()]

    eventually(answers, [[2, 2, '["customer"]']])


def test_the_note_is_in_no_request(server, open_phone, words):
    canary = "канарейка 金丝雀 canary 4711"
    context = open_phone()
    page = only_page(context)
    seen: list[str] = []
    context.on("request", lambda asked: seen.append(f"{asked.url} {asked.post_data or ''}"))
    context.on("websocket", lambda ws: ws.on("framesent", lambda frame: seen.append(str(frame))))
    sign_in(page, server, words)
    wait_for_the_worker(page)

    page.get_by_role("button", name=words("mood.2"), exact=True).click()
    page.get_by_label(words("note.label")).fill(canary)
    tick(page, words("source.tools"))
    page.get_by_role("button", name=words("refine.done"), exact=True).click()
    page.reload()
    page.get_by_role("link", name=words("nav.pattern")).click()
    expect(page.get_by_text(canary)).to_be_visible()  # it is there, on the phone
    page.wait_for_timeout(1000)

    assert any("/api/v1/checkins/" in asked for asked in seen)
    telling = ("канарейка", "金丝雀", "canary", "4711", "%D0%BA%D0%B0%D0%BD")
    assert not [asked for asked in seen if any(part in asked for part in telling)]
    dump = (server.data / "aftercall.sqlite3").read_bytes()
    assert canary.encode() not in dump
