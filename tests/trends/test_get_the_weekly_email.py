"""The weekly e-mail: to those who ask, once a week, from what was released, in their language."""

import re
from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from accounts.models import RoleGrant, User
from accounts.models.people import Role
from tests.times import LONG_AGO
from tests.trends.company import MONDAY, at, closing_of, company, everybody_says
from wellbeing import privacy
from wellbeing.core.models import AuditEntry, OutboxEvent
from wellbeing.core.tasks import run_reactions
from wellbeing.trends import digest
from wellbeing.trends.closing import close_due
from wellbeing.trends.digest_words import ends
from wellbeing.trends.models import DigestWish
from wellbeing.trends.planning import plan_until
from wellbeing.trends.tasks import mail_digests

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/trends/digest"
WEEK = timedelta(weeks=1)


def two_weeks() -> None:
    """A company that has lived for two weeks; one of them is out."""
    people = company([900])  # so many that no luck of the noise hides the number
    plan_until(at(MONDAY))
    for week in range(2):
        everybody_says(people[::2], MONDAY + week * WEEK, 4)
    close_due(closing_of(1))


@pytest.fixture
def reader(lived, settings):
    """One of its agents, with an address."""
    settings.CELERY_TASK_ALWAYS_EAGER = True
    lived(two_weeks)
    reader = User.objects.first()
    reader.name, reader.email = "Asha", "asha@northwind.example"
    reader.save()
    return reader


def asks_for_it(signed_in, person, *, wanted: bool = True):
    return signed_in(person).put(ADDRESS, {"wanted": wanted}, format="json").json()


def tell(week: int) -> None:
    mail_digests("mood_week", str(MONDAY + (week - 1) * WEEK))


def test_nobody_gets_it_unasked(reader):
    tell(1)

    assert mail.outbox == []


def test_whoever_asked_reads_the_sentence_and_its_bands(reader, signed_in):
    assert asks_for_it(signed_in, reader) == {"wanted": True, "has_address": True}

    tell(1)

    (sent,) = mail.outbox
    assert sent.to == ["asha@northwind.example"]
    assert "Too early to tell whether mood has changed." in sent.body
    assert re.search(r"between \d\.\d and \d\.\d on a scale of 1 to 5, right 95 times", sent.body)
    assert re.search(r"In a typical week \d+ to \d+ % take part", sent.body)
    assert "/#/trends" in sent.body


def test_it_names_nobody_but_its_reader(reader, signed_in):
    asks_for_it(signed_in, reader)
    tell(1)

    assert "Somebody" not in mail.outbox[0].body
    assert "Somebody" not in mail.outbox[0].subject


@pytest.mark.parametrize(
    ("language", "words"),
    [("ru", r"от \d,\d до \d,\d"), ("zh-Hans", "95 次"), ("en", "right 95 times of 100")],
)
def test_it_speaks_the_language_of_its_reader(reader, signed_in, language, words):
    reader.language = language
    reader.save()
    asks_for_it(signed_in, reader)

    tell(1)

    assert re.search(words, mail.outbox[0].body)


def test_a_release_sets_it_off(reader, signed_in, django_capture_on_commit_callbacks):
    asks_for_it(signed_in, reader)
    with django_capture_on_commit_callbacks():
        close_due(closing_of(2))

    for event in OutboxEvent.objects.filter(name="FiguresReleased").order_by("pk"):
        run_reactions(event.pk)

    assert len(mail.outbox) == 1


def test_a_week_is_sent_once_whoever_tries_again(reader, signed_in):
    asks_for_it(signed_in, reader)

    tell(1)
    tell(1)
    digest.send_digest(reader.pk, starts_on=MONDAY, now=closing_of(1))

    assert len(mail.outbox) == 1


def test_after_an_outage_only_the_latest_week_is_sent(reader, signed_in):
    asks_for_it(signed_in, reader)
    close_due(closing_of(2))

    tell(1)
    assert mail.outbox == []
    tell(2)
    assert len(mail.outbox) == 1


def test_what_the_mail_server_refused_is_tried_again(reader, signed_in, monkeypatch):
    asks_for_it(signed_in, reader)
    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", _refuse)
        with pytest.raises(SMTPException):
            digest.send_digest(reader.pk, starts_on=MONDAY, now=closing_of(1))

    digest.send_digest(reader.pk, starts_on=MONDAY, now=closing_of(1))

    assert len(mail.outbox) == 1


def _refuse(self, messages):
    raise SMTPException


def test_it_ends_when_its_reader_ends_it(reader, signed_in):
    asks_for_it(signed_in, reader)
    assert asks_for_it(signed_in, reader, wanted=False)["wanted"] is False

    tell(1)

    assert mail.outbox == []


def test_whoever_left_gets_none_and_the_wish_is_forgotten(reader, signed_in):
    asks_for_it(signed_in, reader)
    reader.is_active = False
    reader.save()

    tell(1)
    privacy.expire(closing_of(1))

    assert mail.outbox == []
    assert not DigestWish.objects.exists()


def test_the_wish_can_be_seen_and_forgotten_with_the_rest(reader, signed_in):
    asks_for_it(signed_in, reader)

    assert [row["told_of"] for row in privacy.export(reader)["digests"]] == [None]
    signed_in(reader).put(f"/api/v1/erasures/{reader.pk}")

    assert not DigestWish.objects.exists()


def test_without_an_address_the_page_says_so(asha, signed_in):
    assert signed_in(asha).get(ADDRESS).json() == {"wanted": False, "has_address": False}


def test_a_digest_to_a_manager_is_a_look_and_one_to_an_agent_is_none(reader, signed_in):
    asks_for_it(signed_in, reader)
    tell(1)
    assert not AuditEntry.objects.filter(act="trends_opened").exists()

    RoleGrant.objects.create(person=reader, role=Role.MANAGER, unit=reader.unit, starts_at=LONG_AGO)
    DigestWish.objects.update(told_of=None)
    tell(1)

    assert AuditEntry.objects.get(act="trends_opened").role == "manager"


@pytest.mark.parametrize(
    ("value", "half", "band"),
    [(3.25, 0.12, ("3.1", "3.4")), (4.9, 0.4, ("4.5", "5.0")), (3.4, 0.1, ("3.3", "3.5"))],
)
def test_both_ends_are_rounded_away_from_each_other(value, half, band):
    found = ends(value, half, digits=1, least=1, most=5)

    assert (found["low"], found["high"]) == band
