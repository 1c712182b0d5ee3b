"""Breathing with no network: the phases come when they should, however they are told."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.breathe import PATTERNS, boundaries, breathe, changes, forewarned, read, typical
from tests.browser.play import PHONE

pytestmark = pytest.mark.alone
DRIFT = 50  # milliseconds, after any time


def two_cycles(pattern: str) -> float:
    return 2 * sum(seconds for _, seconds in PATTERNS[pattern])


def test_every_pattern_plays_offline_and_keeps_its_time(server, fresh_page):
    first = fresh_page(PHONE, service_workers="allow")
    forewarned(first.context, server)
    pages = {pattern: first.context.new_page() for pattern in PATTERNS}
    for pattern, page in pages.items():
        breathe(page, server, f"{pattern}/60")
    first.wait_for_timeout(1000 * (1.5 + max(map(two_cycles, PATTERNS))))

    for pattern, page in pages.items():
        noted = read(page)
        found = changes(noted, PATTERNS[pattern])
        assert len(found) >= 2 * len(PATTERNS[pattern])
        last_cycle = [change.late for change in found[-len(PATTERNS[pattern]) :]]
        print(f"{pattern}: {len(found)} changes, late by {[round(c.late, 1) for c in found]} ms")
        assert -1 <= typical(last_cycle) < DRIFT
        assert len(noted["felt"]) == len(found)
        pairs = zip(noted["felt"], found, strict=True)
        felt = [felt["at"] - change.ideal for felt, change in pairs]
        assert typical(felt[-len(last_cycle) :]) < DRIFT


def five_minutes_pass(page: Page) -> None:
    for _ in range(31):
        page.clock.run_for(10_000)


def test_five_minutes_of_every_pattern_on_a_clock_that_is_turned(server, fresh_page, words):
    """Every change of the whole length, with no waiting: only the time of the browser is turned."""
    page = fresh_page(PHONE, reduced_motion="reduce")
    page.clock.install()
    for pattern, steps in PATTERNS.items():
        breathe(page, server, f"{pattern}/300")
        page.reload()
        page.locator("main[data-phase]").wait_for()
        five_minutes_pass(page)
        expect(page.get_by_role("heading", name=words("breathe.done"))).to_be_visible()
        found = changes(read(page), steps)
        length = sum(seconds for _, seconds in steps)
        assert len(found) == len(steps) * -(-300 // length)
        assert max(abs(change.late) for change in found) < 1


def test_words_and_a_count_alone_change_at_the_same_times(server, fresh_page):
    """Under reduced motion nothing moves, and nothing else is different."""
    calm, moving = fresh_page(PHONE, reduced_motion="reduce"), fresh_page(PHONE)
    for page in (calm, moving):
        breathe(page, server, "cyclic_sighing/30")
    calm.wait_for_timeout(20_500)

    assert calm.evaluate("document.getAnimations().length") == 0
    assert moving.evaluate("document.getAnimations().length") == 4
    expect(calm.locator(".count")).to_be_visible()
    expect(moving.locator(".count")).to_have_count(0)
    steps = PATTERNS["cyclic_sighing"]
    for page in (calm, moving):
        found = changes(read(page), steps)
        assert len(found) >= 6
        assert typical([abs(change.late) for change in found]) < DRIFT
    counts = {one["phase"]: one["count"] for one in read(calm)["seen"]}
    assert counts == {"ready": "", "in": "2", "top_up": "1", "out": "6"}


def test_tones_are_heard_when_the_words_change(server, fresh_page, words):
    page = fresh_page(PHONE)
    breathe(page, server, "cyclic_sighing/60")
    page.get_by_label(words("breathe.sound")).check(force=True)
    page.wait_for_timeout(20_500)

    noted = read(page)
    ideals = [noted["origin"] + at for _, at in boundaries(PATTERNS["cyclic_sighing"], 30)]
    off = [min(abs(at - ideal) for ideal in ideals) for at in noted["heard"][1:]]
    print(f"{len(off)} tones, off by {[round(late, 1) for late in off]} ms")
    assert len(off) >= 6
    assert typical(off) < DRIFT


@pytest.mark.parametrize("exercise", ["grounding", "look_far", "feet_on_floor"])
def test_there_is_a_way_without_breathing(exercise, server, fresh_page, words):
    page = fresh_page(PHONE)
    page.clock.install()
    breathe(page, server, f"{exercise}/30")
    page.clock.run_for(1100)
    assert page.evaluate("document.getAnimations().length") == 0
    expect(page.get_by_text(words("breathe.dizzy"))).to_have_count(0)
    page.clock.run_for(30_100)

    expect(page.get_by_role("heading", name=words("breathe.done"))).to_be_visible()


def test_the_holds_can_be_left_out_before_and_on_the_way(server, fresh_page, words):
    page = fresh_page(PHONE)
    breathe(page, server, "box/60/without-holds")
    page.wait_for_timeout(9500)
    assert [one["phase"] for one in read(page)["seen"]] == ["ready", "in", "out", "in"]

    breathe(page, server, "box/30")
    page.wait_for_timeout(5500)
    assert read(page)["seen"][-1]["phase"] == "hold"
    page.get_by_label(words("breathe.skip_holds")).check(force=True)
    page.wait_for_timeout(5500)
    assert [one["phase"] for one in read(page)["seen"]][-3:] == ["ready", "in", "out"]
