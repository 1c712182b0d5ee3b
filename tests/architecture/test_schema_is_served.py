"""The description of the interface, as somebody who writes a client asks for it."""

import json

import pytest

from tests.people import ApiClient

pytestmark = pytest.mark.django_db


def test_it_is_the_same_for_whoever_asks_again_and_worked_out_once(
    signed_in, asha, django_assert_num_queries
):
    nobody = ApiClient().get("/api/v1/schema")
    assert nobody.status_code == 200
    assert nobody["Content-Type"] == "application/vnd.oai.openapi+json"
    told = json.loads(nobody.content)
    assert told["openapi"] == "3.1.0"
    assert "put" in told["paths"]["/api/v1/reports/{id}"]

    assert signed_in(asha).get("/api/v1/schema").content == nobody.content
    with django_assert_num_queries(0):
        assert ApiClient().get("/api/v1/schema").content == nobody.content
