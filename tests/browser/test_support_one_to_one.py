"""An agent and a supervisor agree on a time; a colleague is asked for later; both stand apart."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.looking import look
from tests.browser.play import DESKTOP, LANGUAGES, PATIENCE, Words, go, press
from tests.browser.talks import at, bring_helpers

IN_TWO_HOURS = """() => {
  const at = new Date(Date.now() + 2 * 3600e3 - new Date().getTimezoneOffset() * 60e3);
  return at.toISOString().slice(0, 14) + '00';
}"""


def wish_for(page, words, *, card: str) -> None:
    """At a time, two hours from now."""
    section = page.locator("section").filter(has=page.get_by_role("heading", name=words(card)))
    section.get_by_role("radio", name=words("talk.when_later")).check()
    section.get_by_label(words("talk.when_at")).fill(page.evaluate(IN_TWO_HOURS))


def said(words, key: str, **more: str) -> re.Pattern[str]:
    """A sentence with a time in it, whatever the time."""
    return re.compile(re.escape(words(key, **more)).replace(re.escape("{when}"), ".+"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_asha_and_tara_agree_on_a_time(language, server, fresh_page):
    words = Words(language)
    bring_helpers(server, "peer")
    tara = at(fresh_page, server, words, "tara", "/peer", size=DESKTOP)
    asha = at(fresh_page, server, words, "asha", "/support")
    asha.get_by_text(words("talk.supervisor_ask"), exact=True).click()
    wish_for(asha, words, card="talk.supervisor")
    faults = look(asha, f"one-to-one-ask-{language}")
    press(asha, words, "talk.supervisor_do")

    asked = asha.get_by_role("heading", name=words("talk.asked_of", name="Tara"))
    expect(asked).to_be_in_viewport()
    expect(asha.get_by_role("button", name=words("talk.now"), exact=True)).to_be_visible()
    faults += look(asha, f"one-to-one-asked-{language}")
    expect(tara.get_by_text(said(words, "talk.wished"))).to_be_visible(timeout=PATIENCE)
    faults += look(tara, f"one-to-one-offer-{language}")
    press(tara, words, "peer.agree")

    expect(tara.get_by_text(said(words, "talk.agreed"))).to_be_visible(timeout=PATIENCE)
    expect(asha.get_by_text(said(words, "talk.agreed"))).to_be_visible(timeout=PATIENCE)
    expect(asked).to_have_count(0)
    faults += look(asha, f"one-to-one-agreed-{language}")
    asha.get_by_role("link", name="Tara").click()
    expect(asha.get_by_text(said(words, "talk.agreed"))).to_be_visible()
    faults += look(asha, f"one-to-one-talk-{language}")
    assert faults == []


def test_she_takes_it_back_and_tara_is_asked_no_more(server, fresh_page, words):
    tara = at(fresh_page, server, words, "tara", "/peer")
    asha = at(fresh_page, server, words, "asha", "/support")
    asha.get_by_text(words("talk.supervisor_ask"), exact=True).click()
    wish_for(asha, words, card="talk.supervisor")
    press(asha, words, "talk.supervisor_do")
    asked = tara.get_by_role("heading", name=words("peer.one_to_one", name="Asha"))
    expect(asked).to_be_visible(timeout=PATIENCE)

    asha.get_by_role("button", name=words("talk.withdraw")).click()

    expect(asha.get_by_text(words("talk.supervisor_ask"), exact=True)).to_be_visible()
    expect(asked).to_have_count(0, timeout=PATIENCE)


def test_tara_cannot_and_asha_is_told_until_she_puts_it_away(server, fresh_page, words):
    tara = at(fresh_page, server, words, "tara", "/peer")
    asha = at(fresh_page, server, words, "asha", "/support")
    asha.get_by_text(words("talk.supervisor_ask"), exact=True).click()
    press(asha, words, "talk.supervisor_do")
    expect(tara.get_by_role("heading", name=words("peer.one_to_one", name="Asha"))).to_be_visible(
        timeout=PATIENCE
    )
    press(tara, words, "peer.decline")

    note = asha.get_by_text(words("talk.declined_by", name="Tara"), exact=True)
    expect(note).to_be_visible(timeout=PATIENCE)
    assert look(asha, "one-to-one-declined") == []
    asha.reload()
    expect(note).to_be_visible()
    asha.get_by_role("button", name=words("talk.put_away")).click()
    expect(note).to_have_count(0)


ITS_TIME = """
from datetime import timedelta
from django.utils import timezone
from wellbeing.support.talks.models import TalkRequest
now = timezone.now()
TalkRequest.objects.update(wished_at=now, stands_until=now + timedelta(minutes=10))
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_colleague_is_asked_at_the_time_and_not_before(language, server, fresh_page):
    words = Words(language)
    bring_helpers(server, "peer")
    pia = at(fresh_page, server, words, "pia", "/peer")
    asha = at(fresh_page, server, words, "asha", "/support")
    wish_for(asha, words, card="talk.colleague")
    faults = look(asha, f"support-at-a-time-{language}")
    press(asha, words, "talk.at")

    expect(asha.get_by_role("heading", name=said(words, "talk.later"))).to_be_visible()
    expect(asha.get_by_role("button", name=words("talk.now"), exact=True)).to_be_visible()
    faults += look(asha, f"support-later-{language}")
    expect(pia.get_by_role("button", name=words("peer.accept"), exact=True)).to_have_count(0)
    go(asha, server, "/")
    server.python(ITS_TIME)

    expect(asha.get_by_text(words("talk.begun"), exact=True)).to_be_visible(timeout=30_000)
    expect(pia.get_by_role("button", name=words("peer.accept"), exact=True)).to_be_visible(
        timeout=PATIENCE
    )
    faults += look(asha, f"talk-begun-{language}")
    press(asha, words, "talk.see")
    expect(asha.get_by_role("heading", name=words("talk.waiting"))).to_be_visible()
    assert faults == []
