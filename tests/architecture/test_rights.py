"""Walks every route, method, role and relation, and expects exactly what the table says."""

from copy import deepcopy
from dataclasses import dataclass
from uuid import uuid4

import pytest
from django.contrib import admin
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import RoleGrant, User
from accounts.models.people import SECOND_FACTOR_ROLES, Role
from accounts.rights import ANYONE, RIGHTS, SIGNED_IN, Holders
from tests.architecture.asked import METHODS
from tests.architecture.routes import ASKED
from tests.architecture.routes.outside import (
    ADMIN,
    ALLAUTH,
    CLOSED,
    COMPANY_SIGN_IN,
    FOR_A_STRANGER,
    MINE,
    OUTSIDE,
)
from tests.architecture.walk import routes
from tests.people import ApiClient, sign_in
from tests.times import DAY

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


@dataclass(frozen=True)
class Visitor:
    name: str
    role: Role | None = None
    signed_in: bool = True
    second_factor: bool = True
    one_site: bool = False


VISITORS = [
    Visitor("stranger", signed_in=False),
    Visitor("nobody in particular", second_factor=False),
    *(Visitor(role.value, role, second_factor=role in SECOND_FACTOR_ROLES) for role in Role),
    Visitor("administrator without a second factor", Role.ADMINISTRATOR, second_factor=False),
    Visitor("administrator of one site", Role.ADMINISTRATOR, one_site=True),
]
RELATIONS = ("own", "other", "none")


@pytest.fixture(autouse=True)
def nothing_counted_yet():
    """The limits of other tests are not ours."""
    cache.clear()


@pytest.fixture(params=VISITORS, ids=lambda visitor: visitor.name)
def visitor(request) -> Visitor:
    return request.param


@pytest.fixture
def visiting(visitor, person, site) -> tuple[ApiClient, User]:
    roles = [visitor.role] if visitor.role else []
    user, client = person("visitor", *roles), ApiClient(raise_request_exception=False)
    if visitor.one_site:
        user.role_grants.update(unit=site)
    if visitor.signed_in:
        sign_in(client, user, second_factor=visitor.second_factor)
    return client, user


def expected(name: str, method: str, relation: str, visitor: Visitor) -> tuple[int, str | None]:
    """The status, and the code of a refusal, as the table has it."""
    asked_as = "GET" if method == "HEAD" else method
    right = RIGHTS[name].get(asked_as)
    if right is None:
        return 405, "method_not_allowed"
    if right != ANYONE and not visitor.signed_in:
        return 401, "not_signed_in"
    if isinstance(right, Holders):
        if visitor.role not in right.roles:
            return 403, "not_allowed"
        if visitor.role in SECOND_FACTOR_ROLES and not visitor.second_factor:
            return 403, "second_factor_required"
    else:
        assert right in (ANYONE, SIGNED_IN)
    answers = ASKED[name].answers[asked_as]
    status = getattr(answers, relation)
    if answers.led and visitor.role == Role.SUPERVISOR and relation != "own":
        status = answers.led
    return status, "not_found" if status == 404 else None


def content_of(response) -> bytes:
    return response.getvalue() if response.streaming else response.content


def ask(client: ApiClient, method: str, address: str, body: object = None):
    """One request of which nothing stays: status, code of a refusal, headers, body."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        response = getattr(client, method.lower())(address, *([] if body is None else [body]))
        content = content_of(response)
        transaction.set_rollback(True)
    client.cookies = cookies
    return response, content


def test_every_route_is_in_the_table_or_says_why_not():
    beside = set(OUTSIDE) | COMPANY_SIGN_IN | {f"headless:browser:{name}" for name in ALLAUTH}
    found = {route.name for route in routes() if not route.name.startswith(ADMIN)}

    assert {route.name for route in routes() if route.by_table} == set(RIGHTS)
    assert found == set(RIGHTS) | beside
    assert set(ASKED) == set(RIGHTS)


def test_every_method_of_the_table_has_a_case_and_a_handler():
    views = {route.name: route.view.cls for route in routes() if route.by_table}

    for name, row in RIGHTS.items():
        assert set(ASKED[name].answers) == set(row), name
        handlers = {m for m in METHODS if hasattr(views[name], m.lower())} - {"HEAD", "OPTIONS"}
        assert handlers == set(row), name


@pytest.mark.parametrize("name", sorted(RIGHTS))
def test_the_table_decides(name, visitor, visiting, person):
    client, user = visiting
    asked, other = ASKED[name], person("somebody-else", Role.AGENT)
    addresses = {"own": reverse(name, query=asked.query)} if asked.row is None else {
        "own": reverse(name, kwargs={asked.key: asked.row(user)} | asked.beside),
        "other": reverse(name, kwargs={asked.key: asked.row(other)} | asked.beside),
        "none": reverse(name, kwargs={asked.key: asked.nobodys()} | asked.beside),
    }  # fmt: skip

    for relation, address in addresses.items():
        for method in METHODS:
            answers = asked.answers.get(method)
            body = answers.body() if answers and method not in {"GET", "HEAD"} else None
            response, content = ask(client, method, address, body)
            status, code = expected(name, method, relation, visitor)
            said = f"{visitor.name}: {method} {address} ({relation}) said {content[:200]!r}"
            assert response.status_code == status, said
            if code and method != "HEAD":
                assert response.json()["code"] == code, said


@pytest.mark.parametrize("name", sorted(name for name in RIGHTS if ASKED[name].row))
def test_not_yours_is_byte_for_byte_like_not_there(name, visitor, visiting, person):
    client, asked = visiting[0], ASKED[name]
    row = asked.row(person("somebody-else", Role.AGENT))
    theirs = reverse(name, kwargs={asked.key: row} | asked.beside)
    nothing = reverse(name, kwargs={asked.key: asked.nobodys()} | asked.beside)

    for method in METHODS:
        answers = asked.answers.get("GET" if method == "HEAD" else method)
        if answers and answers.other != 404:
            continue
        body = answers.body() if answers and method not in {"GET", "HEAD"} else None
        one, first = ask(client, method, theirs, body)
        two, second = ask(client, method, nothing, body)
        assert (one.status_code, first, dict(one.items())) == (
            two.status_code,
            second,
            dict(two.items()),
        )


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("when", ["over", "not yet", "by now"])
def test_a_role_counts_only_while_it_lasts(role, when, person, organisation):
    now, user = timezone.now(), person("visitor")
    span = {
        "over": (now - 2 * DAY, now - DAY),
        "not yet": (now + DAY, None),
        "by now": (now - DAY, now + DAY),
    }[when]
    RoleGrant.objects.create(
        person=user, role=role, unit=organisation, starts_at=span[0], until=span[1]
    )
    client = ApiClient()
    sign_in(client, user, second_factor=True)
    held = Visitor("it", role if when == "by now" else None)

    for name, row in RIGHTS.items():
        if isinstance(row.get("GET"), Holders):
            asked = ASKED[name]
            found = asked.beside | {asked.key: uuid4()} if asked.row else {}
            address = reverse(name, kwargs=found, query=asked.query)
            relation = "none" if asked.row else "own"
            response, _ = ask(client, "GET", address)
            assert response.status_code == expected(name, "GET", relation, held)[0]
    assert (client.get("/admin/").status_code == 200) is (
        role == Role.ADMINISTRATOR and when == "by now"
    )


def test_somebody_who_left_is_a_stranger(person):
    user, client = person("visitor", Role.ADMINISTRATOR), ApiClient()
    sign_in(client, user, second_factor=True)
    User.objects.filter(pk=user.pk).update(is_active=False)

    for name, row in RIGHTS.items():
        if row.get("GET") not in (None, ANYONE) and not ASKED[name].row:
            assert client.get(reverse(name)).status_code == 401, name


# --- Beside the table ---------------------------------------------------------------------------
@pytest.mark.parametrize("name", sorted(OUTSIDE))
def test_what_is_the_same_for_everybody(name, visiting, built):
    for method in METHODS:
        response, _ = ask(visiting[0], method, reverse(name))
        assert response.status_code == OUTSIDE[name].answers.get(method, 405), method


@pytest.mark.parametrize("name", sorted(ALLAUTH))
def test_sign_in_routes_give_a_stranger_only_what_signs_in(name, visitor, visiting):
    for method in [m for m in METHODS if m != "OPTIONS"]:
        response, content = ask(visiting[0], method, reverse(f"headless:browser:{name}"))
        said = (method, response.status_code, content)
        assert response.status_code < 500, said
        if ALLAUTH[name] == CLOSED:
            assert response.status_code == 404, said
        elif not visitor.signed_in and ALLAUTH[name] == MINE:
            assert response.status_code in {401, 405}, said
        elif not visitor.signed_in and response.status_code < 400:
            assert response.status_code == FOR_A_STRANGER.get((name, method)), said


@pytest.mark.parametrize("name", sorted(COMPANY_SIGN_IN))
def test_a_company_sign_in_that_is_not_set_up_leads_nowhere(name, visiting):
    key = "provider_id" if name.startswith("openid") else "organization_slug"
    for method in METHODS:
        response, _ = ask(visiting[0], method, reverse(name, kwargs={key: "none"}))
        onward = response.headers.get("Location", "").startswith("/accounts/saml/none/acs/")
        assert response.status_code in {403, 404, 405} or onward, method


# --- Django's admin -----------------------------------------------------------------------------
def admin_addresses() -> set[str]:
    """Every page of the admin; those for one object ask for an object that is not there."""
    paths = {route.path for route in routes() if route.name.startswith(ADMIN)}
    plain = {path.replace("<path:object_id>", "1") for path in paths}
    return {f"/{path}" for path in plain if not set(path) & set("<^(")} | {"/admin/nothing"}


def test_the_admin_is_for_administrators_with_a_second_factor(visitor, visiting):
    whole = visitor.role == Role.ADMINISTRATOR and not visitor.one_site
    inside = whole and visitor.second_factor
    for address in admin_addresses() - {"/admin/login/", "/admin/logout/"}:
        for method in METHODS:
            response, _ = ask(visiting[0], method, address)
            assert response.status_code < 500, (method, address)
            if not inside:
                assert response.status_code in {302, 403, 404}, (method, address)
                assert not response.content, (method, address)
    assert (visiting[0].get("/admin/").status_code == 200) is inside


def test_the_admin_has_no_way_in_of_its_own(visiting):
    """Its own form would know neither our limits on tries nor the second factor."""
    for method in ("GET", "POST"):
        response, content = ask(visiting[0], method, "/admin/login/", {"username": "visitor"})
        assert response.status_code == 302
        assert response["Location"] == "/"
        assert not content


def test_the_admin_shows_these_models_and_no_others():
    """No check-in, no second factor, no token: an administrator needs none of them."""
    shown = {model._meta.label for model in admin.site._registry}

    assert shown <= {"accounts.Unit", "accounts.User", "accounts.RoleGrant"}
