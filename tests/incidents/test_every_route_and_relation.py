"""Each route of reports and cases, from each side that somebody can stand on.

Roles and strangers are walked in tests/architecture; here are the relations that only cases have.
"""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from accounts.models import RoleGrant, Unit, User
from accounts.models.people import Role
from accounts.rights import ANYONE, RIGHTS, Holders
from tests.architecture.asked import Asked
from tests.architecture.lists import lists_seen_by
from tests.architecture.routes import ASKED
from tests.architecture.test_rights import ask
from tests.architecture.walk import routes
from tests.incidents.evidence.test_refuse_a_file import paper
from tests.incidents.reports import handles, reported
from tests.people import ApiClient, sign_in
from tests.times import LONG_AGO
from wellbeing.core.sealing import seal
from wellbeing.incidents.evidence.cleaning import pdfs
from wellbeing.incidents.evidence.models import EvidenceFile
from wellbeing.incidents.evidence.services import storage, viewing
from wellbeing.incidents.models import Case
from wellbeing.incidents.rules import ANONYMOUS
from wellbeing.incidents.services import handling

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]

OURS = sorted(
    route.name
    for route in routes()
    if route.by_table and route.view.cls.__module__.startswith("wellbeing.incidents.")
)
OF_HANDLERS = [
    name
    for name in OURS
    if ASKED[name].row and any(isinstance(right, Holders) for right in RIGHTS[name].values())
]


def exclude(handler: User) -> None:
    """Whoever reported said that this handler must not see it."""
    for case in Case.objects.all():
        case.exclusions.get_or_create(person=handler)


def stand_back(handler: User) -> None:
    for case in Case.objects.all():
        handling.stand_back(handler, id=case.pk, now=timezone.now())


def lead_them(handler: User) -> None:
    """Of the department of whoever told it in confidence, and so above their team."""
    for case in Case.objects.filter(unit__isnull=False).select_related("unit__parent"):
        assert case.unit is not None
        role, above = Role.MANAGER, case.unit.parent
        RoleGrant.objects.get_or_create(
            person=handler, role=role, unit=above, defaults={"starts_at": LONG_AGO}
        )


def turn_out_to_be_theirs(handler: User) -> None:
    """Whoever handles cases may be shouted at as well."""
    signed = Case.objects.exclude(identity=ANONYMOUS)
    for case in signed:
        Case.objects.filter(pk=case.pk).update(reporter=handler, uid=uuid4())


def handle_cases_elsewhere(handler: User) -> None:
    """Their role for this unit ended, also over what they hold; for another one it stands."""
    house = Unit.objects.get(parent=None)
    elsewhere = Unit.objects.create(kind=Unit.Kind.SITE, name="Riga", parent=house)
    _end_their_role(handler)
    handles(handler, elsewhere)


def be_kept_out_between_two_roles(handler: User) -> None:
    """Nobody's handler when the reporter named them; one again later."""
    _end_their_role(handler)
    exclude(handler)
    handles(handler, Unit.objects.get(parent=None))


def _end_their_role(handler: User) -> None:
    roles = RoleGrant.objects.filter(person=handler, role=Role.CASE_HANDLER)
    assert roles.update(until=timezone.now())


def hand_in_a_file(case: Case, asked: Asked) -> None:
    """The sample of the table has none, so that whoever asks there is told so too."""
    assert case.key is not None
    said = {"size": 5, "received": 5, "sha256": bytes(32), "began_at": timezone.now()}
    made = {"made_type": "text/plain; charset=utf-8", "made_size": 5, "state": "viewable"}
    file = EvidenceFile(
        case=case, key=case.key, uid=asked.beside["file"], kind="text", **said, **made
    )
    file.name = seal(case.key, "a.txt", place=file.name_place)
    file.save(force_insert=True)
    storage.add_whole(file, storage.WORKING, b"words")


def hand_in_a_paper(case: Case, asked: Asked) -> None:
    """Looked at already, so that its pages can be turned."""
    assert case.key is not None
    bound = pdfs.draw_anew(paper())
    said = {"size": 5, "received": 5, "sha256": bytes(32), "began_at": timezone.now()}
    made = {"made_type": bound.type, "made_size": len(bound.content), "state": "viewable"}
    file = EvidenceFile(
        case=case, key=case.key, uid=asked.beside["file"], kind="pdf", **said, **made
    )
    file.name = seal(case.key, "a.pdf", place=file.name_place)
    file.save(force_insert=True)
    storage.add_whole(file, storage.WORKING, bound.content)
    assert case.assigned_to is not None
    viewing.view(case.assigned_to, id=case.pk, uid=file.uid, now=timezone.now())


def be_in_a_country_with_steps(case: Case, asked: Asked) -> None:
    Case.objects.filter(pk=case.pk).update(country="KR")


MORE = {
    "case-file": hand_in_a_file,
    "case-file-page": hand_in_a_paper,
    "case-file-pages": hand_in_a_paper,
    "case-step": be_in_a_country_with_steps,
}
RELATIONS: list[Callable[[User], None]] = [exclude, stand_back, lead_them, turn_out_to_be_theirs]
OVER_TIME: list[Callable[[User], None]] = [handle_cases_elsewhere, be_kept_out_between_two_roles]


@pytest.fixture(autouse=True)
def nothing_counted_yet():
    """The limits of other tests are not ours."""
    cache.clear()


@pytest.fixture
def client(sam) -> ApiClient:
    found = ApiClient(raise_request_exception=False)
    sign_in(found, sam)
    return found


def asked_by(client: ApiClient, name: str, asked: Asked, id: object) -> list[Any]:
    """What every method of the table says: status, body and headers."""
    address = reverse(name, kwargs={asked.key: id} | asked.beside)
    found = []
    for method, answers in sorted(asked.answers.items()):
        body = answers.body() if method != "GET" else None
        response, content = ask(client, method, address, body)
        found.append((method, response.status_code, content, dict(response.items())))
    return found


def test_every_route_is_asked_with_a_row_or_has_none():
    assert len(OURS) > 30
    assert set(OURS) <= set(ASKED)
    without = {name for name in OURS if not ASKED[name].row}
    with_an_id = {route.name for route in routes() if "<" in route.path}
    assert without & with_an_id == set()


@pytest.mark.parametrize("relation", RELATIONS + OVER_TIME, ids=lambda one: one.__name__)
@pytest.mark.parametrize("name", OF_HANDLERS)
def test_whoever_may_not_see_it_is_told_what_they_are_told_of_nothing(name, relation, client, sam):
    asked = ASKED[name]
    id = asked.row(sam)
    if more := MORE.get(name):
        more(Case.objects.select_related("key").get(pk=id), asked)
    before = [status for _, status, *_ in asked_by(client, name, asked, id)]
    assert 404 not in before, "the row is there for them to begin with"

    relation(sam)

    found = asked_by(client, name, asked, id)
    assert found == asked_by(client, name, asked, asked.nobodys())
    assert {status for _, status, *_ in found} == {404}


@pytest.mark.usefixtures("one_moment")
@pytest.mark.parametrize("relation", RELATIONS, ids=lambda one: one.__name__)
def test_no_list_changes_for_whoever_may_not_see_it(relation, client, sam, asha):
    """Counts, pages, exports and shares of what was read are as if there were nothing."""
    own = {"reports"} if relation is turn_out_to_be_theirs else set()
    before = lists_seen_by(client)
    reported(asha, reference="+48 512 345 678")
    relation(sam)
    after = lists_seen_by(client)

    changed = {name for name in before if before[name] != after.get(name)} & set(OURS)
    assert changed <= own


def test_somebody_who_left_is_a_stranger_on_every_route(client, sam):
    rows = {name: ASKED[name].row(sam) for name in OURS if ASKED[name].row}
    User.objects.filter(pk=sam.pk).update(is_active=False)

    for name in OURS:
        asked = ASKED[name]
        kwargs = {asked.key: rows[name]} | asked.beside if name in rows else {}
        for method, answers in asked.answers.items():
            if RIGHTS[name][method] == ANYONE:
                continue
            body = answers.body() if method != "GET" else None
            response, _ = ask(client, method, reverse(name, kwargs=kwargs), body)
            assert response.status_code == 401, (name, method)


def test_a_handler_who_reported_reads_it_as_whoever_reported(client, sam):
    """Their own side stays open, and only that."""
    case = reported(sam)
    for name in OURS:
        asked = ASKED[name]
        if asked.row and RIGHTS[name].get("GET") and name not in OF_HANDLERS:
            id = asked.row(sam)
            response, _ = ask(client, "GET", reverse(name, kwargs={asked.key: id} | asked.beside))
            assert response.status_code == asked.answers["GET"].own, name
    assert client.get(f"/api/v1/cases/{case.pk}").status_code == 404


def test_nothing_of_this_is_for_a_role_that_handles_no_cases():
    for name in OF_HANDLERS:
        for right in RIGHTS[name].values():
            assert isinstance(right, Holders)
            assert right.roles == {Role.CASE_HANDLER}, name
