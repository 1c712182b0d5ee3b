"""Resets are their person's alone; passes are shown by their holder, and counted for the floor."""

import json
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from tests.architecture.lists import lists_seen_by
from tests.architecture.routes import ASKED
from tests.resets import floors, words
from tests.times import MINUTE
from wellbeing.core.subjects import subject_of
from wellbeing.resets.models import BreakPass, Reset

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]

OTHERS = ["ben", "pia", "cole", "tara", "sam", "mona", "ada"]
LISTS = [name for name, asked in ASKED.items() if "GET" in asked.answers and name != "schema"]


@pytest.fixture
def hers(asha, organisation, ada, signed_in):
    """A reset and a pass of Asha's; the pass since before the last mark."""
    id = uuid4()
    phone = signed_in(asha)
    assert phone.put(words.url(id), words.session("grounding", before=1)).status_code == 201
    floors.policy_of(organisation, ada, places=5)
    row = floors.on_a_pass(asha, now=timezone.now() - 6 * MINUTE)
    return id, row.id


def seen_by(client, route, id) -> str:
    asked = ASKED[route]
    response = client.get(
        reverse(route, kwargs=asked.beside | {asked.key: id} if asked.row else {})
    )
    content = response.getvalue() if response.streaming else response.content
    return content.decode()


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_finds_either_on_any_route(name, hers, request, signed_in):
    client = signed_in(request.getfixturevalue(name))
    marks = [str(id) for id in hers] + [id.hex for id in hers] + ["grounding"]

    for route in LISTS:
        for id in hers:
            content = seen_by(client, route, id)
            assert not [mark for mark in marks if mark in content], route


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_changes_ends_or_accepts_either(name, hers, asha, request, signed_in):
    reset, on_pass = hers
    client = signed_in(request.getfixturevalue(name))

    client.put(words.url(reset), words.session("walk", revision=9))
    client.delete(words.url(reset))
    assert client.delete(floors.url(on_pass)).status_code == 404
    assert client.put(floors.acceptance(on_pass)).status_code == 404
    client.put(floors.url(on_pass), {"minutes": 5})

    mine = signed_in(asha)
    assert mine.get(words.url(reset)).json()["kind"] == "grounding"
    assert mine.get(floors.url(on_pass)).json()["state"] == "running"


@pytest.mark.usefixtures("one_moment")
@pytest.mark.parametrize("name", OTHERS)
def test_whether_she_took_a_reset_shows_nowhere(name, asha, request, signed_in):
    """The same answers before and after, for everybody around her."""
    client = signed_in(request.getfixturevalue(name))

    before = lists_seen_by(client)
    signed_in(asha).put(words.url(uuid4()), words.session())
    assert lists_seen_by(client) == before


@pytest.mark.parametrize("name", ["sam", "mona", "cole", "ada", "ben"])
def test_only_supervisors_list_floors(name, hers, request, signed_in):
    response = signed_in(request.getfixturevalue(name)).get("/api/v1/floors")

    assert response.status_code == 403


def test_the_admin_knows_neither(hers, ada, signed_in):
    registered = {model._meta.app_label for model in admin.site._registry}

    assert "resets" not in registered
    page = signed_in(ada).get("/admin/").content.decode().lower()
    assert "pass " not in page
    assert "break" not in page


def test_a_reset_points_at_nobody_and_a_pass_at_no_reset(hers, asha):
    reset = Reset.objects.get()
    names = {str(asha.pk), asha.pk.hex, asha.personnel_number, asha.name}

    assert reset.subject == subject_of(asha.diary)
    for model in (Reset, BreakPass):
        related = {f.related_model._meta.label for f in model._meta.get_fields() if f.is_relation}
        assert not related & {"resets.Reset", "checkins.CheckIn"}
    assert not [f for f in Reset._meta.get_fields() if f.is_relation]
    stored = json.dumps({k: str(v) for k, v in vars(reset).items() if not k.startswith("_")})
    assert not [name for name in names if name in stored]
    assert str(reset.subject) not in str(BreakPass.objects.values().get())
    assert str(hers[1]) not in stored


def test_no_model_holds_a_subject_beside_a_person():
    for model in apps.get_app_config("resets").get_models():
        fields = {field.name for field in model._meta.get_fields()}
        related = {f.name for f in model._meta.get_fields() if f.is_relation}
        assert not ("subject" in fields and related), model


def test_looking_at_ones_floor_is_written_nowhere(asha, tara, hers, signed_in):
    from wellbeing.core.models import AuditEntry

    signed_in(asha).get("/api/v1/floors/mine")
    signed_in(tara).get("/api/v1/floors")

    assert not AuditEntry.objects.exists()
