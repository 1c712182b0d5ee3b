"""What stays behind, and what does not, when somebody leaves a device."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import look
from tests.browser.play import (
    DESKTOP,
    LANGUAGES,
    Words,
    go,
    kept_in_the_browser,
    press,
    see_saved,
    see_sign_in,
    sign_in,
    tap,
    tick,
    wait_for_the_worker,
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_shared_computer_keeps_nothing(language, server, fresh_page):
    words = Words(language)
    page = fresh_page(DESKTOP, language, service_workers="allow")
    sign_in(page, server, words, device="shared")
    press(page, words, "mood.1")
    expect(page.get_by_text(words("note.shared"))).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_count(0)
    press(page, words, "refine.done")
    tap(page, words, 4)
    see_saved(page, words)
    assert page.title() == words("title.notes")
    assert len(server.checkins()) == 2

    press(page, words, "leave")
    page.wait_for_url("about:blank")
    page.go_back()
    see_sign_in(page, words)
    expect(page.get_by_text(words("mood.1"))).to_have_count(0)

    assert kept_in_the_browser(page) == {}
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    cached = page.evaluate(
        """async () => {
          const names = await caches.keys();
          const open = await Promise.all(names.map((name) => caches.open(name)));
          const kept = await Promise.all(open.map((one) => one.keys()));
          return kept.flat().map(({ url }) => new URL(url).pathname);
        }"""
    )
    shell = ("/assets/", "/icons/", "/manifest.webmanifest", "/notes")
    assert [path for path in cached if path != "/" and not path.startswith(shell)] == []


def test_leaving_without_a_line_is_finished_before_anything_is_asked_for(server, fresh_page, words):
    page = fresh_page(DESKTOP, service_workers="allow")
    sign_in(page, server, words, device="shared")
    wait_for_the_worker(page)
    go(page, server, "/reset")
    expect(page.get_by_role("heading", name=words("reset.title"))).to_be_visible()
    page.context.set_offline(True)
    press(page, words, "leave")
    page.wait_for_url("about:blank")
    assert server.rows("SELECT COUNT(*) FROM accounts_device") == [(1,)]

    page.go_back()
    expect(page.get_by_role("heading", name=words("offline.title"))).to_be_visible()
    expect(page.get_by_text(words("mood.1"))).to_have_count(0)
    page.context.set_offline(False)
    press(page, words, "offline.again")
    see_sign_in(page, words)

    assert server.rows("SELECT COUNT(*) FROM accounts_device") == [(0,)]
    assert "leaving" not in {one["name"] for one in page.context.cookies()}
    sign_in(page, server, words, "ben", device="shared")
    page.reload()
    expect(page.get_by_role("button", name=words("mood.1"))).to_be_visible()


@pytest.fixture
def unsent(server, fresh_page, words) -> Page:
    """Asha's own phone, with one check-in that has not got through."""
    page = fresh_page()
    sign_in(page, server, words)
    page.route("**/api/v1/checkins/**", lambda route: route.abort())
    tap(page, words, 2)
    go(page, server, "/me")
    press(page, words, "signout.do")
    expect(page.get_by_role("dialog", name=words("signout.unsent", "one", count=1))).to_be_visible()
    return page


def test_staying_signed_in_changes_nothing(unsent, server, words):
    press(unsent, words, "signout.stay")

    expect(unsent.get_by_role("dialog")).to_have_count(0)
    expect(unsent.get_by_text(words("state.waiting", "one", count=1))).to_be_visible()


def test_sending_now_sends_and_then_signs_out(unsent, server, words):
    press(unsent, words, "signout.send_now")  # it still does not get through
    expect(unsent.get_by_role("alert")).to_be_visible()
    unsent.unroute("**/api/v1/checkins/**")
    press(unsent, words, "signout.send_now")

    see_sign_in(unsent, words)
    assert [mood for _, mood, *_ in server.checkins()] == [2]


def test_keeping_waits_sealed_until_the_same_person_comes_back(unsent, server, words):
    press(unsent, words, "signout.keep")
    see_sign_in(unsent, words)
    assert len(kept_in_the_browser(unsent)["letters"]) == 1
    unsent.unroute("**/api/v1/checkins/**")

    sign_in(unsent, server, words, "tara")  # somebody else does not send it
    see_saved(unsent, words)
    assert server.checkins() == []
    go(unsent, server, "/me")
    press(unsent, words, "signout.do")
    see_sign_in(unsent, words)

    sign_in(unsent, server, words)
    see_saved(unsent, words)
    assert [mood for _, mood, *_ in server.checkins()] == [2]


def test_deleting_leaves_nothing_to_send(unsent, server, words):
    press(unsent, words, "signout.delete")
    see_sign_in(unsent, words)
    unsent.unroute("**/api/v1/checkins/**")
    # Sealed for the same person: how they like to breathe, whether a pause was offered.
    assert set(kept_in_the_browser(unsent)) <= {"device", "keys", "mine"}

    sign_in(unsent, server, words)
    see_saved(unsent, words)
    assert server.checkins() == []


def report_without_a_name(page: Page, server, words: Words) -> None:
    go(page, server, "/report")
    for key in ("abuse.kind.insult", "abuse.severity.2", "abuse.identity.anonymous"):
        tick(page, words(key))
    press(page, words, "abuse.send")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_without_a_name_and_its_receipt_are_asked_about(language, server, fresh_page):
    words = Words(language)
    page = fresh_page(language=language)
    sign_in(page, server, words, device="shared")
    page.route("**/api/v1/anonymous-reports", lambda route: route.abort())
    report_without_a_name(page, server, words)
    expect(page.get_by_role("heading", name=words("abuse.to_send"))).to_be_visible()

    go(page, server, "/me")
    press(page, words, "signout.do")
    unsent = page.get_by_role("dialog", name=words("signout.unsent", count=1))
    expect(unsent).to_be_visible()
    page.unroute("**/api/v1/anonymous-reports")
    press(page, words, "signout.send_now")
    receipt = page.get_by_role("dialog", name=words("signout.unsaved"))
    expect(receipt).to_be_visible()
    assert server.rows("SELECT identity FROM incidents_case") == [("anonymous",)]
    faults = look(page, f"signout-receipt-{language}")
    receipt.get_by_role("link").click()
    expect(page.get_by_role("heading", name=words("abuse.receipt"))).to_be_visible()
    press(page, words, "abuse.saved_it")
    go(page, server, "/me")
    press(page, words, "signout.do")
    see_sign_in(page, words)
    assert faults == []


def test_closing_a_shared_tab_asks_on_every_screen_and_the_quick_way_out_never(
    server, fresh_page, words
):
    page = fresh_page()
    asked: list[str] = []
    page.on("dialog", lambda one: (asked.append(one.type), one.dismiss()))
    sign_in(page, server, words, device="shared")
    report_without_a_name(page, server, words)
    expect(page.get_by_role("heading", name=words("abuse.receipt"))).to_be_visible()
    go(page, server, "/")
    expect(page.get_by_role("heading", name=words("home.question"))).to_be_visible()

    page.close(run_before_unload=True)
    page.wait_for_timeout(1000)
    assert asked == ["beforeunload"]
    assert not page.is_closed()

    press(page, words, "leave")
    page.wait_for_url("about:blank")
    assert asked == ["beforeunload"]


def come_to_rest(page: Page, words: Words, shelf: str) -> None:
    """Sent by hand, as often as it takes until it no longer waits."""
    go_on = page.get_by_role("button", name=words("waiting.send_now"), exact=True)
    rests = page.get_by_role("heading", name=words(f"waiting.{shelf}", count=1))
    for _ in range(6):
        expect(go_on.or_(rests)).to_be_visible()
        if not rests.is_visible():
            go_on.click()
            page.wait_for_timeout(300)
    expect(rests).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("status", "shelf"), [(422, "refused"), (500, "set_aside")])
def test_what_the_server_did_not_take_is_asked_about_on_a_shared_computer(
    status, shelf, language, server, fresh_page
):
    words = Words(language)
    page = fresh_page(language=language)
    asked: list[str] = []
    page.on("dialog", lambda one: (asked.append(one.type), one.dismiss()))
    sign_in(page, server, words, device="shared")
    problem = {"code": "not_possible", "message": "Not like this."}
    page.route("**/api/v1/checkins/**", lambda route: route.fulfill(status=status, json=problem))
    tap(page, words, 2)
    go(page, server, "/waiting")
    come_to_rest(page, words, shelf)
    expect(page.get_by_text(words("waiting.set_aside_why"))).to_have_count(0)
    faults = look(page, f"unsent-{shelf}-{language}")

    page.close(run_before_unload=True)
    page.wait_for_timeout(1000)
    assert asked == ["beforeunload"]
    assert not page.is_closed()

    press(page, words, "leave")
    see_sign_in(page, words)  # signed out, and what was not taken is still in this tab
    assert asked == ["beforeunload", "beforeunload"]
    assert faults == []


def test_on_an_own_phone_a_receipt_stays_sealed_and_that_is_said(server, fresh_page, words):
    page = fresh_page()
    sign_in(page, server, words)
    report_without_a_name(page, server, words)
    expect(page.get_by_role("heading", name=words("abuse.receipt"))).to_be_visible()
    go(page, server, "/me")
    press(page, words, "signout.do")
    expect(page.get_by_role("dialog", name=words("signout.unsaved"))).to_be_visible()
    press(page, words, "signout.keep")
    see_sign_in(page, words)

    sign_in(page, server, words)
    expect(page.get_by_role("link", name=words("abuse.receipt_waits"))).to_be_visible()
