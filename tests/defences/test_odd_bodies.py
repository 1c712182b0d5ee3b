"""Bodies that no app of ours sends: each is refused in words, and none breaks anything."""

import json
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from tests.architecture.routes import ASKED
from tests.architecture.routes.outside import ALLAUTH, CLOSED
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db

BODIES = [
    b"", b"null", b"[]", b'"x"', b"1", b"true", b"{", b"\xff\xfe", b"\x00", b'{"a": "\xc3\x28"}',
    b"[" * 100_000, b'{"a":' * 50_000, b'{"a": 1' + b"0" * 5000 + b"}", b'{"a": NaN}',
    b'{"a": "\\ud800"}', b'{"a": 1, "a": 2}', b"\xef\xbb\xbf{}",
]  # fmt: skip
KINDS = ["application/json", "application/json; charset=utf-16", "text/plain", "x/y", ""]
VALUES = [
    None, True, 0, -1, 10**30, 1.5, "", " ", "\x00", "a\x00b", "\ud800", "\u202e", "😀" * 200,
    "x" * 100_000, [], {}, [None], {"a": 1}, "1", "<script>", "=1+1", "2026-11-18T12:00:00+01:00",
]  # fmt: skip
WRITES = [
    (name, method) for name, asked in ASKED.items() for method in asked.answers if method[0] == "P"
]


def send(client, method: str, address: str, body: bytes, kind: str = "application/json"):
    cache.clear()
    with transaction.atomic():
        response = client.generic(method, address, body, content_type=kind)
        transaction.set_rollback(True)
    return response


def address_of(name: str) -> str:
    asked = ASKED[name]
    return reverse(name, kwargs={asked.key: uuid4(), **asked.beside} if asked.row else {})


@pytest.fixture
def administrator(ada, signed_in):
    client = signed_in(ada)
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(("name", "method"), WRITES)
def test_no_body_breaks_a_route(name, method, administrator):
    for body in BODIES:
        for kind in KINDS:
            response = send(administrator, method, address_of(name), body, kind)
            assert response.status_code < 500, (body[:40], kind)


@pytest.mark.parametrize(("name", "method"), WRITES)
def test_no_value_breaks_a_field(name, method, administrator):
    good = ASKED[name].answers[method].body()
    for field in good:
        for value in VALUES:
            body = json.dumps(good | {field: value}).encode()
            response = send(administrator, method, address_of(name), body)
            assert response.status_code < 500, (field, str(value)[:40])


@pytest.mark.parametrize("name", sorted(n for n, who in ALLAUTH.items() if who != CLOSED))
def test_no_body_breaks_signing_in(name, administrator, stranger):
    stranger.raise_request_exception = False
    address = reverse(f"headless:browser:{name}")
    for client in (stranger, administrator):
        for body in BODIES:
            for method in ("POST", "PUT"):
                assert send(client, method, address, body).status_code < 500, (method, body[:40])


@pytest.mark.parametrize("field", ["username", "email", "password"])
def test_no_value_breaks_signing_in(field, stranger, asha):
    stranger.raise_request_exception = False
    good = {"username": "asha", "password": PASSWORD}
    for value in VALUES:
        body = json.dumps(good | {field: value}).encode()
        response = send(stranger, "POST", "/_allauth/browser/v1/auth/login", body)
        assert response.status_code < 500, str(value)[:40]


@pytest.mark.parametrize("query", ["%00", "%ff", "%F0%9F", "a" * 5000, "%ED%A0%80", "-1", "9" * 50])
@pytest.mark.parametrize("name", ["people?search=", "people?page=", "checkins?since="])
def test_no_query_breaks_a_list(name, query, administrator):
    assert administrator.get(f"/api/v1/{name}{query}").status_code in {200, 400}


@pytest.mark.parametrize(
    "path", ["%00", "%ff", "%2e%2e/", "..%2f..%2fetc/passwd", "a" * 5000, "%0d%0ax"]
)
@pytest.mark.parametrize("start", ["/", "/api/v1/", "/api/v1/checkins/", "/static/", "/assets/"])
def test_no_path_breaks_the_server(start, path, administrator, built):
    assert administrator.get(start + path).status_code in {400, 404}
