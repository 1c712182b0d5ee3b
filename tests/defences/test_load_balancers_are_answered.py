"""A load balancer knows a node by its address, and asks in plain http."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_it_is_answered_by_address_and_without_tls(settings):
    settings.ALLOWED_HOSTS = ["aftercall.example.org"]
    settings.SECURE_SSL_REDIRECT = True

    response = Client().get("/healthz", headers={"host": "10.1.2.3:8000"})

    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_everything_else_holds_to_the_name(settings):
    settings.ALLOWED_HOSTS = ["aftercall.example.org"]

    assert Client().get("/", headers={"host": "10.1.2.3:8000"}).status_code == 400
