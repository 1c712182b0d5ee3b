"""Whoever has the link moves or cancels without signing in, and reads the time alone."""

import json

import pytest
from django.utils import timezone

from tests.support.counselling.diary import fresh
from wellbeing.support.counselling.models import Booking
from wellbeing.support.counselling.services.changes import cancel
from wellbeing.support.counselling.services.posting import link_of

pytestmark = pytest.mark.django_db

LOOKS, MOVES, CANCELLATIONS = (
    f"/api/v1/appointment-{what}" for what in ("looks", "moves", "cancellations")
)


@pytest.fixture
def secret(hers) -> str:
    return link_of(hers).rsplit("/", 1)[-1]


def test_it_says_when_and_not_with_whom_or_about_what(hers, secret, stranger, asha, cole):
    seen = stranger.post(LOOKS, {"secret": secret})

    assert seen.status_code == 200
    assert set(seen.json()) == {"starts_at", "ends_at", "free"}
    text = seen.content.decode()
    said = [asha.name, cole.name, str(asha.pk), str(cole.pk), str(hers.id), str(hers.ref), "Room"]
    assert not [one for one in [*said, "night", "Warsaw"] if one in text]
    assert all(set(one) == {"starts_at", "ends_at"} for one in seen.json()["free"])


def test_it_is_moved_and_the_link_still_leads_there(hers, secret, stranger):
    target = stranger.post(LOOKS, {"secret": secret}).json()["free"][7]

    moved = stranger.post(MOVES, {"secret": secret, "starts_at": target["starts_at"]})

    assert moved.json()["starts_at"] == target["starts_at"]
    assert fresh(hers).sequence == 1
    again = stranger.post(LOOKS, {"secret": secret})
    assert again.json()["starts_at"] == target["starts_at"]


def test_it_is_cancelled_and_the_link_is_worth_nothing_then(hers, secret, stranger):
    assert stranger.post(CANCELLATIONS, {"secret": secret}).status_code == 204

    assert fresh(hers).cancelled_at
    assert stranger.post(LOOKS, {"secret": secret}).status_code == 404


def test_wrong_old_and_used_links_are_byte_for_byte_alike(hers, secret, stranger):
    answers = [stranger.post(LOOKS, {"secret": "s" * 43})]
    Booking.objects.filter(pk=hers.pk).update(starts_at=timezone.now())
    answers.append(stranger.post(LOOKS, {"secret": secret}))
    Booking.objects.filter(pk=hers.pk).update(starts_at=hers.starts_at)
    cancel(hers, by=None, now=timezone.now())
    answers += [stranger.post(route, {"secret": secret}) for route in (LOOKS, CANCELLATIONS)]
    moves = {"secret": secret, "starts_at": hers.starts_at.isoformat()}
    answers.append(stranger.post(MOVES, moves))

    assert {one.status_code for one in answers} == {404}
    assert len({one.content for one in answers}) == 1
    assert len({json.dumps(dict(one.items()), sort_keys=True) for one in answers}) == 1


def test_the_secret_has_256_bits_and_only_its_hash_is_stored(hers, secret):
    assert len(secret) == 43
    assert secret not in str(Booking.objects.filter(pk=hers.pk).values())


def test_it_signs_nobody_in(secret, stranger):
    stranger.post(LOOKS, {"secret": secret})

    assert "sessionid" not in stranger.cookies
    assert stranger.get("/api/v1/bookings").status_code == 401


def test_trying_over_and_over_is_held_off(stranger):
    codes = [stranger.post(LOOKS, {"secret": "s" * 43}).status_code for _ in range(61)]

    assert codes[-1] == 429
