"""Times, pauses, what the law asks for and what was done about the customer, for each reader."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone, translation

from tests.incidents.customers.handlers import PHONE, about, in_force, proposed
from tests.incidents.reports import acknowledged, handles
from wellbeing.incidents.models import Case
from wellbeing.incidents.pack import making
from wellbeing.incidents.services import keeping, pausing, steps

pytestmark = pytest.mark.django_db


@pytest.fixture
def approver(person, organisation):
    found = person("max")
    handles(found, organisation)
    return found


@pytest.fixture
def case(asha, sam) -> Case:
    asha.country = "KR"
    asha.save()
    return acknowledged(about(asha), sam)


def told(pack: making.Pack) -> str:
    with zipfile.ZipFile(io.BytesIO(b"".join(pack.parts))) as archive:
        return archive.read("case.txt").decode()


def to_the_handler(sam, case) -> str:
    return told(making.for_handler(sam, id=case.pk, now=timezone.now()))


def to_the_reporter(case) -> str:
    case.refresh_from_db()
    return told(making.for_reporter(case, now=timezone.now()))


def test_the_times_and_that_one_was_late(case, sam):
    case.deadlines.filter(kind="answer").update(missed_at=timezone.now())

    for text in (to_the_handler(sam, case), to_the_reporter(case)):
        assert "Time to answer" in text
        assert text.count("Due on") == 2
        assert text.count("Done on") == 1
        assert text.count("It was late") == 1


def test_why_the_time_stood_still_in_words_for_handlers_alone(case, sam):
    pausing.pause(sam, id=case.pk, reason="customer", words="Their lawyer", now=timezone.now())

    handlers, reporters = to_the_handler(sam, case), to_the_reporter(case)
    for text in (handlers, reporters):
        assert "Waiting for the customer" in text
        assert "The time stands still" in text
    assert "Their lawyer" in handlers
    assert "Their lawyer" not in reporters


def test_what_came_of_a_step_of_the_law_for_handlers_alone(case, sam):
    one = steps.pack_of(case).steps[0]
    steps.settle(
        sam, id=case.pk, step=one.id, state="set_aside", reason="Not wanted", now=timezone.now()
    )

    handlers, reporters = to_the_handler(sam, case), to_the_reporter(case)
    assert one.words["en"] in handlers
    assert "Not wanted" in handlers
    assert one.right["en"] in reporters
    assert "Not wanted" not in reporters


def test_what_was_only_proposed_toward_the_customer_for_handlers_alone(
    case, sam, approver, signed_in
):
    in_force(case, sam, approver)
    proposed(signed_in(sam), case, kind="police")

    handlers, reporters = to_the_handler(sam, case), to_the_reporter(case)
    for text in (handlers, reporters):
        assert "Block" in text
        assert "Until" in text
    for secret in ("Police", "Waits for a decision", "Proposed by Sam", "Decided by Max"):
        assert secret in handlers, secret
        assert secret not in reporters, secret


def test_that_it_is_held_and_why_for_handlers_alone(case, sam):
    later = timezone.now() + timedelta(days=60)
    keeping.hold(sam, id=case.pk, reason="The police asked", review_at=later, now=timezone.now())

    handlers, reporters = to_the_handler(sam, case), to_the_reporter(case)
    for text in (handlers, reporters):
        assert "Kept for a court or an authority" in text
    assert "The police asked" in handlers
    assert "The police asked" not in reporters


def test_what_never_was_has_no_heading(asha, sam):
    text = to_the_handler(sam, acknowledged(about(asha, PHONE), sam))

    for heading in ("When the time stood still", "Toward the customer", "Kept for a court"):
        assert heading not in text


@pytest.mark.parametrize(
    ("language", "title"), [("ru", "Чего требует закон"), ("zh-hans", "法律的要求")]
)
def test_it_is_told_in_the_language_of_the_reader(case, sam, language, title):
    with translation.override(language):
        text = to_the_handler(sam, case)

    assert title in text
    assert "Due on" not in text
