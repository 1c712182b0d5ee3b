"""Two phones, two tabs, a repeat and an undo at once: one row, and the highest revision."""

from contextlib import suppress
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.at_once import at_once
from tests.times import SECOND
from wellbeing import privacy
from wellbeing.checkins.models import CheckIn
from wellbeing.checkins.services import Answer, Forgotten, forget_checkin, record_checkin
from wellbeing.core.subjects import subject_of

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 8


@pytest.fixture
def subject(asha):
    return subject_of(asha.diary)


def said(subject, id, *, revision=1, mood=3):
    def act():
        now = timezone.now()
        answer = Answer(revision=revision, answered_at=now, revised_at=now, mood=mood)
        return record_checkin(subject=subject, id=id, answer=answer, skew=0 * SECOND, now=now)

    return act


def unless_forgotten(act):
    def tried():
        with suppress(Forgotten):
            act()

    return tried


def test_the_same_item_sent_by_two_tabs_is_new_once(subject):
    id = uuid4()

    results = at_once(*[said(subject, id) for _ in range(AT_ONCE)])

    assert sum(new for _, new in results) == 1
    assert CheckIn.objects.count() == 1


def test_the_highest_revision_wins_whatever_the_order(subject):
    id = uuid4()

    at_once(*[said(subject, id, revision=n, mood=1 + n % 5) for n in range(1, AT_ONCE + 1)])

    row = CheckIn.objects.get()
    assert (row.revision, row.mood) == (AT_ONCE, 1 + AT_ONCE % 5)


def test_different_items_are_all_stored(subject):
    at_once(*[said(subject, uuid4()) for _ in range(AT_ONCE)])

    assert CheckIn.objects.count() == AT_ONCE


def test_an_undo_among_repeats_is_final(subject):
    id = uuid4()
    undo = lambda: forget_checkin(subject=subject, id=id, now=timezone.now())  # noqa: E731

    repeats = [unless_forgotten(said(subject, id, revision=n)) for n in range(1, AT_ONCE)]
    at_once(undo, *repeats)

    row = CheckIn.objects.get()
    assert row.forgotten_at
    assert row.mood is None
    with pytest.raises(Forgotten):
        said(subject, id, revision=99)()


def test_one_erasure_sent_twice_at_once_forgets_once(asha, subject):
    for _ in range(5):
        said(subject, uuid4())()
    id = uuid4()
    erase = lambda: privacy.erase(asha, id=id, now=timezone.now())  # noqa: E731

    results = at_once(*[erase] * 4)

    assert sum(fresh for _, fresh in results) == 1
    assert {erasure.erased["checkins"] for erasure, _ in results} == {5}
