"""Whoever is handed the link of a pass can check it without an account, and learns no more."""

from uuid import uuid4

import pytest
from django.core.cache import cache
from django.forms.models import model_to_dict
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.one_time import hashed
from tests.resets.floors import on_a_pass, policy_of, url
from tests.times import MINUTE, NOON, SECOND
from wellbeing.resets.models import BreakPass
from wellbeing.resets.services.passes import ask_for_pass, give_back, secret_for

pytestmark = pytest.mark.django_db

CHECKS = "/api/v1/break-pass-checks"


@pytest.fixture(autouse=True)
def nothing_counted_yet():
    cache.clear()


@pytest.fixture
def desk():
    """A browser that never met us: no session, no token."""
    return APIClient(enforce_csrf_checks=True)


@pytest.fixture
def policy(organisation, ada):
    return policy_of(organisation, ada, places=5)


def checked(desk, row, **more):
    body = {"id": str(row.id), "secret": secret_for(row)} | more
    return desk.post(CHECKS, body, format="json")


def test_a_running_pass_is_valid(asha, policy, signed_in, desk):
    said = signed_in(asha).put(url(uuid4()), {"minutes": 10}).json()

    response = desk.post(CHECKS, {"id": said["id"], "secret": said["secret"]}, format="json")

    assert response.status_code == 200
    assert response.json() == {
        name: said["shown"][name] for name in ("name", "minutes", "starts_at", "ends_at", "words")
    } | {"state": "valid"}


def test_one_that_ran_out_or_was_given_back_says_so(asha, ben, policy, desk):
    over = on_a_pass(asha, now=timezone.now() - 20 * MINUTE)
    ended = on_a_pass(ben, now=timezone.now())
    give_back(ben, id=ended.id, now=timezone.now())

    assert checked(desk, over).json()["state"] == "over"
    assert checked(desk, ended).json()["state"] == "ended"


def test_a_place_in_line_is_no_pass(asha, ben, organisation, ada, desk):
    policy_of(organisation, ada, places=1)
    on_a_pass(asha, now=timezone.now())

    assert checked(desk, on_a_pass(ben, now=timezone.now())).status_code == 404


def test_a_wrong_secret_is_byte_for_byte_like_a_wrong_id(asha, ben, policy, desk):
    row, other = on_a_pass(asha, now=timezone.now()), on_a_pass(ben, now=timezone.now())

    answers = [
        checked(desk, row, secret="s" * 43),
        checked(desk, row, id=str(uuid4())),
        checked(desk, row, id=str(other.id)),
        checked(desk, row, secret=row.secret_hash),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_the_secret_is_stored_as_a_hash_alone(asha, policy):
    row = on_a_pass(asha, now=timezone.now())

    assert row.secret_hash == hashed(secret_for(row))
    assert secret_for(row) not in str(BreakPass.objects.values().get())


def test_a_desk_that_guesses_is_slowed_down(policy, asha, desk):
    row = on_a_pass(asha, now=timezone.now())

    codes = [checked(desk, row, secret="s" * 43).status_code for _ in range(61)]

    assert codes[-1] == 429
    assert set(codes[:-1]) == {404}


def test_every_pass_is_alike_whichever_rule_granted_it(asha, ben, policy, signed_in, desk):
    """Asha has one of her two; Ben is on his third, after a threat."""
    for _ in range(2):
        give_back(ben, id=on_a_pass(ben, now=timezone.now()).id, now=timezone.now())
    ordinary = signed_in(asha).put(url(uuid4()), {"minutes": 15})
    claimed = signed_in(ben).put(url(uuid4()), {"minutes": 15, "because": "threat"})
    rows = [BreakPass.objects.get(id=answer.json()["id"]) for answer in (ordinary, claimed)]

    assert ordinary.status_code == claimed.status_code == 201
    own = {"id", "name", "starts_at", "ends_at", "secret"}
    assert bare(ordinary.json(), own) == bare(claimed.json(), own)
    seen = [checked(desk, row).json() for row in rows]
    assert bare(seen[0], own) == bare(seen[1], own)
    stored = [model_to_dict(row) for row in rows]
    mine = {"id", "agent", "turn", "secret_hash", "asked_at", "starts_at", "ends_at"}
    assert bare(stored[0], mine) == bare(stored[1], mine)
    assert len(ordinary.content) - len("Asha") == len(claimed.content) - len("Ben")


def bare(value, own):
    if not isinstance(value, dict):
        return value
    return {name: bare(inner, own) for name, inner in value.items() if name not in own}


def test_no_column_has_room_for_a_reason():
    columns = {field.name for field in BreakPass._meta.get_fields()}

    assert columns == {
        "pk", "agent", "id", "floor", "turn", "minutes", "secret_hash",
        "asked_at", "hold_until", "starts_at", "ends_at", "closed_at",
    }  # fmt: skip


def test_what_was_said_to_get_it_is_nowhere_in_the_database(asha, organisation, ada):
    from django.apps import apps

    policy_of(organisation, ada, passes_a_day=0)
    row, _ = ask_for_pass(asha, id=uuid4(), minutes=5, because="slur", now=NOON + SECOND)

    assert row.starts_at
    rows = [str(found) for model in apps.get_models() for found in model.objects.values()]
    assert not [found for found in rows if "'slur'" in found or "threat'" in bare_names(found)]


def bare_names(found: str) -> str:
    return found.replace("'extra_after_threat'", "").replace("'extra_after_slur'", "")
