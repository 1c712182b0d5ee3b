"""Roles end and come again while a case goes on: who may see it is asked at every moment anew."""

from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import RoleGrant
from accounts.models.people import Role
from tests.incidents.customers.handlers import settle
from tests.incidents.reports import (
    CASES,
    acknowledged,
    case_of,
    case_url,
    handles,
    reported,
    signed,
    url,
)
from tests.notifications.phones import Phone
from wellbeing import privacy
from wellbeing.incidents.models import Case
from wellbeing.incidents.rules import ALERT_AGAIN
from wellbeing.incidents.services import alerts, handling, writing
from wellbeing.notifications.models import OutgoingPush

pytestmark = pytest.mark.django_db


@pytest.fixture
def max_(person, organisation):
    one = person("max")
    handles(one, organisation)
    return one


def role_ends(handler):
    roles = RoleGrant.objects.filter(person=handler, role=Role.CASE_HANDLER, until=None)
    assert roles.update(until=timezone.now())


def told() -> set[str]:
    settle()
    return set(OutgoingPush.objects.values_list("subscription__person__name", flat=True))


def test_whose_role_ends_while_they_hold_it_holds_nothing_any_more(asha, sam, max_, signed_in):
    case = acknowledged(reported(asha), sam)
    role_ends(sam)
    handler = signed_in(sam)

    assert handler.get(case_url(case.pk)).status_code == 403
    for steps in ("/outcome", f"/messages/{uuid4()}", "/holder"):
        assert handler.put(case_url(case.pk, steps), {"text": "Done."}).status_code == 403
    assert handler.get(CASES).status_code == 403
    taken = signed_in(max_).put(case_url(case.pk, "/holder"))
    assert (taken.status_code, taken.json()["handler"]) == (200, "Max")


def test_and_whoever_may_see_it_hears_in_their_place(asha, sam, max_):
    case = acknowledged(reported(asha), sam)
    settle()
    for one in (sam, max_):
        assert Phone(one).asks_to_be_told().status_code == 201
    role_ends(sam)

    writing.write(case, uid=uuid4(), text="On Monday.", author=None, now=timezone.now())

    assert told() == {"Max"}


def test_the_reporter_goes_on_reading_and_writing(asha, sam, signed_in):
    case = acknowledged(reported(asha), sam)
    role_ends(sam)

    seen = case_of(signed_in(asha), case.uid)
    wrote = signed_in(asha).put(url(case.uid, f"/messages/{uuid4()}"), {"text": "On Monday."})

    assert (seen["state"], seen["seen_by_nobody"], wrote.status_code) == ("acknowledged", True, 201)


@pytest.fixture
def named_while_nobody(asha, sam, max_, signed_in):
    """Sam handled no cases when Asha sent it and named Sam; now Sam does again."""
    role_ends(sam)
    id = uuid4()
    said = signed(not_to=[str(sam.pk)], urgent=True)
    assert signed_in(asha).put(url(id), said).status_code == 201
    handles(sam, sam.role_grants.get().unit)
    return Case.objects.get(uid=id)


def test_who_had_no_role_when_they_were_kept_out_stays_out(
    named_while_nobody, asha, sam, max_, signed_in
):
    case, handler = named_while_nobody, signed_in(sam)

    assert handler.get(case_url(case.pk)).status_code == 404
    for asked in ("", f"?id={case.pk}", f"?text={case.number}", "?urgent=true", "?held=nobody"):
        assert handler.get(f"{CASES}{asked}").json()["count"] == 0, asked
    table = b"".join(handler.get(f"{CASES}/export").streaming_content).decode()
    assert case.number not in table
    assert str(case.pk) not in str({kind: list(rows) for kind, rows in privacy.export(sam).items()})
    assert signed_in(max_).get(case_url(case.pk)).status_code == 200


def test_and_hears_nothing_of_it(named_while_nobody, sam, max_):
    for one in (sam, max_):
        assert Phone(one).asks_to_be_told().status_code == 201

    alerts.sweep(now=timezone.now() + 2 * ALERT_AGAIN)

    assert told() == {"Max"}


def test_also_where_whoever_has_it_stands_back(named_while_nobody, sam, max_):
    acknowledged(named_while_nobody, max_)
    settle()
    OutgoingPush.objects.all().delete()
    assert Phone(sam).asks_to_be_told().status_code == 201

    handling.stand_back(max_, id=named_while_nobody.pk, now=timezone.now())

    assert told() == set()
