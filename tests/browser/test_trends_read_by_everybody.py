"""The peak season as a manager sees it, and an agent who reads the very same page."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.looking import AXE, look_both
from tests.browser.play import (
    DESKTOP,
    LANGUAGES,
    PHONE,
    Words,
    go,
    press,
    sign_in,
    sign_in_as_administrator,
    wait_for_the_socket,
)
from tests.browser.server import ROOT, Server, remove

SHOTS = ROOT / "tests" / "browser" / "shots"
NAMED = "SELECT actions FROM trends_intervention ORDER BY id"


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Half a year of a company of 670, released by the real closing job."""
    server = Server(tmp_path_factory.mktemp("company"))
    server.run("manage.py", "migrate", "--verbosity", "0")
    server.run("-m", "tests.browser.seed_trends")
    server.start()
    yield server
    remove(server)


@pytest.fixture
def manager(company: Server, fresh_page: Callable[..., Page], words: Words) -> Page:
    page = fresh_page(DESKTOP)
    sign_in(page, company, words, "mona")
    page.get_by_role("link", name=words("nav.trends")).click()
    see_trends(page, words)
    return page


def see_trends(page: Page, words: Words) -> None:
    expect(page.get_by_role("heading", name=words("trends.mood"))).to_be_visible()


def choose_group(page: Page, words: Words, group: str) -> None:
    chooser = page.get_by_label(words("trends.group"), exact=True)
    name = chooser.locator("option", has_text=group).first.inner_text()
    with page.expect_response(lambda answer: "/api/v1/trends" in answer.url):
        chooser.select_option(label=name)
    expect(page.get_by_role("heading", name=words("trends.mood"))).to_be_visible()


def card(page: Page, title: str) -> Locator:
    heading = page.get_by_role("heading", name=title, exact=True)
    return page.locator("section").filter(has=heading).last


RELEASED = """
from django.db import transaction
from wellbeing.core.events import publish
from wellbeing.trends.events import FiguresReleased
with transaction.atomic():
    publish(FiguresReleased(stream="mood_week", starts_on="2020-01-06"))
"""


def test_an_open_page_says_that_there_are_new_figures_and_changes_when_told(company, fresh_page):
    words = Words("en")
    page = fresh_page(DESKTOP)
    sign_in(page, company, words, "mona")
    wait_for_the_socket(page)
    go(page, company, "/trends")
    see_trends(page, words)

    company.python(RELEASED)
    expect(page.get_by_text(words("trends.fresh"))).to_be_visible()
    with page.expect_response(lambda answer: "/api/v1/trends" in answer.url):
        press(page, words, "trends.fresh.show")

    expect(page.get_by_text(words("trends.fresh"))).to_have_count(0)
    see_trends(page, words)


def test_the_peak_season_from_the_managers_side(manager, company, words):
    cycle = card(manager, words("cycle.title"))
    hours = words("cycle.hours", **{"from": 8, "to": 10})
    monday = manager.evaluate("new Date(2024, 0, 1).toLocaleDateString('en-GB', {weekday: 'long'})")
    lows = cycle.get_by_text(words("cycle.lows", places="").removesuffix("."))
    expect(lows).to_contain_text(f"{monday} {hours}")
    expect(lows).to_contain_text("Thursday 16 to 18")
    behind = card(manager, words("trends.sources"))
    first = behind.get_by_text(words("trends.stands_out", names="").removesuffix("."))
    expect(first).to_contain_text(words("source.workload"))
    expect(first).to_contain_text(words("source.guidance"))

    manager.get_by_role("link", name=words("announce.title")).click()
    announce(manager, words, "Later breaks on Thursdays\nA second screen")
    expect(manager.get_by_text("A second screen")).to_be_visible()
    go(manager, company, "/trends")
    changes = card(manager, words("changes.title"))
    expect(changes).to_contain_text(words("changes.announced"))
    expect(changes).to_contain_text("Longer Monday huddle")
    expect(changes).to_contain_text(words("changes.clear_up"))
    assert "Somebody" not in manager.locator("main").inner_text()


def announce(page: Page, words: Words, text: str) -> None:
    who = page.get_by_label(words("announce.who"))
    who.select_option(label=who.locator("option", has_text="Billing").first.inner_text())
    page.get_by_label(words("announce.what")).fill(text)
    page.get_by_label(words("announce.when")).select_option(index=1)
    press(page, words, "announce.do")


def test_what_the_budget_refuses_is_said_in_place_and_nothing_is_lost(manager, company, words):
    go(manager, company, "/changes")
    for text in ("First of two", "Second of two", "One too many"):
        announce(manager, words, text)
        manager.wait_for_load_state("networkidle")
        if manager.get_by_role("alert").count():
            break

    expect(manager.get_by_role("alert")).to_contain_text("Two changes are already measured")
    expect(manager.get_by_label(words("announce.what"))).to_have_value(text)
    assert text not in str(company.rows(NAMED))


def test_an_agent_reads_the_same_page_byte_for_byte(manager, company, fresh_page, words):
    agent = fresh_page(PHONE)
    sign_in(agent, company, words, "asha")
    go(agent, company, "/me")
    agent.get_by_role("link", name=words("nav.trends"), exact=True).click()
    see_trends(agent, words)
    expect(card(agent, words("looks.title"))).to_contain_text("Mona")
    expect(agent.get_by_role("link", name=words("announce.title"))).to_have_count(0)

    theirs = manager.request.get(f"{company.url}/api/v1/trends?unit=3").body()
    own = agent.request.get(f"{company.url}/api/v1/trends?unit=3").body()

    assert own == theirs
    assert {one["by"] for one in json.loads(own)["looked"]} == {"Mona"}


def test_the_page_is_one_request(manager, company, words):
    asked: list[str] = []
    manager.on("request", lambda one: asked.append(one.url) if "/api/v1/" in one.url else None)
    go(manager, company, "/pattern")
    manager.wait_for_load_state("networkidle")
    asked.clear()

    go(manager, company, "/trends")
    see_trends(manager, words)
    manager.wait_for_load_state("networkidle")

    assert [url for url in asked if "trends" in url] == [f"{company.url}/api/v1/trends"]
    assert not [url for url in asked if "unit" in url or "interventions" in url]


def test_a_group_and_a_span_can_be_chosen_and_every_chart_has_its_table(manager, words):
    choose_group(manager, words, "Billing")
    mood = card(manager, words("trends.mood"))
    mood.get_by_text(words("trends.table")).click()
    expect(mood.get_by_role("row")).to_have_count(13)

    manager.get_by_label(words("trends.window")).select_option("0")

    expect(mood.get_by_role("row")).to_have_count(29)
    expect(mood.locator("svg .flag")).to_have_count(1)
    expect(mood.get_by_role("img")).to_have_attribute("aria-label", any_band())
    for title in ("trends.sources", "cycle.title"):
        expect(card(manager, words(title)).get_by_role("table")).to_be_visible()


def any_band() -> re.Pattern[str]:
    return re.compile(r"Week from .*: between \d\.\d+ and \d\.\d+\. Week from")


def test_the_numbers_and_the_picture_can_be_taken_along(manager, words):
    choose_group(manager, words, "Kraków")
    with manager.expect_download() as table:
        manager.get_by_role("link", name=words("take.csv")).click()
    text = table.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["group"] for row in rows if row["what"] == "mood_line"} == {"Kraków"}
    assert all(float(row["sd"]) > 0 for row in rows)

    with manager.expect_download() as picture:
        press(manager, words, "take.png")
    SHOTS.mkdir(exist_ok=True)
    picture.value.save_as(SHOTS / "trends-picture.png")
    assert (SHOTS / "trends-picture.png").read_bytes().startswith(b"\x89PNG")


def test_on_paper_the_page_is_whole_and_has_nothing_to_press(manager, words):
    manager.emulate_media(media="print", color_scheme="dark")

    expect(manager.get_by_role("navigation", name=words("nav.label"))).to_be_hidden()
    expect(manager.get_by_label(words("trends.group"), exact=True)).to_be_hidden()
    assert manager.evaluate("getComputedStyle(document.documentElement).backgroundColor") == (
        "rgb(250, 247, 242)"
    )
    manager.pdf(path=SHOTS / "trends.pdf", format="A4")  # as browsers print: no backgrounds
    assert len(re.findall(rb"/Type ?/Page\b", (SHOTS / "trends.pdf").read_bytes())) > 1


def test_the_weekly_email_is_asked_for_and_ended(manager, company, words):
    switch = manager.get_by_role("switch", name=words("digest.wish"))
    manager.get_by_role("heading", name=words("digest.title")).scroll_into_view_if_needed()
    expect(switch).not_to_be_checked()
    switch.click()
    expect(switch).to_be_checked()
    assert len(company.rows("SELECT 1 FROM trends_digestwish")) == 1

    switch.click()
    expect(switch).not_to_be_checked()
    assert company.rows("SELECT 1 FROM trends_digestwish") == []


def test_every_figure_of_the_promise_is_the_servers(manager, company, words):
    said = manager.request.get(f"{company.url}/api/v1/trends").json()["promise"]
    manager.get_by_role("link", name=words("blur.on", preset=words("blur.standard"))).click()

    expect(manager.get_by_role("heading", level=1, name=words("promise.title"))).to_be_visible()
    for what in ("took_part", "good_or_bad", "one_week"):
        row = manager.get_by_role("row").filter(has_text=words(f"promise.{what}"))
        expect(row).to_contain_text(words("promise.of_100", count=said[what]))
    years = {"three": said["took_part_three_years"], "five": said["took_part_five_years"]}
    expect(manager.get_by_text(words("promise.years", **years))).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_the_screens_of_trends(language, fresh_page, company):
    words = Words(language)
    page = fresh_page(DESKTOP, language, reduced_motion="reduce")
    sign_in(page, company, words, "mona")
    faults = []
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        for screen in ("trends", "changes", "promise"):
            go(page, company, f"/{screen}")
            page.get_by_role("heading", level=2).first.wait_for()
            faults += look_both(page, f"{screen}-{size['width']}-{language}", look)
    assert faults == []


def look(page: Page, name: str) -> list[str]:
    page.wait_for_load_state("networkidle")
    SHOTS.mkdir(exist_ok=True)
    found = Axe().run(page, options=AXE).response["violations"]
    size = page.viewport_size
    height = page.evaluate("document.querySelector('.scroll').scrollHeight + 160")
    page.set_viewport_size({"width": size["width"], "height": height})
    page.wait_for_timeout(300)  # the part below comes into view and asks whether e-mail is wanted
    page.screenshot(path=SHOTS / f"{name}.png")
    page.set_viewport_size(size)
    return [
        f"{name}: {fault['id']} {[node['target'] for node in fault['nodes']]}" for fault in found
    ]


def test_nothing_is_cut_off_at_twice_the_text_in_the_longest_language(company, fresh_page):
    words = Words("ru")
    page = fresh_page(PHONE, "ru")
    sign_in(page, company, words, "mona")
    for screen in ("trends", "changes", "promise"):
        go(page, company, f"/{screen}")
        page.get_by_role("heading", level=2).first.wait_for()
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        page.wait_for_load_state("networkidle")
        page.screenshot(path=SHOTS / f"{screen}-ru-200.png")
        for part in ("documentElement", "querySelector('.scroll')"):
            width = page.evaluate(f"document.{part}.scrollWidth")
            assert width <= PHONE["width"], f"{screen} is {width} pixels wide"


def test_an_administrator_sees_how_far_the_publishing_is(company, fresh_page):
    words = Words("en")
    page = fresh_page(PHONE, reduced_motion="reduce")
    sign_in_as_administrator(page, company, words)
    page.get_by_role("link", name=words("nav.closings"), exact=True).click()

    expect(page.get_by_role("heading", name=words("closings.waiting"))).to_be_visible()
    weeks = page.get_by_text(words("closings.one", stream=words("trends.mood"), day=""))
    expect(weeks.first).to_be_visible()
    expect(page.get_by_text(words("closings.finished", when="")).first).to_be_visible()
    assert look(page, "closings-en") == []
