"""A file that was the wrong one: taken back without a line, and gone once the server says so."""

from playwright.sync_api import Route, expect

from tests.browser.looking import look
from tests.browser.play import PATIENCE, Words, go, press, sign_in
from tests.browser.test_report_with_evidence import (
    arrived,
    choose,
    fill_in,
    note,
    open_the_choice,
)


def lose(route: Route) -> None:
    route.abort() if route.request.method == "DELETE" else route.continue_()


def test_taken_back_without_a_line_it_says_so_until_it_is_gone(server, fresh_page):
    words = Words("ru")
    page = fresh_page(language="ru")
    sign_in(page, server, words)
    go(page, server, "/report")
    fill_in(page, words)
    open_the_choice(page, words)
    choose(page, words, note())
    press(page, words, "abuse.send")
    expect(page.get_by_text(words("evidence.state.viewable"))).to_be_visible(timeout=30_000)

    page.route("**/files/*", lose)
    press(page, words, "evidence.remove_one", name="what-was-said.txt")
    removing = page.get_by_text(words("evidence.state.removing"))
    expect(removing).to_be_visible()
    faults = look(page, "evidence-removing-ru")
    page.reload()
    expect(removing).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text(words("evidence.state.viewable"))).to_have_count(0)
    assert [state for _, _, state in arrived(server)] == ["viewable"]

    page.unroute("**/files/*", lose)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_text("what-was-said.txt")).to_have_count(0, timeout=PATIENCE)
    assert [state for _, _, state in arrived(server)] == ["removed"]
    assert faults == []
