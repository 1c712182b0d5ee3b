"""Nothing is closed over words that its handler has not read; what is closed says so kindly."""

from uuid import uuid4

import pytest
from django.utils import timezone
from django.utils.translation import override

from tests.incidents.reports import acknowledged, case_url, reported, url
from wellbeing.incidents.errors import ReportIsOver
from wellbeing.incidents.services import handling, writing

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(asha, sam):
    return acknowledged(reported(asha), sam)


def writes(case, text="He called again."):
    writing.write(case, uid=uuid4(), text=text, author=None, now=timezone.now())


def closed(client, case, **more):
    return client.put(case_url(case.pk, "/outcome"), {"text": "Done."} | more)


def test_not_over_a_message_that_came_meanwhile(case, sam, signed_in):
    desk = signed_in(sam)
    writes(case)
    seen = desk.get(case_url(case.pk)).json()["messages"][-1]["number"]
    writes(case, "He is outside.")

    refused = closed(desk, case, seen=seen)

    assert (refused.status_code, refused.json()["code"]) == (409, "something_came")
    now = desk.get(case_url(case.pk)).json()
    assert (now["state"], now["messages"][-1]["text"]) == ("acknowledged", "He is outside.")
    assert closed(desk, case, seen=now["messages"][-1]["number"]).status_code == 200


def test_the_first_message_counts_too(case, sam, signed_in):
    writes(case)

    assert closed(signed_in(sam), case, seen=0).json()["code"] == "something_came"


def test_their_own_words_hold_nobody_up(case, sam, signed_in):
    desk = signed_in(sam)
    desk.put(case_url(case.pk, f"/messages/{uuid4()}"), {"text": "Who was it?"})

    assert closed(desk, case, seen=0).status_code == 200


@pytest.mark.parametrize("seen", [-1, 2**40, "1", None, 1.5])
def test_what_is_no_number_of_a_message_is_refused(seen, case, sam, signed_in):
    assert closed(signed_in(sam), case, seen=seen).status_code == 400


def test_whoever_reported_is_not_told_that_it_can_be_opened_again(case, asha, sam, signed_in):
    handling.close(sam, id=case.pk, outcome="Done.", now=timezone.now())

    answer = signed_in(asha).put(url(case.uid, f"/messages/{uuid4()}"), {"text": "No."})

    assert (answer.status_code, answer.json()["code"]) == (409, "case_is_over")
    said = set()
    for language in ("en", "ru", "zh-hans"):
        with override(language):
            said.add(str(ReportIsOver.message))
    assert len(said) == 3
    assert answer.json()["message"] in said
    assert "opened again" not in answer.json()["message"]
