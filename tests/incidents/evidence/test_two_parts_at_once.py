"""A phone that sends twice, and a page beside it: of those who come together one stores."""

from uuid import uuid4

import pytest
from django.utils import timezone

from tests.at_once import at_once
from tests.incidents.evidence.files import announced, noise, part
from tests.incidents.reports import reported
from wellbeing.core.errors import DomainError
from wellbeing.core.models import OutboxEvent
from wellbeing.incidents.evidence.models import EvidenceFile, EvidencePart
from wellbeing.incidents.evidence.rules import MOST_FILES, PART
from wellbeing.incidents.evidence.services import original_of
from wellbeing.incidents.evidence.services.uploading import announce, put_part, remove
from wellbeing.incidents.services.reporting import withdraw

pytestmark = pytest.mark.django_db(transaction=True)

NOW = timezone.now()


def announcing(case, content, uid):
    said = announced(content)
    more = {"name": said["name"], "size": said["size"], "digest": bytes.fromhex(said["sha256"])}
    return lambda: announce(case, uid=uid, now=NOW, **more)


def or_refused(act):
    def run():
        try:
            return act()
        except DomainError as refused:
            return refused.code

    return run


def test_each_part_is_stored_once(asha):
    case, uid, content = reported(asha), uuid4(), noise(3)
    announcing(case, content, uid)()

    def sending(number):
        body = part(content, number)
        return lambda: put_part(case, uid=uid, number=number, content=body, now=NOW)

    for number in range(3):
        at_once(*[sending(number)] * 6)

    file = EvidenceFile.objects.get()
    assert (file.state, file.received) == ("checking", 3 * PART)
    assert EvidencePart.objects.count() == 3
    assert b"".join(original_of(file)) == content
    assert OutboxEvent.objects.filter(name="FileArrived").count() == 1


def test_one_announced_twice_is_one(asha):
    case, uid, content = reported(asha), uuid4(), noise(1)

    at_once(*[announcing(case, content, uid)] * 6)

    assert EvidenceFile.objects.count() == 1


def test_no_sixth_slips_in(asha):
    case = reported(asha)

    said = at_once(*[or_refused(announcing(case, noise(1), uuid4())) for _ in range(8)])

    assert EvidenceFile.objects.count() == MOST_FILES
    assert said.count("too_many_files") == 3


@pytest.mark.parametrize("what", ["the last part", "a file taken back"])
def test_a_report_taken_back_meanwhile_waits_for_nobody_in_a_circle(what, asha):
    """Whoever is first, everything is gone in the end, and nobody is told of an error."""
    for _ in range(8):
        case, uid, content = reported(asha), uuid4(), noise(1)
        announcing(case, content, uid)()

        def last(case=case, uid=uid, content=content):
            return put_part(case, uid=uid, number=0, content=content, now=NOW)

        def back(case=case, uid=uid):
            return remove(case, uid=uid, now=NOW)

        if what == "a file taken back":
            last()
        act = last if what == "the last part" else back
        at_once(or_refused(act), or_refused(lambda case=case: withdraw(case, now=timezone.now())))

        assert not EvidenceFile.objects.filter(case=case).exists()
