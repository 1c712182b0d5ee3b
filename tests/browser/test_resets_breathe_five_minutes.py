"""Five minutes as a person spends them: the longest wait of all tests, and no clock is turned."""

import pytest
from playwright.sync_api import expect

from tests.browser.breathe import PATTERNS, boundaries, breathe, changes, forewarned, read, typical
from tests.browser.play import PHONE

pytestmark = pytest.mark.alone

DRIFT = 50  # milliseconds
STEPS = PATTERNS["cyclic_sighing"]
LENGTH = 306  # five minutes, and the last breath out


def test_after_five_minutes_words_motor_and_tones_are_where_they_should_be(
    server, fresh_page, words
):
    page = fresh_page(PHONE, service_workers="allow")
    forewarned(page.context, server)
    breathe(page, server, "cyclic_sighing/300")
    page.get_by_label(words("breathe.sound")).check(force=True)
    page.wait_for_timeout((LENGTH - 1) * 1000)
    noted = read(page)  # a moment before the end, while the circle is still there

    found = changes(noted, STEPS)
    assert len(found) == LENGTH // 9 * 3
    words_late = typical([change.late for change in found[-9:]])
    felt_late = typical(
        [f["at"] - c.ideal for f, c in zip(noted["felt"][-9:], found[-9:], strict=True)]
    )
    ideals = [noted["origin"] + at for _, at in boundaries(STEPS, len(found))]
    tones_off = typical([min(abs(at - one) for one in ideals) for at in noted["heard"][-9:]])
    print(f"after {LENGTH} s: {words_late=:.1f} {felt_late=:.1f} {tones_off=:.1f} ms")
    assert max(words_late, felt_late, tones_off) < DRIFT
    expect(page.get_by_role("heading", name=words("breathe.done"))).to_be_visible()
