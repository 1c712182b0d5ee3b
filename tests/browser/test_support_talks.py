"""Two and three people: a colleague is asked under an alias, a line drops, a counsellor comes."""

import signal

import pytest
from playwright.sync_api import expect

from tests.browser.looking import look
from tests.browser.play import (
    DESKTOP,
    LANGUAGES,
    PATIENCE,
    PHONE,
    Words,
    give_an_authenticator,
    go,
    press,
    sign_in,
)
from tests.browser.talks import accept, ask_as_alias, at, bring_helpers, see, texts, write


@pytest.mark.parametrize("language", LANGUAGES)
def test_asha_asks_as_an_alias_and_pia_is_there(language, server, fresh_page):
    words = Words(language)
    bring_helpers(server, "peer")
    pia = at(fresh_page, server, words, "pia", "/peer")
    asha = at(fresh_page, server, words, "asha", "/support")
    faults = look(asha, f"support-{language}")

    name = ask_as_alias(asha, words)
    faults += look(asha, f"support-waiting-{language}")
    expect(pia.get_by_role("heading", name=words("peer.offer", name=name))).to_be_visible()
    faults += look(pia, f"peer-offer-{language}")
    assert "Asha" not in pia.locator("main").inner_text()
    accept(pia, words, name)
    write(pia, words, "1: hello")
    expect(asha.get_by_role("heading", name="Pia", exact=True)).to_be_visible(timeout=PATIENCE)
    see(asha, "1: hello")
    write(asha, words, "2: thank you")
    see(pia, "2: thank you")
    expect(asha.get_by_text(words("talk.read"), exact=False).last).to_be_visible()
    faults += look(asha, f"talk-{language}")
    faults += look(pia, f"talk-peer-{language}")
    assert "Asha" not in pia.locator("main").inner_text()

    press(asha, words, "talk.end")
    asha.get_by_role("dialog").get_by_role("button", name=words("talk.end"), exact=True).click()
    expect(asha.get_by_text(words("after.agent"))).to_be_visible()
    press(pia, words, "after.heavy")
    expect(pia.get_by_text(words("after.rest"))).to_be_visible()
    faults += look(pia, f"talk-after-{language}")
    faults += look(asha, f"talk-over-{language}")
    go(pia, server, "/peer")
    expect(pia.get_by_text(words("peer.paused").split("{")[0].strip())).to_be_visible()
    faults += look(pia, f"peer-{language}")
    assert faults == []


def test_nothing_is_lost_when_the_server_dies_in_the_middle(server, fresh_page, words):
    bring_helpers(server, "peer")
    pia = at(fresh_page, server, words, "pia", "/peer", service_workers="allow")
    asha = at(fresh_page, server, words, "asha", "/support", service_workers="allow")
    accept(pia, words, ask_as_alias(asha, words))
    expect(asha.get_by_label(words("talk.write"))).to_be_visible(timeout=PATIENCE)
    write(asha, words, "before")
    see(pia, "before")

    server.stop(signal.SIGKILL)
    for n in range(3):
        write(asha, words, f"asha {n}")
    write(pia, words, "pia 0")
    expect(asha.get_by_text(words("talk.unsent"))).to_have_count(3)
    expect(asha.get_by_text(words("talk.no_line"))).to_be_visible(timeout=PATIENCE)
    look(asha, "talk-without-a-line")
    asha.get_by_label(words("talk.write")).fill("half a thought")
    server.start()

    for page in (asha, pia):
        for text in ("asha 0", "asha 1", "asha 2", "pia 0"):
            expect(page.get_by_role("log").get_by_text(text, exact=True)).to_be_visible(
                timeout=60_000
            )
    expect(asha.get_by_text(words("talk.unsent"))).to_have_count(0, timeout=30_000)
    expect(asha.get_by_label(words("talk.write"))).to_have_value("half a thought")
    assert texts(asha) == texts(pia)
    assert [text for text in texts(asha) if text.startswith("asha")] == [
        "asha 0", "asha 1", "asha 2",
    ]  # fmt: skip
    assert len(server.rows("SELECT id FROM support_talks_message")) == 5
    asha.reload()
    expect(asha.get_by_label(words("talk.write"))).to_have_value("half a thought")


@pytest.mark.parametrize("language", LANGUAGES)
def test_pia_suggests_a_counsellor_and_cole_comes_with_consent(language, server, fresh_page):
    words = Words(language)
    bring_helpers(server, "peer", "counsellor")
    cole = sign_in_as_counsellor(fresh_page, server, words)
    go(cole, server, "/peer")
    pia = at(fresh_page, server, words, "pia", "/peer")
    asha = at(fresh_page, server, words, "asha", "/support")
    name = ask_as_alias(asha, words)
    accept(pia, words, name)
    write(pia, words, "only between us")
    expect(asha.get_by_label(words("talk.write"))).to_be_visible(timeout=PATIENCE)
    see(asha, "only between us")

    press(pia, words, "hand.propose")
    expect(pia.get_by_text(words("hand.waits"))).to_be_visible()
    proposed = asha.get_by_role("heading", name=words("hand.proposed", name="Pia"), exact=True)
    expect(proposed).to_be_visible(timeout=PATIENCE)
    faults = look(asha, f"talk-consent-{language}")
    press(asha, words, "hand.yes_new")
    expect(asha.get_by_text(words("hand.asking", name="Pia"))).to_be_visible()

    accept(cole, words, name)
    expect(asha.get_by_role("heading", name="Cole", exact=True)).to_be_visible(timeout=PATIENCE)
    write(asha, words, "hello Cole")
    see(cole, "hello Cole")
    assert texts(cole) == ["hello Cole"]
    expect(cole.get_by_text(words("talk.reads_from"))).to_be_visible()
    faults += look(cole, f"talk-counsellor-{language}")
    expect(pia.get_by_role("heading", name=words("talk.handed_over"))).to_be_visible(
        timeout=PATIENCE
    )
    assert "hello Cole" not in texts(pia)
    assert faults == []


def sign_in_as_counsellor(fresh_page, server, words):
    """With a passkey as the second step, set up on the way."""
    page = fresh_page(language=words.language)
    give_an_authenticator(page)
    sign_in(page, server, words, "cole")
    go(page, server, "/me")
    page.get_by_role("link", name=words("setup.start")).click()
    press(page, words, "passkey.add")
    press(page, words, "codes.done")
    expect(page.get_by_role("heading", name="Cole", exact=True)).to_be_visible()
    return page


def test_a_small_window_of_a_shared_computer_says_that_nothing_is_kept(server, fresh_page, words):
    page = fresh_page(DESKTOP, color_scheme="dark", reduced_motion="reduce")
    sign_in(page, server, words, device="shared")
    go(page, server, "/support")

    expect(page.get_by_text(words("talk.shared"))).to_be_visible()
    nobody = words("talk.nobody", language="English")
    expect(page.get_by_text(nobody)).to_be_visible()
    assert look(page, "support-desktop-dark") == []


COUNSELLORS = """
from datetime import timedelta
from accounts.models import User
from wellbeing.support.talks.models import WaitTime
from django.utils import timezone
yesterday = (timezone.now() - timedelta(days=1)).date()
WaitTime.objects.bulk_create(
    WaitTime(on=yesterday, kind="counsellor", seconds=90) for _ in range(10))
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_counsellor_on_shift_is_asked_now(language, server, fresh_page):
    words = Words(language)
    bring_helpers(server, "counsellor")
    server.python(COUNSELLORS)
    cole = sign_in_as_counsellor(fresh_page, server, words)
    go(cole, server, "/peer")
    asha = at(fresh_page, server, words, "asha", "/support", color_scheme="dark")
    faults = look(asha, f"support-counsellor-{language}")

    press(asha, words, "talk.counsellor_now")
    waiting = asha.get_by_role("heading", name=words("talk.waiting_counsellor"))
    expect(waiting).to_be_visible()
    faults += look(asha, f"support-counsellor-waiting-{language}")
    accept(cole, words, "Asha")

    expect(asha.get_by_role("heading", name="Cole", exact=True)).to_be_visible(timeout=PATIENCE)
    assert faults == []


def test_nobody_left_to_ask_is_said_at_once_with_other_ways_beside_it(server, fresh_page, words):
    bring_helpers(server, "peer")
    pia = at(fresh_page, server, words, "pia", "/peer")
    asha = at(fresh_page, server, words, "asha", "/support")
    name = ask_as_alias(asha, words)
    expect(
        pia.get_by_role("heading", name=words("peer.offer", name=name), exact=True)
    ).to_be_visible(timeout=PATIENCE)

    press(pia, words, "peer.decline")

    said = asha.locator("section").filter(has_text=words("talk.nobody_came"))
    expect(said.get_by_role("status")).to_be_visible(timeout=PATIENCE)
    expect(said.get_by_role("link", name=words("lines.link"))).to_be_visible()
    assert look(asha, "support-nobody-came") == []


ASKED_MEANWHILE = """
from datetime import timedelta
from uuid import uuid4
from django.utils import timezone
from accounts.models import User
from wellbeing.support.talks.models import Offer, TalkRequest
now = timezone.now()
request = TalkRequest.objects.create(
    asker=User.objects.get(personnel_number="ben"), uid=uuid4(), kind="peer", topic="any",
    language="en", shown_as="Quiet Otter", asked_at=now, stands_until=now + timedelta(minutes=10))
Offer.objects.create(
    request=request, to=User.objects.get(personnel_number="pia"), in_line=True, offered_at=now,
    expires_at=now + timedelta(minutes=5))
"""


def test_what_was_asked_while_the_line_was_down_is_said_when_it_opens(server, fresh_page, words):
    bring_helpers(server, "peer")
    pia = at(fresh_page, server, words, "pia", "/", service_workers="allow")
    pia.wait_for_timeout(3000)  # the line opens after the first screen stands
    server.stop()
    server.python(ASKED_MEANWHILE)
    server.start()

    expect(pia.get_by_text(words("peer.asked"))).to_be_visible(timeout=60_000)
    press(pia, words, "talk.see")
    expect(pia.get_by_role("heading", name=words("peer.offer", name="Quiet Otter"))).to_be_visible()


def fits(page, name: str) -> list[str]:
    """Twice the text, light and dark: what axe finds, and whether it scrolls sideways."""
    faults = []
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        faults += look(page, f"{name}-200-{scheme}")
    for way, inside in (("Width", "innerWidth"), ("Height", "innerHeight")):
        if page.evaluate(f"document.documentElement.scroll{way} > {inside}"):
            faults.append(f"{name}: its {way} is beyond the screen")
    return faults


def test_twice_the_text_still_fits_in_the_longest_language(server, fresh_page):
    words = Words("ru")
    bring_helpers(server, "peer", "counsellor")
    asha = at(fresh_page, server, words, "asha", "/support", size=PHONE)
    pia = at(fresh_page, server, words, "pia", "/peer", size=PHONE)
    faults = fits(asha, "support-ru")
    name = ask_as_alias(asha, words)
    faults += fits(asha, "support-waiting-ru")
    expect(pia.get_by_role("heading", name=words("peer.offer", name=name))).to_be_visible()
    faults += fits(pia, "peer-ru")
    accept(pia, words, name)
    write(pia, words, "Здравствуйте. Хорошо, что вы написали: достопримечательности подождут.")
    expect(asha.get_by_label(words("talk.write"))).to_be_visible(timeout=PATIENCE)
    press(pia, words, "hand.propose")
    expect(
        asha.get_by_role("heading", name=words("hand.proposed", name="Pia"), exact=True)
    ).to_be_visible(timeout=PATIENCE)
    faults += fits(asha, "talk-ru")
    faults += fits(pia, "talk-peer-ru")
    assert faults == []
