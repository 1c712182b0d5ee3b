"""A file for the calendar: read back by a calendar's own reader, it says when and nothing else."""

from datetime import UTC

import pytest
from django.utils import timezone
from icalendar import Calendar

from tests.support.counselling.diary import APPOINTMENTS, fresh, url
from wellbeing.support.counselling.services.changes import cancel, move
from wellbeing.support.counselling.services.posting import file_for

pytestmark = pytest.mark.django_db


def read(text: str | bytes):
    calendar = Calendar.from_ical(text)
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def test_it_names_nobody_and_nothing(asha, cole, hers, signed_in):
    response = signed_in(asha).get(url(hers.id, "calendar.ics"))

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "attachment" in response["Content-Disposition"]
    _, event = read(response.content)
    assert str(event["SUMMARY"]) == "Appointment"
    assert str(event["CLASS"]) == "PRIVATE"
    assert event.decoded("DTSTART") == hers.starts_at.astimezone(UTC)
    assert response.content.decode().count("DTSTART:2") == 1  # in UTC, with no zone to get wrong
    said = response.content.decode().replace("\r\n ", "")
    hidden = (asha.name, cole.name, str(asha.pk), str(cole.pk), "night", "Room", str(hers.id))
    assert not [one for one in hidden if one in said]


def test_the_client_finds_the_link_in_it_and_the_counsellor_does_not(asha, cole, hers, signed_in):
    mine = signed_in(asha).get(url(hers.id, "calendar.ics")).content.decode()
    theirs = signed_in(cole).get(f"{APPOINTMENTS}/{hers.ref}/calendar.ics").content.decode()

    assert "/#/appointment/" in mine.replace("\r\n ", "")
    assert "appointment/" not in theirs.replace("\r\n ", "")
    assert read(mine)[1]["UID"] == read(theirs)[1]["UID"]


def test_a_move_keeps_the_uid_and_raises_the_sequence(asha, hers, free):
    first = read(file_for(hers, asha))[1]
    moved = move(hers, starts_at=free(asha, 9), by=asha.pk, now=timezone.now())
    second = read(file_for(moved, asha))[1]
    cancel(moved, by=asha.pk, now=timezone.now())
    calendar, third = read(file_for(fresh(hers), asha))

    assert first["UID"] == second["UID"] == third["UID"]
    assert [int(one["SEQUENCE"]) for one in (first, second, third)] == [0, 1, 2]
    assert second.decoded("DTSTART") == moved.starts_at
    assert (str(calendar["METHOD"]), str(third["STATUS"])) == ("CANCEL", "CANCELLED")


def test_mailed_it_is_a_request_to_its_reader_alone(asha, hers):
    calendar, event = read(file_for(hers, asha, address="asha@northwind.example"))

    assert str(calendar["METHOD"]) == "REQUEST"
    assert str(event["ATTENDEE"]) == "mailto:asha@northwind.example"
    assert "ORGANIZER" in event


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Appointment"), ("ru", "Встреча"), ("zh-hans", "预约")]
)
def test_it_speaks_the_readers_language(language, title, asha, hers):
    asha.language = language

    assert str(read(file_for(hers, asha))[1]["SUMMARY"]) == title
