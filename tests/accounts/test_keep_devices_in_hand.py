"""One's own phone stays signed in, a shared computer does not, and each can be ended from afar."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import F
from django.utils import timezone

from accounts.models import Device, Session
from accounts.sessions import SessionStore
from tests.accounts.allauth import BASE, sign_in
from tests.checkins.words import tap
from tests.people import ApiClient
from tests.times import DAY, MINUTE

pytestmark = pytest.mark.django_db

ANDROID = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"


def url(id: object) -> str:
    return f"/api/v1/devices/{id}"


@pytest.fixture
def on_device():
    """on_device(person, "own"): signed in with a password on such a device."""

    def client_of(person, kind: str, id=None) -> ApiClient:
        client = ApiClient()
        sign_in(client, person.personnel_number)
        client.device = id or uuid4()
        answer = client.put(url(client.device), {"kind": kind}, headers={"User-Agent": ANDROID})
        assert answer.status_code in {200, 201}, answer.content
        return client

    return client_of


def age(client: ApiClient, by: timedelta) -> None:
    """As if the last request had been so much earlier."""
    Session.objects.filter(pk=client.session.session_key).update(expire_date=F("expire_date") - by)
    session = client.session
    if not session.get("device"):
        return
    ends = Session.objects.get(pk=session.session_key).expire_date
    seen = session["device"]["seen"] - by.total_seconds()
    session["device"] = session["device"] | {"seen": seen}
    session.save()
    Session.objects.filter(pk=session.session_key).update(expire_date=ends)


def works(client: ApiClient) -> bool:
    return client.get("/api/v1/people/me").status_code == 200


def test_ones_own_phone_stays_for_ninety_days(asha, on_device):
    phone = on_device(asha, "own")

    assert 90 <= phone.cookies["sessionid"]["max-age"] / DAY.total_seconds() <= 91
    age(phone, 89 * DAY)
    assert works(phone)
    age(phone, 89 * DAY)  # being used prolonged it
    assert works(phone)
    age(phone, 92 * DAY)
    assert not works(phone)


def test_a_shared_computer_ends_with_the_browser_and_after_half_an_hour(asha, on_device):
    desk = on_device(asha, "shared")

    assert desk.cookies["sessionid"]["max-age"] == ""
    age(desk, 28 * MINUTE)
    assert works(desk)
    age(desk, 28 * MINUTE)
    assert works(desk)
    age(desk, 36 * MINUTE)
    assert not works(desk)


def test_a_session_that_never_says_what_it_runs_on_ends_with_the_browser(asha, stranger):
    sign_in(stranger, "asha")

    assert stranger.cookies["sessionid"]["max-age"] == ""
    age(stranger, 25 * 60 * MINUTE)
    assert not works(stranger)


def test_the_list_names_devices_and_marks_this_one(asha, on_device):
    on_device(asha, "shared")
    phone = on_device(asha, "own")

    listed = {row["id"]: row for row in phone.get("/api/v1/devices").json()}

    here = listed[str(phone.device)]
    assert (here["current"], here["kind"], here["name"]) == (True, "own", "Chrome, Android")
    assert sum(row["current"] for row in listed.values()) == 1
    assert len(listed) == 2


def test_one_device_is_signed_out_from_another(asha, on_device, drain):
    desk, phone = on_device(asha, "shared"), on_device(asha, "own")

    assert phone.delete(url(desk.device)).status_code == 204

    assert not works(desk)
    assert works(phone)
    assert "AccessEnded" in drain()


def test_everywhere_means_here_as_well(asha, on_device, stranger, drain):
    sign_in(stranger, "asha")  # it never said what it runs on
    desk, phone = on_device(asha, "shared"), on_device(asha, "own")

    assert phone.delete("/api/v1/devices").status_code == 204

    assert not any(works(client) for client in (desk, phone, stranger))
    assert not Session.objects.filter(person=asha).exists()
    assert not Device.objects.exists()
    assert "AccessEnded" in drain()


def test_somebody_elses_device_is_like_none(asha, ben, on_device):
    phone, other = on_device(asha, "own"), on_device(ben, "own")

    theirs, wrong = other.delete(url(phone.device)), other.delete(url(uuid4()))

    assert theirs.status_code == wrong.status_code == 404
    assert theirs.content == wrong.content
    assert works(phone)


def test_somebody_elses_device_id_is_simply_free(asha, ben, on_device):
    phone = on_device(asha, "own")

    other = on_device(ben, "own", id=phone.device)

    assert works(phone)
    assert works(other)
    assert Device.objects.filter(id=phone.device).count() == 2


def test_signing_in_again_on_a_device_ends_its_older_session(asha, on_device):
    phone = on_device(asha, "own")

    again = on_device(asha, "own", id=phone.device)

    assert not works(phone)
    assert works(again)
    assert Device.objects.count() == 1


def test_a_session_has_one_device(asha, on_device):
    phone = on_device(asha, "own")

    phone.put(url(uuid4()), {"kind": "shared"})

    assert Device.objects.get().kind == "shared"
    assert phone.cookies["sessionid"]["max-age"] == ""


def test_signing_out_ends_the_device_as_well(asha, on_device, drain):
    phone = on_device(asha, "own")

    phone.delete(f"{BASE}/auth/session")

    assert not works(phone)
    assert not Device.objects.exists()
    assert not Session.objects.filter(person=asha).exists()
    assert "AccessEnded" in drain()


def test_a_check_in_costs_no_more_on_a_device(asha, on_device, django_assert_num_queries):
    phone = on_device(asha, "own")

    with django_assert_num_queries(3):  # session, person, the one INSERT
        phone.put(f"/api/v1/checkins/{uuid4()}", tap())


def test_who_signs_out_while_something_is_asked_hears_that_nobody_is_signed_in(asha, on_device):
    """Not that the question was wrong: what waits to be sent would be set aside for it."""
    desk = on_device(asha, "shared")
    age(desk, 10 * MINUTE)  # so that the session would be prolonged
    gone = []

    def sign_out_meanwhile(execute, sql, params, many, context):
        if "accounts_user" in sql and not gone:
            gone.append(Session.objects.filter(person=asha).delete())
        return execute(sql, params, many, context)

    with connection.execute_wrapper(sign_out_meanwhile):
        answer = desk.get("/api/v1/people/me")

    assert gone
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


def test_being_seen_is_written_once_a_day(asha, on_device):
    phone = on_device(asha, "own")
    Device.objects.update(last_seen_at=F("last_seen_at") - DAY)
    works(phone)
    assert timezone.now() - Device.objects.get().last_seen_at > DAY

    age(phone, DAY)
    works(phone)

    assert timezone.now() - Device.objects.get().last_seen_at < DAY


@pytest.mark.parametrize(("kind", "grid"), [("own", DAY), ("shared", 5 * MINUTE)])
def test_no_time_of_a_device_stands_beside_the_time_of_a_check_in(asha, on_device, kind, grid):
    phone = on_device(asha, kind)
    age(phone, grid)
    phone.put(f"/api/v1/checkins/{uuid4()}", tap())

    device, session = Device.objects.get(), Session.objects.get(person=asha)
    for moment in (device.signed_in_at, device.last_seen_at, session.expire_date):
        assert moment.timestamp() % grid.total_seconds() == 0


def test_a_stolen_session_says_nothing_without_the_key(asha, on_device, settings):
    on_device(asha, "own")
    sealed = Session.objects.get(person=asha).session_data

    assert sealed.startswith("gAAAA")  # Fernet's own mark, and no moment of signing in
    settings.SECRET_KEY = "another key"
    assert SessionStore().decode(sealed) == {}


def test_a_device_of_no_known_kind_is_refused(asha, signed_in):
    assert signed_in(asha).put(url(uuid4()), {"kind": "stolen"}).status_code == 400
