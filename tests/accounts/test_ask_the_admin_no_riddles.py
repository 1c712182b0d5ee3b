"""The admin's own addresses filter; by what it does not show they must not."""

import pytest
from django.test import Client

from tests.people import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def workbench(ada) -> Client:
    client = Client()
    sign_in(client, ada)
    return client


@pytest.mark.parametrize(
    "riddle",
    [
        "password__startswith=md5",
        "diary__startswith=0",
        "found_anew=1",
        "joined_at__gte=2020-01-01",
        "sessions__isnull=False",
        "devices__isnull=False",
        "authenticator__isnull=False",
        "role_grants__role=administrator",
        "unit__people__password__startswith=md5",
    ],
)
def test_a_filter_by_something_hidden_is_refused(workbench, asha, riddle):
    response = workbench.get(f"/admin/accounts/user/?{riddle}")

    assert response.status_code == 400
    assert b"Asha" not in response.content


def test_the_filters_that_are_shown_work(workbench, asha):
    assert b"Asha" in workbench.get("/admin/accounts/user/?is_active__exact=1").content
    assert workbench.get("/admin/accounts/unit/?kind__exact=team").status_code == 200
    assert workbench.get("/admin/accounts/rolegrant/?role__exact=agent").status_code == 200
