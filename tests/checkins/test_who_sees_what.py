"""Nobody but the person finds a check-in: not on any route, not in any role, not in the admin."""

import json
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from accounts.models.people import Role
from tests.architecture.lists import lists_seen_by
from tests.architecture.routes import ASKED
from tests.checkins.words import tap, url
from wellbeing.checkins.models import CheckIn
from wellbeing.core.subjects import subject_of

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]

OTHERS = ["ben", "pia", "cole", "tara", "sam", "mona", "ada"]


@pytest.fixture
def hers(asha, signed_in):
    """A check-in of Asha's that would stand out anywhere."""
    id = uuid4()
    body = tap(mood=1, energy=1, feelings=["numb"], sources=["unfair_comparison"])
    assert signed_in(asha).put(url(id), body).status_code == 201
    return id


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_finds_it_on_any_route(name, hers, request, signed_in):
    client = signed_in(request.getfixturevalue(name))
    marks = (str(hers), hers.hex, "unfair_comparison")

    for route, asked in ASKED.items():
        if "GET" not in asked.answers or route == "schema":
            continue
        response = client.get(
            reverse(route, kwargs=asked.beside | {asked.key: hers} if asked.row else {})
        )
        content = response.getvalue() if response.streaming else response.content
        assert not [mark for mark in marks if mark in content.decode()], route
    assert client.get(url(hers)).status_code == 404


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_changes_or_deletes_it(name, hers, asha, request, signed_in):
    client = signed_in(request.getfixturevalue(name))

    client.put(url(hers), tap(mood=5, revision=9))
    client.delete(url(hers))

    assert signed_in(asha).get(url(hers)).json()["mood"] == 1


@pytest.mark.usefixtures("one_moment")
@pytest.mark.parametrize("name", OTHERS)
def test_whether_she_checked_in_shows_nowhere(name, asha, request, signed_in):
    """The same answers before and after, for everybody around her."""
    client = signed_in(request.getfixturevalue(name))

    before = lists_seen_by(client)
    signed_in(asha).put(url(uuid4()), tap())
    assert lists_seen_by(client) == before


def test_the_admin_knows_no_check_in(hers, asha, ada, signed_in):
    registered = {model._meta.app_label for model in admin.site._registry}
    page = signed_in(ada).get("/admin/").content.decode()

    assert "checkins" not in registered
    assert "check" not in page.lower()


def test_a_row_points_at_nobody(hers, asha):
    row = CheckIn.objects.get()
    names = {str(asha.pk), asha.pk.hex, asha.personnel_number, asha.name}

    assert row.subject == subject_of(asha.diary)
    assert not [f for f in CheckIn._meta.get_fields() if f.is_relation]
    stored = json.dumps({k: str(v) for k, v in vars(row).items() if not k.startswith("_")})
    assert not [name for name in names if name in stored]


def test_no_other_model_holds_a_subject_beside_a_person():
    for model in apps.get_models():
        fields = {field.name for field in model._meta.get_fields()}
        related = {f.name for f in model._meta.get_fields() if f.is_relation}
        assert not ("subject" in fields and related), model


@pytest.mark.parametrize("role", [r for r in Role if r != Role.AGENT])
def test_a_role_opens_nobodys_list(role, hers, person, signed_in):
    assert signed_in(person("visitor", role)).get("/api/v1/checkins").json()["results"] == []
