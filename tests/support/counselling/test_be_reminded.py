"""Reminders as the client chose, once each, and none for what is not any more."""

import pytest
from django.core import mail as outbox
from django.utils import timezone

from accounts.models import Device, Session
from tests.notifications.phones import browser
from tests.support.counselling.diary import booked, fresh, url
from tests.times import DAY, HOUR, MINUTE
from wellbeing.notifications.browser import Browser
from wellbeing.notifications.mail import due_mails, send
from wellbeing.notifications.models import OutgoingMail, OutgoingPush
from wellbeing.notifications.services import subscribe
from wellbeing.support.counselling.models import Booking, Reminder
from wellbeing.support.counselling.services import reminders
from wellbeing.support.counselling.services.changes import cancel, move

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone(asha):
    """Asha's own, which may be told while it is closed."""
    from uuid import uuid4

    now, id = timezone.now(), uuid4()
    Session.objects.create(session_key="hers", session_data="", expire_date=now + 60 * DAY)
    Device.objects.create(
        person=asha, id=id, kind="own", session_key="hers", signed_in_at=now, last_seen_at=now
    )
    subscribe(asha, id=id, session_key="hers", browser=Browser(**browser()), now=now)


@pytest.fixture
def far(asha, cole, free, phone) -> Booking:
    row = booked(asha, cole, free(asha, 30), now=timezone.now(), reminders=["day", "hour"])
    OutgoingPush.objects.all().delete()
    return row


def sweep_twice(now) -> int:
    for _ in range(2):
        reminders.sweep(now=now)
    return OutgoingPush.objects.count()


def test_a_day_and_an_hour_before_once_each(far):
    assert sweep_twice(far.starts_at - 25 * HOUR) == 0
    assert sweep_twice(far.starts_at - 24 * HOUR) == 1
    assert sweep_twice(far.starts_at - 2 * HOUR) == 1
    assert sweep_twice(far.starts_at - HOUR) == 2
    assert {push.topic for push in OutgoingPush.objects.all()} == {"appointments"}


def test_a_phone_hears_of_none_after_it_has_begun(far):
    assert sweep_twice(far.starts_at + MINUTE) == 0


def test_what_is_cancelled_reminds_of_nothing(far, asha):
    cancel(far, by=asha.pk, now=timezone.now())

    assert sweep_twice(far.starts_at - HOUR) == 0


def test_what_was_moved_reminds_anew(far, asha, free):
    sweep_twice(far.starts_at - HOUR)
    moved = move(far, starts_at=free(asha, 60), by=asha.pk, now=timezone.now())
    OutgoingPush.objects.all().delete()

    assert sweep_twice(moved.starts_at - 2 * DAY) == 0
    assert sweep_twice(moved.starts_at - HOUR) == 2


def test_what_would_be_due_already_is_left_out(asha, cole, free):
    row = booked(asha, cole, free(asha), now=timezone.now(), reminders=["day", "hour"])

    kinds = set(Reminder.objects.values_list("kind", flat=True))
    assert "hour" in kinds
    assert ("day" in kinds) is (row.starts_at - timezone.now() > DAY)


def test_the_choice_can_be_changed_later(asha, far, signed_in):
    response = signed_in(asha).put(url(far.id, "wishes"), {"reminders": [], "by_mail": False})

    assert response.json()["reminders"] == []
    assert sweep_twice(far.starts_at - HOUR) == 0


def test_by_mail_only_for_those_who_asked(asha, far, signed_in):
    asha.email = "asha@northwind.example"
    asha.save()
    reminders.sweep(now=far.starts_at - 24 * HOUR)
    assert not OutgoingMail.objects.exists()

    signed_in(asha).put("/api/v1/mail-wishes/mine", {"wanted": True})
    reminders.sweep(now=far.starts_at - HOUR)

    assert OutgoingMail.objects.get().words == "appointment"


def test_the_calendar_file_is_mailed_where_it_was_asked_for_and_anew_after_a_move(
    asha, far, free, signed_in
):
    asha.email = "asha@northwind.example"
    asha.save()
    signed_in(asha).put(url(far.id, "wishes"), {"reminders": [], "by_mail": True})
    move(fresh(far), starts_at=free(asha, 60), by=asha.pk, now=timezone.now())

    for id in due_mails(timezone.now()):
        send(id, now=timezone.now())
    files = [message.attachments[0].content for message in outbox.outbox]
    assert ["SEQUENCE:0" in files[0], "SEQUENCE:1" in files[1]] == [True, True]
