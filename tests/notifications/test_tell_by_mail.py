"""Mail as the second way: only to those who asked, once, without content, and tried again."""

from datetime import timedelta
from smtplib import SMTPServerDisconnected
from uuid import uuid4

import pytest
from django.core import mail as outbox
from django.core.mail.backends.locmem import EmailBackend

from tests.times import DAY, MINUTE, NOON, SECOND
from wellbeing import privacy
from wellbeing.core.models import DataKey
from wellbeing.notifications import mail
from wellbeing.notifications.models import MailWish, OutgoingMail

pytestmark = pytest.mark.django_db

UNTIL = NOON + DAY


@pytest.fixture
def reader(asha):
    asha.email = "asha@northwind.example"
    asha.save()
    mail.wish(asha, wanted=True, now=NOON)
    return asha


def tell(person, *, key: str = "one", now=NOON) -> None:
    mail.tell_by_mail(person_id=person.pk, words="appointment", key=key, until=UNTIL, now=now)


def send_all(now=NOON) -> int:
    for id in mail.due_mails(now):
        mail.send(id, now=now)
    return len(outbox.outbox)


def test_nobody_is_written_to_unasked(asha):
    asha.email = "asha@northwind.example"
    asha.save()

    tell(asha)

    assert not OutgoingMail.objects.exists()


def test_it_says_that_something_waits_and_not_what(reader):
    tell(reader)
    send_all()

    (message,) = outbox.outbox
    assert message.to == ["asha@northwind.example"]
    assert message.subject == "You have an appointment"
    assert "You have an appointment. Open Aftercall." in message.body
    assert message.attachments == []


@pytest.mark.parametrize(("language", "words"), [("ru", "встреча"), ("zh-hans", "预约")])
def test_it_speaks_the_persons_language(language, words, reader):
    reader.language = language
    reader.save()
    tell(reader)
    send_all()

    assert words in outbox.outbox[0].body


def test_once_for_each_key_whoever_sweeps(reader):
    for _ in range(3):
        tell(reader)
    for _ in range(3):
        send_all()
    tell(reader)

    assert send_all() == 1


def test_a_mail_server_that_is_away_costs_a_delay(reader, monkeypatch):
    def away(self, messages):
        raise SMTPServerDisconnected

    tell(reader)
    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", away)
        assert send_all() == 0
    row = OutgoingMail.objects.get()
    assert (row.sent_at, row.attempts) == (None, 1)
    assert send_all(NOON + SECOND) == 0  # not at once
    assert send_all(NOON + MINUTE) == 1


def test_what_would_come_too_late_never_comes(reader):
    tell(reader)

    assert send_all(UNTIL) == 0
    privacy.expire(UNTIL)
    assert not OutgoingMail.objects.exists()


def test_somebody_without_an_address_or_who_left_gets_none(reader):
    tell(reader)
    reader.is_active = False
    reader.save()

    assert send_all() == 0


def test_a_file_is_attached_and_not_kept(reader):
    mail.send_file(
        person_id=reader.pk, calendar="BEGIN:VCALENDAR", key="file", until=UNTIL, now=NOON
    )
    send_all()

    ((name, content, kind),) = outbox.outbox[0].attachments
    assert (name, content, kind) == ("appointment.ics", "BEGIN:VCALENDAR", "text/calendar")
    assert OutgoingMail.objects.get().calendar is None
    assert not DataKey.objects.exists()


def test_a_file_that_waits_is_sealed_and_its_key_goes_with_it(reader):
    said = {"calendar": "BEGIN:VCALENDAR", "until": UNTIL, "now": NOON}
    for _ in range(2):
        mail.send_file(person_id=reader.pk, key="file", **said)

    assert b"VCALENDAR" not in bytes(OutgoingMail.objects.get().calendar)
    assert DataKey.objects.count() == 1
    privacy.expire(UNTIL)
    assert not DataKey.objects.exists()


def test_what_is_on_its_way_is_in_ones_copy(reader, signed_in):
    tell(reader)

    copy = signed_in(reader).get("/api/v1/exports/everything.json").getvalue().decode()
    assert '"mail": "appointment"' in copy


def test_the_switch_is_off_until_somebody_turns_it(reader, ben, signed_in):
    assert signed_in(ben).get("/api/v1/mail-wishes/mine").json() == {
        "wanted": False, "reachable": False
    }  # fmt: skip
    phone = signed_in(reader)
    assert phone.put("/api/v1/mail-wishes/mine", {"wanted": False}).json() == {
        "wanted": False, "reachable": True
    }  # fmt: skip
    assert not MailWish.objects.exists()


def test_forgetting_everything_ends_it(reader):
    tell(reader)

    privacy.erase(reader, id=uuid4(), now=NOON + timedelta(seconds=1))

    assert not MailWish.objects.exists()
    assert not OutgoingMail.objects.exists()
