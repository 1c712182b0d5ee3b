"""What has been kept as long as we said is forgotten by itself."""

from uuid import uuid4

import pytest

from accounts.models import User
from tests.times import DAY, NOON, SECOND
from wellbeing import privacy
from wellbeing.checkins.models import CheckIn
from wellbeing.checkins.rules import KEPT, SHORTEST_KEPT
from wellbeing.checkins.services import Answer, forget_checkin, record_checkin
from wellbeing.core.device_rows import TOMBSTONE_KEPT
from wellbeing.core.models import AuditEntry, Erasure
from wellbeing.core.privacy import AUDIT_KEPT, ERASURE_KEPT
from wellbeing.core.subjects import subject_of

pytestmark = pytest.mark.django_db


def said(person: User, at) -> CheckIn:
    answer = Answer(revision=1, answered_at=at, revised_at=at, mood=2)
    row, _ = record_checkin(
        subject=subject_of(person.diary), id=uuid4(), answer=answer, skew=0 * SECOND, now=at
    )
    return row


def test_a_check_in_is_kept_for_a_year_and_a_week(asha):
    said(asha, NOON)

    privacy.expire(NOON + KEPT)
    assert CheckIn.objects.count() == 1
    privacy.expire(NOON + KEPT + SECOND)
    assert CheckIn.objects.count() == 0


def test_an_undone_id_is_kept_for_sixty_days(asha):
    row = said(asha, NOON)
    forget_checkin(subject=row.subject, id=row.id, now=NOON)

    privacy.expire(NOON + TOMBSTONE_KEPT)
    assert CheckIn.objects.count() == 1
    privacy.expire(NOON + TOMBSTONE_KEPT + SECOND)
    assert CheckIn.objects.count() == 0


def test_that_somebody_had_things_forgotten_is_forgotten_too(asha):
    privacy.erase(asha, id=uuid4(), now=NOON)

    privacy.expire(NOON + ERASURE_KEPT + SECOND)

    assert not Erasure.objects.exists()


def test_who_looked_is_kept_for_three_years(asha, mona):
    old = NOON - 3000 * DAY  # both the caller's clock and the database's own have passed it
    AuditEntry.objects.create(at=old, actor=mona, role="manager", act="look", person=asha)

    privacy.expire(old + AUDIT_KEPT)
    assert AuditEntry.objects.count() == 1
    privacy.expire(old + AUDIT_KEPT + SECOND)
    assert AuditEntry.objects.count() == 0


def test_no_setting_may_undercut_the_longest_open_period():
    assert KEPT >= SHORTEST_KEPT


def test_the_worker_does_this_every_hour():
    from wellbeing.celery import app

    assert app.conf.beat_schedule["expire-records"] == {
        "task": "wellbeing.tasks.expire_records",
        "schedule": 3600.0,
    }
