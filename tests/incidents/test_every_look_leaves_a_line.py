"""Whoever is answered with the words of a case has opened it, whatever they came for."""

from pathlib import Path
from uuid import uuid4

import pytest
import yaml
from django.conf import settings
from django.utils import timezone

from tests.incidents.evidence.files import hand_in, picture
from tests.incidents.reports import (
    ANONYMOUS,
    LOOKS,
    STORY,
    acknowledged,
    case_of,
    case_url,
    handles,
    receipt,
    reported,
    said,
)
from tests.times import DAY, HOUR
from wellbeing.core.models import AuditEntry
from wellbeing.incidents.evidence.models import EvidenceFile
from wellbeing.incidents.evidence.services import checking, viewing
from wellbeing.incidents.models import Case
from wellbeing.incidents.pack import making
from wellbeing.incidents.services import handling, keeping, pausing

pytestmark = pytest.mark.django_db

REVIEW = {"reason": "A court asks.", "review_at": (timezone.now() + 30 * DAY).isoformat()}
# What a holder may do who has not opened it yet.
FIRST = {
    ("PUT", "messages/{message}"): {"text": "Which number was it?"},
    ("PUT", "steps/{step}"): {"state": "done"},
    ("PUT", "pause"): {"reason": "reporter"},
    ("DELETE", "pause"): None,
    ("PUT", "hold"): REVIEW,
    ("DELETE", "hold"): None,
    ("PUT", "outcome"): {"text": "Done."},
    ("PUT", "holder"): {"person": "sam"},
}
# A look itself, what is for nobody's yet, and what only follows what they did before.
OTHERS = {("GET", ""), ("PUT", "acknowledgement"), ("DELETE", "outcome")}


@pytest.fixture
def max_(person, organisation):
    max_ = person("max")
    handles(max_, organisation)
    return max_


@pytest.fixture
def case(asha, sam):
    asha.country = "KR"  # whose law asks for steps
    asha.save(update_fields=["country"])
    return acknowledged(reported(asha, reference="+48 512 345 678"), sam)


@pytest.fixture
def file(case, asha, signed_in):
    told = hand_in(signed_in(asha), case.uid, picture(form="JPEG"), name="face.jpg")
    checking.check(EvidenceFile.objects.get().pk, now=timezone.now())
    return told["id"]


def lines(case, who, *, act="case_opened"):
    return AuditEntry.objects.filter(chain=case.pk, actor=who, act=act).count()


def test_every_route_that_answers_with_a_case_is_tried_here():
    paths = yaml.safe_load(Path(settings.BASE_DIR, "docs/openapi.yaml").read_text())["paths"]
    answering = {
        (method.upper(), path.removeprefix("/api/v1/cases/{id}").strip("/"))
        for path, methods in paths.items()
        for method, told in methods.items()
        if "schemas/CaseOutput'" in f"{told.get('responses')}"
    }

    assert answering == FIRST.keys() | OTHERS


@pytest.mark.parametrize(("method", "what"), FIRST)
def test_whoever_was_given_it_has_opened_it_by_what_they_do_first(
    method, what, asha, sam, max_, case, signed_in
):
    now = timezone.now()
    if (method, what) == ("DELETE", "hold"):
        keeping.hold(sam, id=case.pk, reason="A court.", review_at=now + DAY, now=now)
    if (method, what) == ("DELETE", "pause"):
        pausing.pause(sam, id=case.pk, reason="reporter", words="", now=now)
    if what == "outcome":
        for step in ("stop_work", "rest", "care", "evidence"):
            signed_in(sam).put(case_url(case.pk, f"/steps/{step}"), {"state": "done"})
    handling.give(sam, id=case.pk, to=max_.pk, now=now)
    assert not case.openings.filter(handler=max_).exists()

    address = case_url(case.pk, "/" + what.format(message=uuid4(), step="rest"))
    body = FIRST[method, what]
    if what == "holder":
        body = {"person": str(sam.pk)}
    answer = getattr(signed_in(max_), method.lower())(address, body)

    assert (answer.status_code // 100, answer.json()["story"]) == (2, STORY)
    opened = [one["by"] for one in case_of(signed_in(asha), case.uid)["openings"]]
    assert opened.count("Max") == lines(case, max_) == 1


def test_what_fails_is_no_opening(sam, max_, case, signed_in):
    handling.give(sam, id=case.pk, to=max_.pk, now=timezone.now())

    answer = signed_in(max_).put(case_url(case.pk, "/steps/none"), {"state": "done"})

    assert answer.status_code == 404
    assert lines(case, max_) == case.openings.filter(handler=max_).count() == 0


def test_a_message_sent_again_shows_it_again(asha, sam, case, signed_in):
    handler, address = signed_in(sam), case_url(case.pk, f"/messages/{uuid4()}")
    before = lines(case, sam)

    answers = [handler.put(address, {"text": "Which number was it?"}) for _ in range(2)]

    assert [one.status_code for one in answers] == [201, 200]
    assert answers[1].json()["story"] == STORY
    assert lines(case, sam) == before + 1
    opened = case_of(signed_in(asha), case.uid)["openings"]
    assert [one["by"] for one in opened] == ["Sam"] * (before + 1)


def test_nobody_opens_it_by_hearing_or_saying_what_is_not_in_it(sam, max_, case, signed_in):
    handling.give(sam, id=case.pk, to=max_.pk, now=timezone.now())
    handler = signed_in(max_)

    assert handler.get(case_url(case.pk, "/colleagues")).status_code == 200
    assert handler.get(case_url(case.pk, "/customer")).status_code == 200
    assert handler.put(case_url(case.pk, "/distance")).status_code == 204

    assert not case.openings.filter(handler=max_).exists()


def test_whoever_takes_it_along_has_opened_it_that_day(asha, sam, case, signed_in):
    later = timezone.now() + 3 * DAY

    making.for_handler(sam, id=case.pk, now=later)

    opened = case_of(signed_in(asha), case.uid)["openings"]
    assert [one["by"] for one in opened] == ["Sam", "Sam"]
    assert case.openings.latest("at").at == later


def test_a_pack_of_what_nobody_signed_shows_beside_the_receipt(sam, stranger):
    stranger.post(ANONYMOUS, said(receipt=receipt()))
    case = acknowledged(Case.objects.get(), sam)

    making.for_handler(sam, id=case.pk, now=timezone.now() + DAY)

    seen = stranger.post(LOOKS, {"receipt": receipt()}).json()
    assert [one["by"] for one in seen["openings"]] == ["Sam", "Sam"]


def test_looks_at_files_are_one_opening_an_hour(sam, case, file):
    now = timezone.now() + DAY
    for late in (0 * HOUR, 0.5 * HOUR, 1.5 * HOUR):
        viewing.list_files(sam, id=case.pk, now=now + late)
        viewing.view(sam, id=case.pk, uid=file, now=now + late)

    assert lines(case, sam) == case.openings.count() == 3
    assert lines(case, sam, act="file_viewed") == 3
