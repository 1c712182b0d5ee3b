"""What has had its use is dropped: texts of rosters, links, sessions and their devices."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import Device, Invitation, RosterImport, Session, SignInLink, User
from tests.accounts.allauth import sign_in
from tests.times import DAY, HOUR
from wellbeing import privacy

pytestmark = pytest.mark.django_db

TEXT = "personnel_number,name\nn1,Noor"


def test_a_roster_that_nobody_applied_is_dropped_after_a_day(ada, signed_in):
    client, url = signed_in(ada), f"/api/v1/roster-imports/{uuid4()}"
    client.put(url, {"file_name": "a.csv", "text": TEXT})

    privacy.expire(timezone.now() + 23 * HOUR)
    assert RosterImport.objects.get().text == TEXT
    privacy.expire(timezone.now() + 25 * HOUR)

    assert RosterImport.objects.get().text == ""
    late = signed_in(ada)  # the session had run out as well
    assert late.put(f"{url}/application").json()["code"] == "roster_changed"


def test_links_go_when_they_have_run_out(ada, team, signed_in):
    client = signed_in(ada)
    noor = User.objects.create_user("noor", None, name="Noor", unit=team)
    client.put(f"/api/v1/invitations/{uuid4()}", {"person": str(noor.pk)})
    client.put(f"/api/v1/sign-in-links/{uuid4()}")

    privacy.expire(timezone.now() + timedelta(minutes=1))
    assert (Invitation.objects.count(), SignInLink.objects.count()) == (1, 1)
    privacy.expire(timezone.now() + 15 * DAY)

    assert (Invitation.objects.count(), SignInLink.objects.count()) == (0, 0)


def test_sessions_that_ran_out_take_their_devices_along(asha, stranger):
    sign_in(stranger, "asha")
    stranger.put(f"/api/v1/devices/{uuid4()}", {"kind": "shared"})

    privacy.expire(timezone.now() + HOUR)

    assert not Session.objects.exists()
    assert not Device.objects.exists()


def test_ones_devices_are_counted_and_exported(asha, stranger):
    sign_in(stranger, "asha")
    stranger.put(f"/api/v1/devices/{uuid4()}", {"kind": "own"})

    held = {row["kind"]: row["count"] for row in stranger.get("/api/v1/holdings").json()}
    answer = stranger.get("/api/v1/exports/everything.json")
    copy = b"".join(answer.streaming_content).decode()

    assert held["devices"] == 1
    assert '"devices"' in copy
    assert "session" not in copy
