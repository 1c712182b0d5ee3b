"""Somebody lets their own phone be told while the app is closed, and takes it back."""

from base64 import urlsafe_b64decode
from uuid import uuid4

import pytest
from django.conf import settings as installed

from tests.notifications.phones import Phone, browser, url
from wellbeing.notifications.models import PushSubscription

pytestmark = pytest.mark.django_db
AS_SHIPPED = list(installed.PUSH_HOSTS)


def test_their_own_phone_is_told_from_now_on(asha):
    phone = Phone(asha)
    assert not phone.is_told()

    answer = phone.asks_to_be_told()

    assert answer.status_code == 201
    assert answer.json()["on"] is True
    assert phone.is_told()


def test_a_repeat_changes_nothing(asha):
    phone = Phone(asha)
    phone.asks_to_be_told()
    before = PushSubscription.objects.values().get()

    assert phone.asks_to_be_told().status_code == 200
    assert PushSubscription.objects.values().get() == before


def test_a_new_address_of_the_same_phone_takes_the_place_of_the_old(asha):
    phone = Phone(asha)
    phone.asks_to_be_told()

    assert phone.asks_to_be_told(endpoint=browser()["endpoint"]).status_code == 200
    assert PushSubscription.objects.count() == 1


def test_taking_it_back_leaves_nothing(asha):
    phone = Phone(asha)
    phone.asks_to_be_told()

    assert phone.delete(url(phone.device)).status_code == 204

    assert not phone.is_told()
    assert not PushSubscription.objects.exists()
    assert phone.delete(url(phone.device)).status_code == 404


def test_a_shared_computer_never_is(asha):
    desk = Phone(asha, kind="shared")

    answer = desk.asks_to_be_told()

    assert answer.status_code == 409
    assert answer.json()["code"] == "only_on_your_own_phone"
    assert desk.get(url("mine")).json()["device"] is None


def test_nor_is_a_browser_that_did_not_say_what_it_runs_on(asha, signed_in):
    assert signed_in(asha).put(url(uuid4()), browser()).status_code == 409


def test_one_phone_cannot_speak_for_another(asha):
    phone, other = Phone(asha), Phone(asha)

    assert phone.put(url(other.device), phone.gives()).status_code == 409
    assert not PushSubscription.objects.exists()


def test_what_belongs_to_somebody_else_is_like_nothing(asha, ben):
    hers, his = Phone(asha), Phone(ben)
    hers.asks_to_be_told()

    theirs, nothing = his.delete(url(hers.device)), his.delete(url(uuid4()))

    assert theirs.status_code == nothing.status_code == 404
    assert theirs.content == nothing.content
    assert hers.is_told()


def test_a_phone_that_changed_hands_tells_its_new_owner_alone(asha, ben):
    hers, his = Phone(asha), Phone(ben)
    hers.asks_to_be_told()

    his.asks_to_be_told(endpoint=hers.endpoint)

    assert his.is_told()
    assert not hers.is_told()


def test_a_browser_gets_the_key_that_it_asks_for(asha):
    key = Phone(asha).get(url("mine")).json()["key"]

    raw = urlsafe_b64decode(key + "=")
    assert len(raw) == 65
    assert raw[0] == 4  # an uncompressed point of P-256
    assert Phone(asha).get(url("mine")).json()["key"] == key


def test_where_a_phone_is_reached_cannot_be_read_in_a_stolen_database(asha):
    phone = Phone(asha)
    phone.asks_to_be_told()

    stored = str(PushSubscription.objects.values().get())

    assert "mozilla.com" not in stored
    assert phone.gives()["auth"] not in stored
    made_on = PushSubscription.objects.get().made_on
    assert made_on.timestamp() % 86400 == 0  # the day alone


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example.com/1",
        "https://localhost/1",
        "https://127.0.0.1/1",
        "https://10.1.2.3/1",
        "https://[::1]/1",
        "https://169.254.169.254/latest/meta-data",
        "https://2130706433/1",
        "https://127.1/1",
        "https://0x7f.0.0.1/1",
        "https://intranet/1",
        "https://files.internal/1",
        "https://printer.local/1",
        "https://push.example.com:6379/1",
        "https://somebody@push.example.com/1",
        "https://push.example.com\\@127.0.0.1/1",
        "https://push.example.com/with space",
        "https://push.example.com/\u043f",
        "https:///1",
        "ftp://push.example.com/1",
        "//push.example.com/1",
        "https://[/1",
        "https://push.example.com:x/1",
        "https://push.example.com/" + "1" * 1000,
        "",
    ],
)
def test_nothing_but_a_push_service_is_an_address(asha, endpoint):
    answer = Phone(asha).asks_to_be_told(endpoint=endpoint)

    assert answer.status_code == 400
    assert set(answer.json()["fields"]) == {"endpoint"}
    assert not PushSubscription.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("p256dh", "A" * 87),  # no point of the curve
        ("p256dh", "BA"),
        ("p256dh", "!" * 87),
        ("auth", "A" * 21),
        ("auth", "\u0410" * 22),
        ("auth", "A" * 23),
    ],
)
def test_keys_that_no_browser_has_are_refused(asha, field, value):
    answer = Phone(asha).asks_to_be_told(**{field: value})

    assert answer.status_code == 400
    assert set(answer.json()["fields"]) == {field}


@pytest.mark.parametrize(
    ("endpoint", "status"),
    [
        ("https://fcm.googleapis.com/fcm/send/1", 201),
        ("https://updates.push.services.mozilla.com/wpush/v2/1", 201),
        ("https://wns2-am3p.notify.windows.com/w/?token=1", 201),
        ("https://web.push.apple.com/1", 201),
        ("https://push.apple.com.example.org/1", 400),
        ("https://evilpush.apple.com/1", 400),
        ("https://googleapis.com/1", 400),
        ("https://slow.example.org/1", 400),
        (f"https://{'a' * 64}.push.apple.com/1", 400),
    ],
)
def test_only_the_services_that_browsers_use_are_written_to(asha, settings, endpoint, status):
    settings.PUSH_HOSTS = AS_SHIPPED

    assert Phone(asha).asks_to_be_told(endpoint=endpoint).status_code == status
