"""Whoever is told that something is new finds out what: also when the appointment is gone."""

import pytest
from django.core import mail as outbox
from django.utils import timezone

from tests.support.counselling.diary import APPOINTMENTS, BOOKINGS, booked, fresh, url
from tests.times import DAY, HOUR, MINUTE
from wellbeing.core import events
from wellbeing.core.models import OutboxEvent
from wellbeing.notifications import mail
from wellbeing.support.counselling.models import Booking
from wellbeing.support.counselling.services import reminders
from wellbeing.support.counselling.services.changes import cancel, move

pytestmark = pytest.mark.django_db


def listed(client) -> list[tuple[str, str]]:
    return [(one["state"], one["news"]) for one in client.get(BOOKINGS).json()["results"]]


def work() -> None:
    """What the worker does with all that is due."""
    now = timezone.now() + MINUTE
    for event in OutboxEvent.objects.due(now).order_by("pk"):
        events.react(event.pk, now)
    for one in mail.due_mails(now):
        mail.send(one, now=now)


def test_cancelled_by_the_counsellor_it_is_still_shown_with_by_whom(asha, cole, hers, signed_in):
    signed_in(cole).delete(f"{APPOINTMENTS}/{hers.ref}")

    (mine,) = signed_in(asha).get(BOOKINGS).json()["results"]
    assert (mine["state"], mine["news"]) == ("cancelled", "cancelled_by_counsellor")
    assert (mine["name"], mine["place"], mine["topic"], mine["link"]) == ("Cole", "", "", "")


def test_it_is_put_away_once_read_and_again_changes_nothing(asha, cole, hers, signed_in):
    signed_in(cole).delete(f"{APPOINTMENTS}/{hers.ref}")
    phone = signed_in(asha)

    assert [phone.delete(url(hers.id, "news")).status_code for _ in range(2)] == [204, 204]
    assert listed(phone) == []


def test_ones_own_doing_is_no_news(asha, hers, free, signed_in):
    phone = signed_in(asha)
    phone.put(url(hers.id, "time"), {"starts_at": free(asha, 9).isoformat()})
    assert listed(phone) == [("booked", "")]

    phone.delete(url(hers.id))
    assert listed(phone) == []


def test_moved_by_the_link_it_says_from_where(asha, hers, free, signed_in):
    was = hers.starts_at
    move(hers, starts_at=free(asha, 9), by=None, now=timezone.now())

    phone = signed_in(asha)
    (mine,) = phone.get(BOOKINGS).json()["results"]
    assert (mine["state"], mine["news"]) == ("booked", "moved_by_link")
    assert mine["was_at"] == f"{was:%Y-%m-%dT%H:%M:%SZ}"
    phone.delete(url(hers.id, "news"))
    assert listed(phone) == [("booked", "")]


def test_cancelled_by_the_link_it_says_so(asha, hers, signed_in):
    cancel(hers, by=None, now=timezone.now())

    assert listed(signed_in(asha)) == [("cancelled", "cancelled_by_link")]


def test_it_goes_by_itself_after_a_day_and_not_before_it_would_have_been(asha, cole, hers):
    now = timezone.now()
    cancel(hers, by=cole.pk, now=now)
    mine = Booking.objects.filter(client=asha)
    end = max(hers.ends_at, now + DAY)

    assert mine.worth_showing(end - MINUTE).exists()
    assert not mine.worth_showing(end + MINUTE).exists()


def test_a_counsellor_sees_for_a_day_what_was_cancelled(asha, cole, hers, signed_in):
    cancel(hers, by=asha.pk, now=timezone.now())
    desk = signed_in(cole)

    assert [one["state"] for one in desk.get(APPOINTMENTS).json()["results"]] == ["cancelled"]
    Booking.objects.update(cancelled_at=timezone.now() - DAY - HOUR)
    assert desk.get(APPOINTMENTS).json()["results"] == []


def test_the_mail_says_that_something_is_new_and_a_reminder_that_there_is_one(asha, cole, free):
    asha.email = "asha@northwind.example"
    asha.save()
    now = timezone.now()
    mail.wish(asha, wanted=True, now=now)
    row = booked(asha, cole, free(asha, 30), now=now, reminders=["hour"])
    reminders.sweep(now=row.starts_at - HOUR)
    cancel(fresh(row), by=cole.pk, now=now)
    work()
    for one in mail.due_mails(row.starts_at - HOUR):
        mail.send(one, now=row.starts_at - HOUR)

    subjects = sorted(message.subject for message in outbox.outbox)
    assert subjects == ["News about an appointment", "You have an appointment"]
    assert not [m for m in outbox.outbox if "cancel" in m.body.lower() or "Cole" in m.body]


def test_the_calendar_hears_of_it_where_it_was_told_of_the_appointment(asha, cole, free):
    asha.email = "asha@northwind.example"
    asha.save()
    row = booked(asha, cole, free(asha, 30), now=timezone.now(), by_mail=True)
    cancel(row, by=cole.pk, now=timezone.now())
    work()

    files = [message.attachments[0].content for message in outbox.outbox]
    assert ["METHOD:REQUEST" in files[0], "METHOD:CANCEL" in files[1]] == [True, True]


def test_nobody_elses_news_is_put_away(asha, ben, cole, hers, signed_in):
    cancel(hers, by=cole.pk, now=timezone.now())

    assert signed_in(ben).delete(url(hers.id, "news")).status_code == 404
    assert listed(signed_in(asha)) == [("cancelled", "cancelled_by_counsellor")]
