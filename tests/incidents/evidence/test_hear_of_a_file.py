"""Whoever has a case open learns that a file came or was checked, and nothing is opened by that."""

import pytest
from django.utils import timezone

from tests.incidents.evidence.files import announce, file_url, hand_in, picture, send
from tests.incidents.reports import CASES, acknowledged, reported
from wellbeing.core.models import OutboxEvent
from wellbeing.incidents.evidence.models import EvidenceFile
from wellbeing.incidents.evidence.services import checking

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(asha, sam):
    taken = acknowledged(reported(asha), sam)
    OutboxEvent.objects.all().delete()
    return taken


@pytest.fixture
def changed(case, sam, signed_in):
    """When the line of the list says that it changed: an open page compares that."""
    return lambda: signed_in(sam).get(f"{CASES}?id={case.pk}").json()["results"][0]["changed_at"]


def check():
    checking.check(EvidenceFile.objects.get().pk, now=timezone.now())


def test_that_it_came_and_that_it_can_be_viewed_are_news(case, asha, changed, signed_in):
    before = changed()
    hand_in(signed_in(asha), case.uid, picture())
    came = changed()
    check()

    assert before < came < changed()
    assert EvidenceFile.objects.get().state == "viewable"
    assert case.openings.count() == 1
    # Nothing of a file is said while the app is closed.
    assert not OutboxEvent.objects.filter(name="CaseMoved").exists()


def test_what_is_on_its_way_is_no_news_yet(case, asha, changed, signed_in):
    before = changed()
    announce(signed_in(asha), case.uid, picture())

    assert changed() == before


def test_that_it_was_refused_is_news(case, asha, changed, signed_in):
    before, content = changed(), b"MZ" + b"\0" * 64
    file, _answer = announce(signed_in(asha), case.uid, content, name="a.exe")
    send(signed_in(asha), case.uid, file, content, 0)

    assert EvidenceFile.objects.get().state == "refused"
    assert changed() > before


def test_that_it_was_taken_back_is_news(case, asha, changed, signed_in):
    hand_in(signed_in(asha), case.uid, picture())
    before = changed()

    signed_in(asha).delete(file_url(case.uid, EvidenceFile.objects.get().uid))

    assert EvidenceFile.objects.get().state == "removed"
    assert changed() > before
