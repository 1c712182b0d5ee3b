"""An administrator decides how many passes a unit gives; who decided what stays readable."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.looking import look_both
from tests.browser.play import (
    DESKTOP,
    LANGUAGES,
    PATIENCE,
    PHONE,
    Words,
    go,
    press,
    sign_in,
    sign_in_as_administrator,
)
from tests.browser.server import Server


def field(page: Page, words: Words, name: str) -> Locator:
    return page.get_by_label(words(f"policy.{name}"), exact=True)


def on_the_team(page: Page, server: Server, words: Words) -> None:
    sign_in_as_administrator(page, server, words)
    go(page, server, "/me")
    page.get_by_role("link", name=words("nav.policies"), exact=True).click()
    page.get_by_role("link", name="Billing 1").click()
    field(page, words, "places").wait_for()


def history(page: Page, words: Words) -> Locator:
    title = page.get_by_role("heading", name=words("policy.history"))
    return page.locator("section").filter(has=title).get_by_role("listitem")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_policy_is_set_changed_and_ended(language, server, fresh_page):
    words = Words(language)
    page = fresh_page(DESKTOP, language)
    on_the_team(page, server, words)
    expect(page.get_by_text(words("policy.none"), exact=True)).to_be_visible()

    field(page, words, "passes_a_day").fill("3")
    field(page, words, "minutes").select_option("20")
    press(page, words, "policy.save")
    first = words("policy.summary", passes=3, minutes=20, places=1)
    expect(history(page, words)).to_have_count(1)
    field(page, words, "places").fill("2")
    press(page, words, "policy.save")
    expect(history(page, words)).to_have_count(2)
    expect(history(page, words).nth(1)).to_contain_text(first)
    expect(history(page, words).nth(0)).to_contain_text("Ada")

    asha = fresh_page(PHONE, language)
    sign_in(asha, server, words, "asha")
    go(asha, server, "/pass")
    left = asha.get_by_label(words("pass.minutes", count=20), exact=True)
    expect(left).to_be_attached(timeout=PATIENCE)

    press(page, words, "policy.end")
    page.get_by_role("dialog").get_by_role("button", name=words("policy.end")).click()
    expect(history(page, words).nth(0)).to_contain_text(words("policy.ended"))
    expect(page.get_by_text(words("policy.none"), exact=True)).to_be_visible()


def test_what_the_server_refuses_is_said_at_the_field_and_nothing_is_lost(
    server, fresh_page, words
):
    page = fresh_page(DESKTOP)
    on_the_team(page, server, words)
    field(page, words, "passes_a_day").fill("4")
    field(page, words, "places").fill("5000")

    press(page, words, "policy.save")

    places = field(page, words, "places")
    expect(places).to_have_attribute("aria-invalid", "true")
    said = places.get_attribute("aria-describedby")
    expect(page.locator(f"[id='{said}']")).to_contain_text("1000")
    expect(field(page, words, "passes_a_day")).to_have_value("4")
    places.fill("5")
    press(page, words, "policy.save")
    expect(history(page, words)).to_have_count(1)


def test_after_a_lost_connection_one_decision_is_one_version(server, fresh_page, words):
    page = fresh_page(DESKTOP)
    on_the_team(page, server, words)
    field(page, words, "passes_a_day").fill("4")
    lost = "**/api/v1/break-policies/*"
    page.route(lost, lambda route: (route.fetch(), route.abort()))
    press(page, words, "policy.save")
    expect(page.get_by_text(words("signin.unreachable"))).to_be_visible()
    expect(field(page, words, "passes_a_day")).to_have_value("4")
    page.unroute(lost)

    press(page, words, "policy.save")

    expect(history(page, words)).to_have_count(1)
    assert len(server.rows("SELECT id FROM resets_breakpolicy")) == 1


def test_whoever_administers_nothing_is_told_so(server, fresh_page, words):
    page = fresh_page()
    sign_in(page, server, words)
    go(page, server, "/me")
    expect(page.get_by_role("link", name=words("nav.policies"), exact=True)).to_have_count(0)

    go(page, server, "/policies")
    expect(page.get_by_role("alert")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_where_policies_are_decided(language, server, fresh_page):
    words = Words(language)
    page = fresh_page(DESKTOP, language, reduced_motion="reduce")
    on_the_team(page, server, words)
    press(page, words, "policy.save")
    expect(history(page, words)).to_have_count(1)
    faults = look_both(page, f"policy-{language}")
    page.set_viewport_size(PHONE)
    faults += look_both(page, f"policy-360-{language}")
    page.set_viewport_size(DESKTOP)
    go(page, server, "/policies")
    page.get_by_role("link", name="Billing 1").wait_for()
    faults += look_both(page, f"policies-{language}")
    assert faults == []
