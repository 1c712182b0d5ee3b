"""A counsellor's own notes: sealed, theirs alone, and gone when it is time."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from tests.support.counselling.diary import APPOINTMENTS
from tests.times import DAY
from wellbeing import privacy
from wellbeing.core.models import DataKey
from wellbeing.support.counselling.models import Booking, Note, Practice
from wellbeing.support.counselling.services import leaving

pytestmark = pytest.mark.django_db

WORDS = "Sleeps badly before early shifts."


def url(booking: Booking) -> str:
    return f"{APPOINTMENTS}/{booking.ref}/note"


@pytest.fixture
def noted(cole, hers, signed_in) -> Booking:
    assert signed_in(cole).put(url(hers), {"text": WORDS}).json() == {"text": WORDS}
    return hers


def test_it_is_there_for_whoever_wrote_it(cole, noted, signed_in):
    desk = signed_in(cole)

    assert desk.get(url(noted)).json() == {"text": WORDS}
    assert desk.get(APPOINTMENTS).json()["results"][0]["has_note"] is True


def test_it_is_sealed_with_the_counsellors_own_key(cole, noted):
    note = Note.objects.get()

    assert WORDS.encode() not in bytes(note.sealed)
    assert Practice.objects.get(counsellor=cole).notes_key_id != noted.key_id


def test_it_is_written_anew_and_taken_away(cole, noted, signed_in):
    desk = signed_in(cole)

    desk.put(url(noted), {"text": "Better."})
    assert desk.get(url(noted)).json() == {"text": "Better."}
    desk.put(url(noted), {"text": ""})
    assert desk.get(url(noted)).json() == {"text": ""}
    assert not Note.objects.exists()


@pytest.mark.parametrize("name", ["asha", "ben", "dana", "tara", "sam", "mona", "ada"])
def test_nobody_else_reads_or_writes_it(name, noted, request, signed_in):
    client = signed_in(request.getfixturevalue(name))

    for answer in (client.get(url(noted)), client.put(url(noted), {"text": "x"})):
        assert answer.status_code in {403, 404}
        assert WORDS not in answer.content.decode()


def test_it_is_in_no_copy_of_the_client_who_reads_that_there_may_be_one(asha, noted, signed_in):
    copy = signed_in(asha).get("/api/v1/exports/everything.json").getvalue().decode()

    assert WORDS not in copy
    assert '"counsellor_may_keep_notes": true' in copy
    assert "The night shifts" in copy  # her own words are hers


def test_it_is_no_part_of_the_counsellors_own_copy_either(cole, noted, signed_in):
    copy = signed_in(cole).get("/api/v1/exports/everything.json").getvalue().decode()

    assert WORDS not in copy
    assert "Asha" not in copy
    assert "night" not in copy


def test_when_the_client_forgets_everything_it_goes_too(asha, cole, noted, signed_in):
    from uuid import uuid4

    assert signed_in(asha).put(f"/api/v1/erasures/{uuid4()}").status_code == 201

    assert not Note.objects.exists()
    assert not Booking.objects.exists()
    assert signed_in(cole).get(APPOINTMENTS).json()["results"] == []
    assert not DataKey.objects.exclude(pk=Practice.objects.get().notes_key_id).exists()


def test_after_the_set_time_note_and_appointment_go_together(noted):
    kept = timedelta(weeks=settings.COUNSELLING_WEEKS)

    privacy.expire(noted.ends_at + kept)
    assert (Note.objects.count(), Booking.objects.count()) == (1, 1)
    privacy.expire(noted.ends_at + kept + timedelta(seconds=1))
    assert (Note.objects.count(), Booking.objects.count()) == (0, 0)


def test_what_was_cancelled_goes_sooner(asha, noted, signed_in):
    signed_in(asha).delete(f"/api/v1/bookings/{noted.id}")

    privacy.expire(max(noted.ends_at, timezone.now()) + 29 * DAY)

    assert not Booking.objects.exists()


def test_when_the_counsellor_leaves_the_key_is_destroyed_and_clients_hear_of_it(cole, noted):
    cole.is_active = False
    cole.save()

    leaving.leave(cole.pk, now=timezone.now())

    assert not Note.objects.exists()
    assert not DataKey.objects.exists()
    assert Booking.objects.get().cancelled_at


def test_signing_out_changes_nothing(cole, noted):
    leaving.leave(cole.pk, now=timezone.now())

    assert Note.objects.count() == 1
    assert Booking.objects.get().cancelled_at is None
