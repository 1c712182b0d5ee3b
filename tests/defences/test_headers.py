"""Every kind of answer tells the browser what it must not do."""

import pytest
from django.test import Client, override_settings
from django.urls import path

from wellbeing import urls as ours

pytestmark = pytest.mark.django_db


def broken(request):
    raise RuntimeError


def refused(request):
    from django.core.exceptions import PermissionDenied

    raise PermissionDenied


urlpatterns = [path("broken", broken), path("api/broken", broken), path("no", refused)]
urlpatterns += ours.urlpatterns
handler400, handler403 = ours.handler400, ours.handler403
handler404, handler500 = ours.handler404, ours.handler500

ANSWERS = {
    "app": ("/", 200),
    "worker": ("/sw.js", 200),
    "manifest": ("/manifest.webmanifest", 200),
    "api": ("/api/v1/sign-in-options", 200),
    "api 401": ("/api/v1/people/me", 401),
    "api 404": ("/api/v1/nothing", 404),
    "api 500": ("/api/broken", 500),
    "sign-in": ("/_allauth/browser/v1/auth/session", 401),
    "health": ("/healthz", 200),
    "page 403": ("/no", 403),
    "page 404": ("/nothing", 404),
    "page 500": ("/broken", 500),
    "admin": ("/admin/", 302),
    "admin's file": ("/static/admin/css/base.css", 200),
}


@pytest.fixture(params=ANSWERS)
def answer(request, built):
    address, status = ANSWERS[request.param]
    with override_settings(ROOT_URLCONF=__name__):
        response = Client(raise_request_exception=False).get(address)
    assert response.status_code == status
    return response


def policy_of(response) -> dict[str, str]:
    parts = (part.partition(" ") for part in response["Content-Security-Policy"].split("; "))
    return {name: value for name, _, value in parts}


def test_nothing_is_allowed_that_is_not_ours(answer):
    policy = policy_of(answer)

    assert "unsafe" not in answer["Content-Security-Policy"]
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"


def test_the_other_headers(answer):
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert {"camera=()", "microphone=()"} <= set(answer["Permissions-Policy"].split(", "))


def test_html_is_made_by_trusted_types_alone_except_in_the_admin(answer):
    policy = policy_of(answer)

    if answer.wsgi_request.path.startswith("/admin/"):
        assert "require-trusted-types-for" not in policy
    else:
        assert policy["require-trusted-types-for"] == "'script'"


@pytest.mark.parametrize("name", ["api", "api 401", "api 404", "api 500", "sign-in", "admin"])
def test_nothing_about_somebody_is_kept_on_the_way(name, built):
    with override_settings(ROOT_URLCONF=__name__):
        response = Client(raise_request_exception=False).get(ANSWERS[name][0])

    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ["/nothing-like-MARK", "/api/v1/MARK", "/_allauth/MARK"])
def test_what_is_not_there_is_never_repeated(address):
    response = Client(raise_request_exception=False).get(address)

    assert response.status_code == 404
    assert b"MARK" not in response.content
    assert (response["Content-Type"] == "application/json") == (not address.startswith("/n"))


def test_a_strange_host_is_refused_calmly():
    response = Client().get("/", headers={"Host": "evil.example"})

    assert response.status_code == 400
    assert b"evil" not in response.content
    assert policy_of(response)["default-src"] == "'none'"


@pytest.mark.parametrize(("language", "word"), [("ru", "Этого"), ("zh-Hans", "不存在")])
def test_a_missing_page_speaks_the_readers_language(language, word):
    response = Client().get("/nothing", headers={"Accept-Language": language})

    assert word in response.content.decode()
