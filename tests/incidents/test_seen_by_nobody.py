"""Whoever keeps everybody away, or has nobody left, is told that nobody sees what they report."""

from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import RoleGrant
from accounts.models.people import Role
from tests.incidents.reports import (
    ANONYMOUS,
    LOOKS,
    acknowledged,
    case_of,
    handles,
    receipt,
    reported,
    said,
    signed,
    url,
)
from tests.times import LONG_AGO
from wellbeing.incidents.services import handling

pytestmark = pytest.mark.django_db


@pytest.fixture
def max_(person, organisation):
    one = person("max")
    handles(one, organisation)
    return one


def sent(client, *kept_away):
    id = uuid4()
    names = [str(one.pk) for one in kept_away]
    return id, client.put(url(id), signed(not_to=names, urgent=True)).json()


def test_it_is_said_with_the_answer_to_sending(asha, sam, max_, signed_in):
    client = signed_in(asha)

    assert sent(client, sam)[1]["seen_by_nobody"] is False
    assert sent(client, sam, max_)[1]["seen_by_nobody"] is True


def test_and_as_long_as_it_is_so(asha, sam, max_, person, organisation, signed_in):
    client = signed_in(asha)
    id, _told = sent(client, sam, max_)
    assert case_of(client, id)["seen_by_nobody"] is True

    handles(person("hana"), organisation)

    assert case_of(client, id)["seen_by_nobody"] is False


def test_everybody_stood_back(asha, sam, max_, signed_in):
    case = reported(asha)
    handling.stand_back(sam, id=case.pk, now=timezone.now())
    assert case_of(signed_in(asha), case.uid)["seen_by_nobody"] is False

    handling.stand_back(max_, id=case.pk, now=timezone.now())

    assert case_of(signed_in(asha), case.uid)["seen_by_nobody"] is True


def test_the_role_of_whoever_had_it_is_over(asha, sam, signed_in):
    case = acknowledged(reported(asha), sam)

    RoleGrant.objects.filter(person=sam).update(until=timezone.now())

    assert case_of(signed_in(asha), case.uid)["seen_by_nobody"] is True


def test_who_alone_would_read_it_leads_whoever_tells_in_confidence(asha, sam, signed_in):
    RoleGrant.objects.create(person=sam, role=Role.SUPERVISOR, unit=asha.unit, starts_at=LONG_AGO)
    client, id, another = signed_in(asha), uuid4(), uuid4()

    assert client.put(url(id), signed("confidential")).json()["seen_by_nobody"] is True
    assert client.put(url(another), signed("named")).json()["seen_by_nobody"] is False


def test_a_house_without_handlers_says_so_to_who_has_a_receipt(stranger):
    told = stranger.post(ANONYMOUS, said(receipt=receipt())).json()
    assert told["seen_by_nobody"] is True

    seen = stranger.post(LOOKS, {"receipt": receipt()}).json()

    assert seen["seen_by_nobody"] is True


def test_what_is_over_waits_for_nobody(asha, sam, signed_in):
    case = acknowledged(reported(asha), sam)
    handling.close(sam, id=case.pk, outcome="A letter went out.", now=timezone.now())
    RoleGrant.objects.filter(person=sam).update(until=timezone.now())

    assert case_of(signed_in(asha), case.uid)["seen_by_nobody"] is False


def test_handlers_are_not_told_who_else_there_is(asha, sam, max_, signed_in):
    case = reported(asha)

    assert "seen_by_nobody" not in signed_in(sam).get(f"/api/v1/cases/{case.pk}").json()
