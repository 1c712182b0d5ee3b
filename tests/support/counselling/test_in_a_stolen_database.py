"""Whoever steals the database reads no word, opens no link, and ties nobody to what they forgot."""

from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from tests.support.counselling.diary import APPOINTMENTS, booked, fresh
from tests.times import MINUTE
from wellbeing.core import events
from wellbeing.core.models import DataKey, OutboxEvent
from wellbeing.notifications import mail
from wellbeing.notifications.models import OutgoingMail
from wellbeing.support.counselling.models import Booking, KeptTime, TimeWait
from wellbeing.support.counselling.services import waiting
from wellbeing.support.counselling.services.changes import cancel
from wellbeing.support.counselling.services.posting import link_of

pytestmark = pytest.mark.django_db

TOPIC, NOTE, ALIAS = "canary-topic-7741", "canary-note-1893", "canary-alias-5520"


@pytest.fixture
def everything(asha, cole, dana, free, signed_in) -> Booking:
    """Asha has an appointment with all there can be about one, and waits for another."""
    asha.email = "asha@northwind.example"
    asha.save()
    now = timezone.now()
    mail.wish(asha, wanted=True, now=now)
    said = {"topic": TOPIC, "alias": ALIAS, "reminders": ["day", "hour"], "by_mail": True}
    row = booked(asha, cole, free(asha, 20), now=now, **said)
    signed_in(cole).put(f"{APPOINTMENTS}/{row.ref}/note", {"text": NOTE})
    waiting.wait_for_time(asha, counsellor=cole.pk, until=None, now=now)
    waiting.look_out(now=now)
    return row


def dump() -> dict[str, str]:
    """All that is stored, table by table; without hyphens, as one database keeps ids."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  names of our own tables
            rows = [[_plain(one) for one in row] for row in cursor.fetchall()]
            found[table] = str(rows).replace("-", "")
    return found


def _plain(value: object) -> str:
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).decode("latin-1")
    return str(value)


def tables_with(*words: object) -> set[str]:
    wanted = [str(word).replace("-", "") for word in words]
    return {name for name, text in dump().items() if any(word in text for word in wanted)}


def work() -> None:
    now = timezone.now() + MINUTE
    for event in OutboxEvent.objects.due(now).order_by("pk"):
        events.react(event.pk, now)


def test_no_word_and_no_link_is_legible(everything):
    secret = link_of(everything).rsplit("/", 1)[-1]

    assert OutgoingMail.objects.exclude(calendar=None).exists()  # not sent yet
    assert tables_with(TOPIC, NOTE, secret, secret[:20]) == set()
    assert tables_with(ALIAS) == {"support_counselling_booking"}  # the counsellor's name for her


def test_whoever_forgets_everything_is_named_no_more_than_before(asha, everything, signed_in):
    refs = (everything.ref, everything.id)
    assert "core_outboxevent" in tables_with(asha.pk)

    assert signed_in(asha).put(f"/api/v1/erasures/{uuid4()}").status_code == 201

    assert tables_with(*refs, ALIAS) == set()
    named = tables_with(asha.pk)
    assert not [one for one in named if one.startswith(("support_", "notifications_", "core_"))]
    assert not DataKey.objects.exclude(pk__in=Booking.objects.values("key")).exclude(
        pk__in=User.objects.filter(practice__isnull=False).values("practice__notes_key")
    )


def test_what_is_done_names_nobody(asha, cole, everything):
    cancel(fresh(everything), by=cole.pk, now=timezone.now())
    work()

    assert "core_outboxevent" not in tables_with(asha.pk, cole.pk)


def test_nothing_on_its_way_tells_who_belongs_together(asha, cole, everything):
    for person in (asha, cole):
        person.email = f"{person.name.lower()}@northwind.example"
        person.save()
        mail.wish(person, wanted=True, now=timezone.now())
    cancel(fresh(everything), by=None, now=timezone.now())
    keys = [event.payload["key"] for event in OutboxEvent.objects.all()]
    work()

    assert len(keys) == len(set(keys))
    mails = list(OutgoingMail.objects.values_list("key", flat=True))
    assert {str(asha.pk), str(cole.pk)} <= {
        str(one.person_id) for one in OutgoingMail.objects.all()
    }
    assert len(mails) == len(set(mails))
    assert not tables_with(everything.ref) - {
        "support_counselling_booking", "support_counselling_bookedquarter",
        "support_counselling_reminder", "support_counselling_note", "support_counselling_wait",
        "support_counselling_kepttime",
    }  # fmt: skip


def test_ones_copy_holds_all_of_it(asha, cole, everything, signed_in):
    assert TimeWait.objects.exists()
    assert KeptTime.objects.exists()

    copy = signed_in(asha).get("/api/v1/exports/everything.json").getvalue().decode()
    for word in (TOPIC, ALIAS, '"waits_for": "Cole"', '"kept_with": "Cole"', "appointment_file"):
        assert word in copy
    assert NOTE not in copy
    theirs = signed_in(cole).get("/api/v1/exports/everything.json").getvalue().decode()
    for word in ('"place": "Room 3.14"', '"notice_minutes": 120', '"minutes": 50', "09:00:00"):
        assert word in theirs
    assert TOPIC not in theirs
