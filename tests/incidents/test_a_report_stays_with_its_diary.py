"""Whoever comes in by a way that somebody else made finds no report of whom they come in as."""

from uuid import uuid4

import pytest
from django.utils import timezone

from accounts import access
from accounts.models import User
from tests.incidents.customers.handlers import held, in_force, settle
from tests.incidents.reports import REPORTS, acknowledged, case_url, handles, reported, signed, url
from tests.notifications.phones import Phone
from wellbeing import privacy
from wellbeing.core.models import AuditEntry
from wellbeing.incidents.models import Case, ReportedKind
from wellbeing.incidents.services import handling, writing
from wellbeing.notifications.models import OutgoingPush

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(asha, sam):
    return acknowledged(reported(asha), sam)


@pytest.fixture
def anew(case, asha):
    """The name and the number are as before; who comes in may be somebody else."""
    access.start_afresh([asha.pk])
    return User.objects.get(pk=asha.pk)


def test_nothing_of_it_is_there(case, anew, signed_in):
    client = signed_in(anew)

    assert client.get(REPORTS).json()["results"] == []
    for more in ("", "/files", "/pack", "/aftercare"):
        assert client.get(url(case.uid, more)).status_code == 404, more
    written = client.put(url(case.uid, f"/messages/{uuid4()}"), {"text": "Forget it."})
    assert written.status_code == 404
    assert client.delete(url(case.uid)).status_code == 404
    assert Case.objects.get(pk=case.pk).state == "acknowledged"


def test_nor_in_what_they_take_along_nor_in_their_log(case, anew):
    assert not AuditEntry.objects.about(anew.pk).filter(chain=case.pk).exists()
    counts = {one["kind"]: one["count"] for one in privacy.holdings(anew)}
    taken = {kind: list(lines) for kind, lines in privacy.export(anew).items()}
    for kind in ("reports", "report_files", "customer_actions", "aftercare"):
        assert (counts[kind], taken[kind]) == (0, []), kind


def test_nobody_else_can_have_it_forgotten(case, anew):
    privacy.erase(anew, id=uuid4(), now=timezone.now())

    left = Case.objects.get(pk=case.pk)
    assert (left.state, left.reporter, left.key is not None) == ("acknowledged", anew, True)


def test_nobody_is_told_of_it_any_more(case, anew, sam):
    Phone(anew).asks_to_be_told()
    now = timezone.now()
    writing.write_to_reporter(sam, id=case.pk, uid=uuid4(), text="Who was it?", now=now)
    handling.close(sam, id=case.pk, outcome="Done.", now=now)
    settle()

    assert not OutgoingPush.objects.filter(topic="reports").exists()


def test_nor_of_what_is_done_toward_the_customer(asha, sam, person, organisation):
    max_ = person("max")
    handles(max_, organisation)
    case = held(asha, sam)
    access.start_afresh([asha.pk])
    Phone(User.objects.get(pk=asha.pk)).asks_to_be_told()

    in_force(case, sam, max_)
    settle()

    assert not OutgoingPush.objects.filter(topic="reports").exists()


def test_the_handler_still_knows_who_reported(case, anew, sam, signed_in):
    told = signed_in(sam).get(case_url(case.pk)).json()

    assert (told["reporter"], told["reporter_reads"]) == (anew.name, False)


def test_while_it_is_theirs_the_handler_reads_that_too(case, sam, signed_in):
    assert signed_in(sam).get(case_url(case.pk)).json()["reporter_reads"] is True


def test_it_is_still_kept_from_whom_it_is_about(case, anew, organisation, signed_in):
    handles(anew, organisation)

    assert signed_in(anew).get(case_url(case.pk)).status_code == 404


def test_what_they_report_from_now_on_is_theirs(case, anew, signed_in):
    client, id = signed_in(anew), uuid4()

    assert client.put(url(id), signed()).status_code == 201

    assert [one["id"] for one in client.get(REPORTS).json()["results"]] == [str(id)]


def test_taking_back_counts_what_this_diary_told_alone(case, anew, signed_in):
    client, id = signed_in(anew), uuid4()
    client.put(url(id), signed(kinds=["insult"], severity=1))
    assert ReportedKind.objects.count() == 2

    client.delete(url(id))

    assert ReportedKind.objects.count() == 1


def test_a_phone_that_repeats_what_it_sent_before_is_told_so(case, anew, signed_in):
    again = signed_in(anew).put(url(case.uid), signed())

    assert again.status_code == 200
    assert Case.objects.count() == 1
