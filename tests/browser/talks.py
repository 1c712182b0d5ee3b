"""A peer supporter and a counsellor for the few people of the browser tests, and what they do."""

from playwright.sync_api import Page, expect

from tests.browser.play import PATIENCE, Words, go, press, sign_in
from tests.browser.server import Server

HELPERS = """
from datetime import timedelta
from django.utils import timezone
from accounts.models import RoleGrant, Unit, User
from tests.password import PASSWORD
from tests.times import LONG_AGO
from wellbeing.support.shifts.models import Shift
from wellbeing.support.talks.models import Supporter
company, team = Unit.objects.get(parent=None), Unit.objects.get(kind="team")
now = timezone.now()
for number, role in {"pia": "peer", "cole": "counsellor"}.items():
    person, _ = User.objects.get_or_create(personnel_number=number, defaults=dict(
        name=number.title(), unit=company, time_zone="Europe/Warsaw"))
    person.set_password(PASSWORD)
    person.save()
    RoleGrant.objects.get_or_create(
        person=person, role=role, unit=company, defaults={"starts_at": LONG_AGO})
    Supporter.objects.get_or_create(
        person=person, defaults={"languages": ["en", "zh-Hans", "ru"]})
    if role in {on_shift}:
        Shift.objects.create(
            person=person, role=role, starts_at=now, until=now + timedelta(hours=4))
"""


def bring_helpers(server: Server, *on_shift: str) -> None:
    server.python(HELPERS.replace("{on_shift}", repr(on_shift)))


def at(fresh_page, server: Server, words: Words, who: str, place: str, **more) -> Page:
    page = fresh_page(language=words.language, **more)
    sign_in(page, server, words, who)
    go(page, server, place)
    return page


def ask_as_alias(page: Page, words: Words) -> str:
    """The alias under which somebody asked."""
    expect(page.get_by_text(words("talk.usual_unknown"), exact=False).first).to_be_visible()
    name = str(page.get_by_label(words("talk.alias")).input_value())
    press(page, words, "talk.as", name=name)
    expect(page.get_by_role("heading", name=words("talk.waiting"))).to_be_visible()
    return name


def accept(page: Page, words: Words, name: str) -> None:
    """With the guide on the way, which everybody reads once."""
    expect(
        page.get_by_role("heading", name=words("peer.offer", name=name), exact=True)
    ).to_be_visible(timeout=PATIENCE)
    press(page, words, "peer.accept")
    guide = page.get_by_role("button", name=words("guide.accept"), exact=True)
    in_talk = page.get_by_label(words("talk.write"))
    expect(guide.or_(in_talk)).to_be_visible()
    if guide.is_visible():
        guide.click()
    expect(in_talk).to_be_visible()


def write(page: Page, words: Words, text: str) -> None:
    page.get_by_label(words("talk.write")).fill(text)
    press(page, words, "talk.send")


def see(page: Page, text: str) -> None:
    expect(page.get_by_role("log").get_by_text(text, exact=True)).to_be_visible(timeout=PATIENCE)


def texts(page: Page) -> list[str]:
    return [str(text) for text in page.get_by_role("log").locator(".text").all_inner_texts()]
