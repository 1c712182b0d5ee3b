"""Whoever is not to see a case finds nothing of it anywhere."""

from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models.people import Role
from tests.architecture.routes import ASKED
from tests.incidents.reports import CASES, case_of, case_url, handles, leads, reported, signed, url
from tests.people import ApiClient, sign_in
from wellbeing.incidents.models import Case
from wellbeing.incidents.rules import IDENTITIES
from wellbeing.incidents.selectors.cases import handlers_of, visible_to
from wellbeing.incidents.services.reporting import forget_reporter

pytestmark = pytest.mark.django_db

ABOVE = (Role.SUPERVISOR, Role.MANAGER, Role.ADMINISTRATOR, Role.COUNSELLOR, Role.PEER)


@pytest.mark.parametrize("role", ABOVE)
def test_nobody_above_finds_a_case(role, asha, person, signed_in):
    case, other = reported(asha), person("other", role)

    assert signed_in(other).get(CASES).status_code == 403
    assert signed_in(other).get(url(case.uid)).status_code == 404


def test_a_handler_sees_the_units_they_handle(asha, person, site, department, signed_in):
    case = reported(asha)
    near, far = person("near"), person("far")
    handles(near, department)
    handles(far, type(site).objects.create(kind="site", name="Riga", parent=site.parent))

    assert signed_in(near).get(CASES).json()["count"] == 1
    assert signed_in(far).get(CASES).json()["count"] == 0
    assert signed_in(far).get(case_url(case.pk)).status_code == 404


def test_nobody_handles_their_own(sam, signed_in):
    case = reported(sam)

    assert signed_in(sam).get(CASES).json()["count"] == 0
    assert signed_in(sam).get(case_url(case.pk)).status_code == 404
    assert case_of(signed_in(sam), case.uid)["state"] == "received"


def test_whom_the_reporter_names_finds_nothing(asha, sam, person, organisation, signed_in):
    max_, id = person("max"), uuid4()
    handles(max_, organisation)
    phone = signed_in(asha)
    named = {one["name"]: one["id"] for one in phone.get("/api/v1/case-handlers").json()["results"]}
    assert set(named) == {"Sam", "Max"}

    phone.put(url(id), signed(not_to=[named["Sam"]]))

    case = Case.objects.get()
    page = signed_in(sam).get(CASES).json()
    assert (page["results"], page["count"]) == ([], 0)
    for more in ("", "/acknowledgement", "/holder", "/outcome", "/distance"):
        method = "get" if not more else "put"
        ask = getattr(signed_in(sam), method)
        body = [] if not more else [{"text": "x"}]
        assert ask(case_url(case.pk, more), *body).status_code == 404, more
    assert signed_in(max_).get(CASES).json()["count"] == 1


def test_whom_the_reporter_names_stays_away_also_if_they_handle_cases_later(
    asha, person, organisation, signed_in
):
    max_ = person("max")

    signed_in(asha).put(url(uuid4()), signed(not_to=[str(max_.pk)]))
    handles(max_, organisation)

    assert signed_in(max_).get(CASES).json()["count"] == 0


@pytest.fixture
def leading_handlers(person, team, organisation):
    """The supervisor of the team, a manager of the house; both handle cases as well."""
    people = [person("lead"), person("boss")]
    for one in people:
        handles(one, organisation)
    leads(people[0], team)
    leads(people[1], organisation, Role.MANAGER)
    return people


@pytest.mark.parametrize("identity", IDENTITIES)
def test_both_sides_of_the_rule_say_the_same(
    identity, asha, sam, person, site, team, leading_handlers
):
    """Who is told of a case is exactly who may open it."""
    people = [sam, person("local"), person("elsewhere"), person("two"), *leading_handlers]
    handles(people[1], site)
    handles(people[2], type(site).objects.create(kind="site", name="Riga", parent=site.parent))
    handles(people[3], team), handles(people[3], site)
    case = reported(asha)
    Case.objects.update(identity=identity if identity != "anonymous" else "named")
    case.refresh_from_db()
    if identity == "anonymous":
        Case.objects.update(
            identity=identity,
            reporter=None,
            whose=None,
            uid=None,
            unit=None,
            receipt_hash=b"r" * 32,
        )
        case.refresh_from_db()
    now = timezone.now()

    told = set(handlers_of(case, now=now))

    assert told == {one for one in people if visible_to(one, now=now).filter(pk=case.pk).exists()}
    assert bool(told & set(leading_handlers)) == (identity != "confidential")


def test_who_led_them_when_they_told_it_in_confidence_finds_nothing_later_either(
    asha, sam, team, site, signed_in
):
    """Also once whoever reported works elsewhere, and once their name is gone from it."""
    case, elsewhere = (
        reported(asha),
        type(site).objects.create(kind="site", name="Riga", parent=site.parent),
    )
    leads(sam, team)
    type(asha).objects.filter(pk=asha.pk).update(unit=elsewhere)

    assert signed_in(sam).get(case_url(case.pk)).status_code == 404
    forget_reporter(asha, now=timezone.now())
    assert signed_in(sam).get(case_url(case.pk)).status_code == 404
    assert signed_in(sam).get(CASES).json()["count"] == 0


def test_who_leads_them_since_they_moved_finds_nothing_of_what_they_told_before(
    asha, sam, site, signed_in
):
    case, elsewhere = (
        reported(asha),
        type(site).objects.create(kind="site", name="Riga", parent=site.parent),
    )
    leads(sam, elsewhere)
    assert signed_in(sam).get(case_url(case.pk)).status_code == 200

    type(asha).objects.filter(pk=asha.pk).update(unit=elsewhere)

    assert signed_in(sam).get(case_url(case.pk)).status_code == 404


def test_who_leads_others_handles_it(asha, sam, department, signed_in):
    case = reported(asha)
    leads(sam, type(department).objects.create(kind="team", name="Billing 2", parent=department))

    assert signed_in(sam).get(case_url(case.pk)).status_code == 200


def test_where_only_leads_handle_cases_nobody_sees_it(asha, sam, team):
    leads(sam, team)

    assert not handlers_of(reported(asha), now=timezone.now())


def test_every_route_of_reports_and_cases_is_asked(asha):
    ours = {name for name in ASKED if name.split("-")[0] in {"report", "reports", "case", "cases"}}

    assert ours | {"anonymous-reports", "receipt-looks", "receipt-messages"} <= set(ASKED)
    client = ApiClient()
    sign_in(client, asha)
    assert client.get(CASES).status_code == 403
