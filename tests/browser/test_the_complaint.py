"""One evening, end to end: a furious customer, help, a breath, a report, and what came of it."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.cases import HANDLERS, ask, sign_in_as_handler
from tests.browser.help_now import tara_is_on_shift
from tests.browser.looking import look
from tests.browser.play import (
    DESKTOP,
    LANGUAGES,
    PATIENCE,
    Words,
    eventually,
    go,
    kept_in_the_browser,
    only_page,
    press,
    sign_in,
    tick,
    wait_for_the_worker,
)
from tests.browser.server import Server, installed, remove
from tests.browser.test_support_help_now import line, stands
from tests.browser.test_support_help_now import send as send_help
from wellbeing.incidents.rules import IDENTITIES

AFTER_AN_OUTAGE = 60_000
TAPS, SECONDS = 6, 30
PHONE_NUMBER = "+48 12 345 67 89"
COUNT_TAPS = """() => {
  window.made = { taps: 0, keys: 0 };
  addEventListener('pointerdown', () => (window.made.taps += 1), true);
  addEventListener('keydown', () => (window.made.keys += 1), true);
}"""
# As long as people write.
QUESTION = {
    "en": "Was it the same number as last week?",
    "zh-Hans": "和上周是同一个号码吗？",
    "ru": "Это был тот же номер, что и на прошлой неделе?",
}
REPLY = {"en": "Yes, the same one.", "zh-Hans": "是的，同一个。", "ru": "Да, тот же."}
OUTCOME = {
    "en": "The customer got a written warning. A second time we end the contract.",
    "zh-Hans": "已向该客户发出书面警告。如再发生，我们将终止合同。",
    "ru": "Клиенту отправлено письменное предупреждение. Во второй раз мы расторгнем договор.",
}


@dataclass
class Story:
    """Who reports, in which language; and what axe found on the way."""

    server: Server
    words: Words
    identity: str
    fresh_page: Callable[..., Page]
    faults: list[str] = field(default_factory=list)

    @property
    def language(self) -> str:
        return self.words.language

    @property
    def unsigned(self) -> bool:
        return self.identity == "anonymous"

    def see(self, page: Page, step: str) -> None:
        """Keep a picture of it."""
        self.faults += look(page, f"complaint-{self.identity}-{self.language}-{step}")


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> Iterator[Server]:
    """A supervisor on shift and two case handlers, set up once for all of these."""
    server = installed(tmp_path_factory.mktemp("house"))
    server.python(HANDLERS)
    tara_is_on_shift(server)
    server.remember_everything()
    server.start()
    yield server
    remove(server)


@pytest.fixture
def server(house: Server) -> Server:
    house.forget_everything()
    if house._process is None:  # a test that failed while it was away
        house.start()
    return house


@pytest.fixture
def asha(server, open_phone) -> Callable[[Words], Page]:
    """Her own phone, which knows the app."""

    def open_one(words: Words) -> Page:
        page = only_page(open_phone(words.language))
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        sign_in(page, server, words)
        wait_for_the_worker(page)
        page.wait_for_timeout(2500)  # the number of the floor has come by now
        return page

    return open_one


@pytest.mark.parametrize("identity", IDENTITIES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_furious_customer_to_what_was_done(language, identity, server, asha, fresh_page):
    story = Story(server, Words(language), identity, fresh_page)
    page = asha(story.words)

    server.stop()
    press_help_without_a_line(story, page)
    server.start()
    tara_comes(story, page)
    server.stop()
    breathe_and_check_in(story, page)
    report_in_a_few_taps(story, page)
    server.start()
    see_it_arrive_once(story, page)
    receipt = keep_the_receipt(story, page) if story.unsigned else ""

    sam = take_it_on_and_ask(story)
    reporter = open_by_receipt(story, receipt) if story.unsigned else page
    answer(story, reporter)
    close_with_an_outcome(story, sam)
    if story.unsigned:
        press(reporter, story.words, "abuse.close")
        reporter = open_by_receipt(story, receipt)
    read_what_was_done(story, reporter, sam)
    assert story.faults == []


def press_help_without_a_line(story: Story, page: Page) -> None:
    send_help(page, story.words)
    stands(page, story.words("help.not_sent"))
    dial = page.get_by_role("link", name=story.words("help.dial", phone=PHONE_NUMBER))
    expect(dial).to_be_visible()
    story.see(page, "01-help-no-line")


def tara_comes(story: Story, page: Page) -> None:
    words = story.words
    press_again_if_it_took_too_long(page, words)
    tara = story.fresh_page(DESKTOP, story.language)
    sign_in(tara, story.server, words, "tara")
    line(tara, words).click()
    press(tara, words, "calls.come")
    stands(page, words("help.coming", name="Tara"), timeout=AFTER_AN_OUTAGE)
    story.see(page, "02-help-comes")
    press(tara, words, "calls.there")
    stands(page, words("help.there", name="Tara"))
    press(tara, words, "calls.done")
    stands(page, words("help.done"))
    assert story.server.rows("SELECT count(*) FROM support_help_now_helpcall") == [(1,)]
    tara.close()


def press_again_if_it_took_too_long(page: Page, words: Words) -> None:
    """After half a minute nothing is sent any more, and on a busy machine a server needs that."""
    reaching, lost = words("help.reaching", names="Tara"), words("help.lost")
    status = page.locator("main").get_by_role("status").first
    either = re.compile(f"^({re.escape(reaching)}|{re.escape(lost)})$")
    expect(status).to_have_text(either, timeout=AFTER_AN_OUTAGE)
    if status.inner_text() == lost:
        press(page, words, "help.again")
        page.wait_for_timeout(450)  # not within the blink that a slip takes
        page.get_by_role("dialog").get_by_role("button", name=words("help.send")).click()


def breathe_and_check_in(story: Story, page: Page) -> None:
    words = story.words
    page.get_by_role("link", name=words("nav.checkin")).click()
    page.get_by_role("link", name=words("home.tough")).click()
    page.locator("main[data-phase=in]").wait_for()
    story.see(page, "03-breathe")
    page.keyboard.press("Escape")

    page.get_by_role("link", name=words("nav.checkin")).click()
    press(page, words, "mood.2")
    expect(page.get_by_role("heading", name=words("noted.2"))).to_be_visible()
    story.see(page, "04-noted")
    press(page, words, "refine.done")
    assert story.server.checkins() == []


def kinds_on(page: Page, words: Words) -> Locator:
    """In Russian a threat is called the same as a kind and as a step."""
    return page.get_by_role("group", name=words("abuse.kinds"))


def report_in_a_few_taps(story: Story, page: Page) -> None:
    words = story.words
    page.get_by_role("link", name=words("nav.reset")).click()
    marked = page.get_by_role("link", name=words("tough.report_one").split("{")[0])
    expect(marked).to_be_visible()
    story.see(page, "05-marked")
    page.evaluate(COUNT_TAPS)
    begun = time.monotonic()

    marked.click()
    tick(kinds_on(page, words), words("abuse.kind.threat"))
    tick(page.get_by_role("group", name=words("abuse.severity")), words("abuse.severity.3"))
    tick(page, words(f"abuse.identity.{story.identity}"))
    took = time.monotonic() - begun
    leave = page.get_by_role("button", name=words("crisis.leave"), exact=True)
    leave.click(trial=True)  # nothing lies above it, also while something is said
    story.see(page, "06-report")
    press(page, words, "abuse.send")

    unsent = words("abuse.to_send" if story.unsigned else "abuse.state.unsent")
    expect(page.get_by_text(unsent, exact=True).first).to_be_visible()
    made = page.evaluate("window.made")
    assert (made["taps"] <= TAPS, made["keys"]) == (True, 0), made
    assert took < SECONDS
    story.see(page, "07-unsent")


def see_it_arrive_once(story: Story, page: Page) -> None:
    words = story.words
    if story.unsigned:
        go(page, story.server, "/")
        arrived = page.get_by_role("link", name=words("abuse.receipt_waits"))
    else:
        arrived = page.get_by_text(words("abuse.state.received"), exact=True)
    expect(arrived.first).to_be_visible(timeout=AFTER_AN_OUTAGE)
    eventually(lambda: [mood for _, mood, *_ in story.server.checkins()], [2])
    page.wait_for_timeout(500)  # a second one would be on its way now
    asked = "SELECT identity, severity FROM incidents_case"
    assert story.server.rows(asked) == [(story.identity, 3)]
    if not story.unsigned:
        story.see(page, "08-received")


def keep_the_receipt(story: Story, page: Page) -> str:
    words = story.words
    page.get_by_role("link", name=words("abuse.receipt_waits")).click()
    expect(page.get_by_role("heading", name=words("abuse.receipt"))).to_be_visible()
    story.see(page, "08-receipt")
    press(page, words, "waiting.copy")
    receipt = str(page.evaluate("navigator.clipboard.readText()"))
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4} ){4}[0-9A-HJKMNP-TV-Z]{4}", receipt)
    press(page, words, "abuse.saved_it")
    expect(page.get_by_text(words("abuse.receipt_gone"))).to_be_visible()
    return receipt


def take_it_on_and_ask(story: Story) -> Page:
    words = story.words
    sam = sign_in_as_handler(story.fresh_page, story.server, words)
    sam.get_by_role("link", name=words("nav.cases"), exact=True).click()
    threat = sam.get_by_role("link", name=words("abuse.kind.threat")).first
    expect(threat).to_be_visible()
    story.see(sam, "09-inbox")
    threat.click()
    press(sam, words, "casework.take")
    expect(sam.get_by_text(words("casework.mine"))).to_be_visible()
    name_is_there = sam.locator("main").get_by_text("Asha").count() > 0
    assert name_is_there is not story.unsigned
    sam.get_by_label(words("casework.write")).fill(QUESTION[story.language])
    press(sam, words, "casework.send")
    expect(sam.get_by_role("log").get_by_text(QUESTION[story.language])).to_be_visible()
    story.see(sam, "10-asked")
    return sam


def open_by_receipt(story: Story, receipt: str) -> Page:
    """On a phone that has no account and has never seen this app."""
    words = story.words
    page = story.fresh_page(language=story.language)
    page.goto(f"{story.server.url}/#/signin")
    page.get_by_role("link", name=words("signin.receipt")).click()
    page.get_by_label(words("abuse.receipt_field"), exact=True).fill(receipt)
    press(page, words, "abuse.open")
    return page


def answer(story: Story, page: Page) -> None:
    words = story.words
    asked = page.get_by_text(QUESTION[story.language])
    expect(asked).to_be_visible(timeout=AFTER_AN_OUTAGE)
    page.get_by_label(words("abuse.write")).fill(REPLY[story.language])
    press(page, words, "abuse.write_send")
    expect(page.get_by_role("log").get_by_text(REPLY[story.language])).to_be_visible()
    story.see(page, "11-answered")


def close_with_an_outcome(story: Story, sam: Page) -> None:
    words = story.words
    expect(sam.get_by_text(words("casework.news"))).to_be_visible(timeout=PATIENCE)
    press(sam, words, "casework.show")
    expect(sam.get_by_role("log").get_by_text(REPLY[story.language])).to_be_visible()
    sam.get_by_label(words("casework.outcome_field")).fill(OUTCOME[story.language])
    story.see(sam, "12-outcome")
    press(sam, words, "casework.close")
    expect(sam.get_by_role("button", name=words("casework.reopen"))).to_be_visible()


def read_what_was_done(story: Story, page: Page, sam: Page) -> None:
    words = story.words
    done = page.get_by_text(OUTCOME[story.language])
    expect(done).to_be_visible(timeout=AFTER_AN_OUTAGE)
    expect(page.get_by_role("heading", name=words("abuse.opened"))).to_be_visible()
    expect(page.get_by_text(re.compile("^Sam, ")).first).to_be_visible()
    story.see(page, "13-done")
    if story.unsigned:
        assert kept_in_the_browser(page) == {}
    eventually(lambda: ask(sam, story.server, "GET", "/cases")["read"], 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_somebody_comes_up_behind_her_and_nothing_is_lost(language, server, asha):
    """The way out works without a line, Back does not return, and the draft waits."""
    words = Words(language)
    page = asha(words)
    server.stop()
    page.get_by_role("link", name=words("nav.me"), exact=True).click()
    page.get_by_role("link", name=words("nav.checkin"), exact=True).click()
    page.get_by_role("link", name=words("home.report")).click()
    tick(kinds_on(page, words), words("abuse.kind.threat"))
    assert page.title() == words("title.notes")

    press(page, words, "crisis.leave")
    page.wait_for_url("**/notes*.html")
    page.go_back()
    expect(page.get_by_role("heading", name=words("home.question"))).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("heading", name=words("abuse.title"))).to_have_count(0)

    page.get_by_role("link", name=words("abuse.unfinished")).click()
    kind = kinds_on(page, words).get_by_label(words("abuse.kind.threat"), exact=True)
    expect(kind).to_be_checked()
    server.start()
