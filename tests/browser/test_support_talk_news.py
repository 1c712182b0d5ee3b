"""What is said of a talk on other screens, and what is left when the other side ends it."""

from playwright.sync_api import expect

from tests.browser.looking import look
from tests.browser.play import PATIENCE, go, press
from tests.browser.talks import accept, ask_as_alias, at, bring_helpers, see, write

ACCEPTED_MEANWHILE = """
from django.utils import timezone
from tests.support.talks.talks import accepted
from wellbeing.support.talks.models import TalkRequest
accepted(TalkRequest.objects.get(), now=timezone.now())
"""


def test_each_word_that_came_is_told_once_also_a_single_one_after_a_single_one(
    server, fresh_page, words
):
    bring_helpers(server, "peer")
    pia = at(fresh_page, server, words, "pia", "/peer")
    asha = at(fresh_page, server, words, "asha", "/support")
    accept(pia, words, ask_as_alias(asha, words))
    expect(asha.get_by_label(words("talk.write"))).to_be_visible(timeout=PATIENCE)

    for text in ("first", "second"):
        asha.evaluate("location.hash = '#/'")
        write(pia, words, text)
        expect(asha.get_by_text(words("talk.wrote", name="Pia"))).to_be_visible(timeout=PATIENCE)
        press(asha, words, "talk.see")
        see(asha, text)


def test_that_somebody_came_while_the_line_was_down_is_said_when_it_opens(
    server, fresh_page, words
):
    bring_helpers(server, "peer")
    asha = at(fresh_page, server, words, "asha", "/support", service_workers="allow")
    ask_as_alias(asha, words)
    go(asha, server, "/")
    asha.wait_for_timeout(3000)  # the line opens after the first screen stands
    server.stop()
    server.python(ACCEPTED_MEANWHILE)
    server.start()

    expect(asha.get_by_text(words("talk.news", name="Pia"))).to_be_visible(timeout=60_000)


def test_what_was_being_written_when_the_talk_ended_is_kept_until_thrown_away(
    server, fresh_page, words
):
    bring_helpers(server, "peer")
    pia = at(fresh_page, server, words, "pia", "/peer")
    asha = at(fresh_page, server, words, "asha", "/support")
    accept(pia, words, ask_as_alias(asha, words))
    asha.get_by_label(words("talk.write")).fill("half a thought", timeout=PATIENCE)
    press(pia, words, "talk.end")
    pia.get_by_role("dialog").get_by_role("button", name=words("talk.end"), exact=True).click()

    expect(asha.get_by_role("heading", name=words("talk.left_over"))).to_be_visible(
        timeout=PATIENCE
    )
    asha.reload()
    expect(asha.get_by_text("half a thought", exact=True)).to_be_visible()
    assert look(asha, "talk-left-over") == []
    press(asha, words, "waiting.discard")
    expect(asha.get_by_text("half a thought", exact=True)).to_have_count(0)
    asha.reload()
    expect(asha.get_by_text(words("after.agent"))).to_be_visible()
    expect(asha.get_by_text("half a thought", exact=True)).to_have_count(0)
