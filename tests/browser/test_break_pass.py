"""Two agents and one place: a pass is asked for, waited for, shown to the desk and given back."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import look, look_both
from tests.browser.play import (
    DESKTOP,
    LANGUAGES,
    PATIENCE,
    PHONE,
    Words,
    go,
    only_page,
    press,
    sign_in,
    wait_for_the_worker,
)
from tests.browser.server import Server

POLICY = """
from datetime import timedelta
from uuid import uuid4
from django.utils import timezone
from accounts.models import Unit, User
from wellbeing.resets.services.policies import set_policy
figures = dict(minutes=15, passes_a_day=2, places=1, extra_after_threat=1, extra_after_slur=0)
figures |= {more}
ada = User.objects.get(personnel_number="ada")
team = Unit.objects.get(name="Billing 1")
yesterday = timezone.now() - timedelta(days=1)
set_policy(ada, id=uuid4(), unit_id=team.pk, figures=figures, now=yesterday)
"""
TIME_PASSES = """
from datetime import timedelta
from django.db.models import F
from wellbeing.resets.models import BreakPass
away = timedelta(minutes={minutes})
BreakPass.objects.update(
    asked_at=F("asked_at") - away, starts_at=F("starts_at") - away, ends_at=F("ends_at") - away
)
"""
HOLD_PASSES = """
from datetime import timedelta
from django.db.models import F
from wellbeing.resets.models import BreakPass
away = timedelta(minutes=4)
held = BreakPass.objects.filter(hold_until__isnull=False)
held.update(asked_at=F("asked_at") - away, hold_until=F("hold_until") - away)
"""


def rule(server: Server, **figures: int) -> None:
    server.python(POLICY.format(more=figures))


def agent(fresh_page, server: Server, words: Words, name: str, **more) -> Page:
    page = fresh_page(language=words.language, **more)
    sign_in(page, server, words, name)
    go(page, server, "/pass")
    return page


def take(page: Page, words: Words, minutes: int = 5) -> None:
    page.get_by_label(words("pass.minutes", count=minutes), exact=True).check(force=True)
    press(page, words, "pass.take")


def see_granted(page: Page, words: Words) -> str:
    """The link behind the code, as the desk's camera would read it."""
    expect(page.get_by_role("img", name=words("pass.qr"))).to_be_visible(timeout=PATIENCE)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    press(page, words, "pass.copy")
    return str(page.evaluate("navigator.clipboard.readText()"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_second_waits_and_goes_when_the_first_is_back(language, server, fresh_page):
    words = Words(language)
    rule(server)
    asha = agent(fresh_page, server, words, "asha")
    expect(asha.get_by_text(words("pass.visible_floor"))).to_be_visible()
    expect(asha.get_by_text(words("pass.invisible"))).to_be_visible()
    take(asha, words)
    link = see_granted(asha, words)

    desk = fresh_page(DESKTOP, language)
    desk.goto(link)
    expect(desk.get_by_role("heading", name=words("pass.valid"), exact=True)).to_be_visible()
    expect(desk.get_by_text("Asha", exact=True)).to_be_visible()
    assert "pass-check" not in desk.url  # the secret is not left in the address

    ben = agent(fresh_page, server, words, "ben")
    take(ben, words, 10)
    place = ben.get_by_role("heading", name=words("pass.place", count=1), exact=True)
    expect(place).to_be_visible()
    ben.reload()
    expect(place).to_be_visible()
    ben.wait_for_timeout(2500)  # the socket opens a moment after the first screen stands

    press(asha, words, "pass.back")
    held = ben.get_by_role("heading", name=words("pass.held"), exact=True)
    expect(held).to_be_visible(timeout=PATIENCE)
    expect(asha.get_by_role("button", name=words("pass.take"), exact=True)).to_be_visible()
    press(desk, words, "pass.check_again")
    expect(desk.get_by_role("heading", name=words("pass.check_ended"), exact=True)).to_be_visible()

    press(ben, words, "pass.accept")
    assert see_granted(ben, words) != link
    expect(ben.get_by_role("heading", name="Ben", exact=True)).to_be_visible()


def test_whoever_looks_at_another_screen_hears_that_it_is_their_turn(server, fresh_page, words):
    rule(server)
    asha, ben = (agent(fresh_page, server, words, name) for name in ("asha", "ben"))
    take(asha, words)
    see_granted(asha, words)
    take(ben, words)
    ben.get_by_role("heading", name=words("pass.place", count=1), exact=True).wait_for()
    go(ben, server, "/")
    ben.wait_for_timeout(2500)  # the socket opens a moment after the first screen stands

    press(asha, words, "pass.back")
    ben.get_by_role("button", name=words("pass.see"), exact=True).click(timeout=PATIENCE)

    held = ben.get_by_role("heading", name=words("pass.held"), exact=True)
    expect(held).to_be_visible()


def test_whoever_comes_back_after_the_hold_is_told_that_it_is_gone(server, fresh_page, words):
    rule(server)
    asha, ben = (agent(fresh_page, server, words, name) for name in ("asha", "ben"))
    take(asha, words)
    see_granted(asha, words)
    take(ben, words)
    ben.get_by_role("heading", name=words("pass.place", count=1), exact=True).wait_for()
    ben.goto("about:blank")
    press(asha, words, "pass.back")
    expect(asha.get_by_role("button", name=words("pass.take"), exact=True)).to_be_visible()

    server.python(HOLD_PASSES)
    ben.goto(f"{server.url}/#/pass")

    expect(ben.get_by_text(words("pass.missed"))).to_be_visible()
    expect(ben.get_by_role("button", name=words("pass.take"), exact=True)).to_be_visible()


def test_whoever_leaves_the_line_has_used_nothing_up(server, fresh_page, words):
    rule(server)
    asha, ben = (agent(fresh_page, server, words, name) for name in ("asha", "ben"))
    take(asha, words)
    see_granted(asha, words)
    take(ben, words)

    press(ben, words, "pass.leave_line")

    expect(ben.get_by_text(words("pass.left", count=2))).to_be_visible()


def test_what_is_no_pass_is_said_to_be_none(server, fresh_page, words):
    desk = fresh_page(DESKTOP)
    for link in ("0195f9a8-0000-7000-8000-000000000000.abcdefgh", "nonsense"):
        desk.goto("about:blank")
        desk.goto(f"{server.url}/#/pass-check/{link}")
        none = desk.get_by_role("heading", name=words("pass.check_none"))
        expect(none).to_be_visible()
        expect(desk.get_by_role("alert")).to_have_count(0)


def test_a_granted_pass_is_shown_without_a_connection(server, open_phone, words):
    rule(server)
    page = only_page(open_phone())
    sign_in(page, server, words)
    wait_for_the_worker(page)
    go(page, server, "/pass")
    take(page, words)
    see_granted(page, words)

    server.stop()
    page.reload()

    expect(page.get_by_role("img", name=words("pass.qr"))).to_be_visible()
    expect(page.get_by_role("heading", name="Asha", exact=True)).to_be_visible()
    expect(page.get_by_text(words("pass.offline"))).to_be_visible()
    server.start()
    page.reload()
    press(page, words, "pass.back")
    expect(page.get_by_role("button", name=words("pass.take"), exact=True)).to_be_visible()


def test_a_pass_is_not_promised_without_a_connection(server, open_phone, words):
    rule(server)
    page = only_page(open_phone())
    sign_in(page, server, words)
    wait_for_the_worker(page)
    go(page, server, "/pass")
    page.get_by_role("button", name=words("pass.take"), exact=True).wait_for()
    server.stop()

    press(page, words, "pass.take")

    expect(page.get_by_text(words("pass.offline"))).to_be_visible()
    expect(page.get_by_role("img", name=words("pass.qr"))).to_have_count(0)
    server.start()
    press(page, words, "pass.take")
    see_granted(page, words)
    assert len(server.rows("SELECT id FROM resets_breakpass")) == 1


def test_after_a_threat_there_is_one_more_that_looks_like_any_other(server, fresh_page, words):
    rule(server, passes_a_day=1)
    page = agent(fresh_page, server, words, "asha")
    expect(page.get_by_text(words("pass.after"))).to_have_count(0)
    take(page, words)
    see_granted(page, words)
    press(page, words, "pass.back")

    expect(page.get_by_text(words("pass.none_left"))).to_be_visible()
    expect(page.get_by_role("button", name=words("pass.take"), exact=True)).to_be_disabled()
    expect(page.get_by_text(words("pass.because_means"))).to_be_visible()
    expect(page.get_by_label(words("pass.after_slur"), exact=True)).to_have_count(0)
    page.get_by_label(words("pass.after_threat"), exact=True).check(force=True)
    press(page, words, "pass.take")

    see_granted(page, words)
    assert "threat" not in page.locator("main").inner_text().lower()
    press(page, words, "pass.back")
    expect(page.get_by_text(words("pass.none_left"))).to_be_visible()
    expect(page.get_by_role("button", name=words("pass.take"), exact=True)).to_have_count(0)


def test_its_end_is_said_when_its_time_has_come(server, fresh_page, words):
    rule(server)
    page = agent(fresh_page, server, words, "asha")
    take(page, words)
    link = see_granted(page, words)

    server.python(TIME_PASSES.format(minutes=6))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(page.get_by_text(words("pass.over"))).to_be_visible()
    expect(page.get_by_role("button", name=words("pass.take"), exact=True)).to_be_visible()
    page.goto("about:blank")
    page.goto(link)
    over = page.get_by_role("heading", name=words("pass.check_over"), exact=True)
    expect(over).to_be_visible()


def test_where_no_policy_holds_the_app_says_so(server, fresh_page, words):
    page = agent(fresh_page, server, words, "asha")

    expect(page.get_by_text(words("pass.no_policy"))).to_be_visible()
    expect(page.get_by_role("button", name=words("pass.take"), exact=True)).to_have_count(0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_from_asking_to_showing(language, server, fresh_page):
    words, faults = Words(language), []
    look_like = {"reduced_motion": "reduce"}
    rule(server, passes_a_day=1)
    asha = agent(fresh_page, server, words, "asha", **look_like)
    ben = agent(fresh_page, server, words, "ben", **look_like)
    asha.get_by_role("button", name=words("pass.take"), exact=True).wait_for()
    faults += look_both(asha, f"pass-ask-{language}")
    take(asha, words)
    link = see_granted(asha, words)
    asha.wait_for_timeout(5_500)  # the line that said "copied" has gone
    faults += look_both(asha, f"pass-granted-{language}")
    asha.set_viewport_size(DESKTOP)
    faults += look_both(asha, f"pass-granted-desktop-{language}")
    take(ben, words)
    ben.get_by_role("heading", name=words("pass.place", count=1), exact=True).wait_for()
    faults += look_both(ben, f"pass-line-{language}")
    press(asha, words, "pass.back")
    asha.set_viewport_size(PHONE)
    asha.get_by_text(words("pass.because_means")).wait_for()
    faults += look_both(asha, f"pass-used-up-{language}")
    held = ben.get_by_role("heading", name=words("pass.held"), exact=True)
    expect(held).to_be_visible(timeout=20_000)
    faults += look_both(ben, f"pass-held-{language}")
    desk = fresh_page(PHONE, language, **look_like)
    desk.goto(link)
    desk.get_by_role("heading", name=words("pass.check_ended"), exact=True).wait_for()
    faults += look_both(desk, f"pass-check-{language}")
    go(ben, server, "/floor")
    ben.get_by_text("Billing 1").wait_for()
    faults += look_both(ben, f"floor-{language}")
    assert faults == []


def test_nothing_is_cut_off_at_twice_the_text_in_the_longest_language(server, fresh_page):
    words = Words("ru")
    rule(server)
    asha, ben = (agent(fresh_page, server, words, name) for name in ("asha", "ben"))
    see_width(asha, words, "ask")
    take(asha, words)
    see_granted(asha, words)
    see_width(asha, words, "granted")
    take(ben, words)
    ben.get_by_role("heading", name=words("pass.place", count=1), exact=True).wait_for()
    see_width(ben, words, "line")
    go(ben, server, "/floor")
    ben.get_by_text("Billing 1").wait_for()
    see_width(ben, words, "floor")


def see_width(page: Page, words: Words, name: str) -> None:
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    look(page, f"pass-{name}-{words.language}-200")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], name
    page.evaluate("document.documentElement.style.fontSize = ''")
