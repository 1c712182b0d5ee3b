"""However somebody's time on a phone ends, it is told no more and its address is forgotten."""

import json

import pytest
from django.utils import timezone

from accounts import access
from accounts.models import Session
from tests.accounts.allauth import BASE
from tests.notifications.phones import Phone, url
from tests.times import DAY, MINUTE
from wellbeing import privacy
from wellbeing.notifications.models import OutgoingPush, PushSubscription

pytestmark = pytest.mark.django_db


def sign_out(phone: Phone) -> None:
    phone.delete(f"{BASE}/auth/session")


def sign_out_from_another(phone: Phone) -> None:
    other = Phone(phone.owner)
    other.delete(f"/api/v1/devices/{phone.device}")


def sign_out_everywhere(phone: Phone) -> None:
    phone.delete("/api/v1/devices")


def leave(phone: Phone) -> None:
    access.leave([phone.owner.pk], now=timezone.now())


def start_afresh(phone: Phone) -> None:
    access.start_afresh([phone.owner.pk])


def call_it_shared(phone: Phone) -> None:
    phone.put(f"/api/v1/devices/{phone.device}", {"kind": "shared"})
    privacy.expire(timezone.now())


def forget_everything(phone: Phone) -> None:
    erased = phone.put(f"/api/v1/erasures/{phone.device}").json()["erased"]
    assert erased["push_subscriptions"] == 1


@pytest.mark.parametrize(
    "end",
    [
        sign_out,
        sign_out_from_another,
        sign_out_everywhere,
        leave,
        start_afresh,
        call_it_shared,
        forget_everything,
    ],
)
def test_nothing_is_left(end, asha, ben, phone_of, service, tell, work):
    phone, his = phone_of(asha), phone_of(ben)
    tell(asha)

    end(phone)
    work()
    tell(asha, "later")
    work()

    assert service.received == []
    assert PushSubscription.objects.get().person == ben
    assert not OutgoingPush.objects.exists()
    assert his.is_told()


def test_a_session_that_ran_out_hears_nothing(asha, phone_of, service, tell, work):
    phone_of(asha)
    Session.objects.filter(person=asha).update(expire_date=timezone.now() - MINUTE)

    tell(asha)
    assert work() == 0

    privacy.expire(timezone.now())
    assert not PushSubscription.objects.exists()


def test_a_new_password_does_not_end_it(asha, phone_of, service, tell, work):
    phone = phone_of(asha)
    session = phone.session
    session.cycle_key()

    tell(asha)

    assert work() == 1
    assert len(service.received) == 1


def test_a_phone_in_use_is_told_for_as_long_as_it_is_signed_in(asha, phone_of):
    phone_of(asha)

    privacy.expire(timezone.now() + 60 * DAY)

    assert PushSubscription.objects.exists()


def test_it_is_counted_and_can_be_taken_along_without_the_address(asha, signed_in):
    phone = Phone(asha)
    phone.asks_to_be_told()

    held = {row["kind"]: row["count"] for row in phone.get("/api/v1/holdings").json()}
    everything = phone.get("/api/v1/exports/everything.json").getvalue()

    assert held["push_subscriptions"] == 1
    (found,) = json.loads(everything)["push_subscriptions"]
    assert (found["device"], found["service"]) == (
        str(phone.device),
        "updates.push.services.mozilla.com",
    )
    assert phone.endpoint.encode() not in everything
    assert phone.delete(url(phone.device)).status_code == 204
