"""Whatever somebody sends gets a documented answer and breaks nothing."""

from collections.abc import Callable

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.architecture.files import HOME
from tests.people import ApiClient, sign_in

pytestmark = pytest.mark.django_db

SCHEMA = schemathesis.openapi.from_path(HOME / "docs" / "openapi.yaml")
OPERATIONS = {f"{o.ok().method.upper()} {o.ok().path}": o.ok() for o in SCHEMA.get_all_operations()}
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)
TOKEN = "t" * 32
EXAMPLES = 12


@pytest.fixture(scope="module")
def application():
    """As it is served, but on the connection of the test, which no request may close."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield get_wsgi_application()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(params=["stranger", "asha", "ada"])
def headers(request) -> dict[str, str]:
    """What a browser of nobody, of an agent and of an administrator sends along."""
    client = ApiClient()
    if request.param != "stranger":
        sign_in(client, request.getfixturevalue(request.param))
    cookies = {"csrftoken": TOKEN} | {name: c.value for name, c in client.cookies.items()}
    joined = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return {"Cookie": joined, "X-CSRFToken": TOKEN}


def ask(case: schemathesis.Case, application: Callable, headers: dict[str, str]) -> None:
    cache.clear()
    with transaction.atomic():
        response = case.call(app=application, base_url="http://localhost", headers=headers)
        transaction.set_rollback(True)
    case.validate_response(response, checks=CHECKS)


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_answer_is_documented(name, headers, application):
    operation = OPERATIONS[name]
    cases = st.one_of(
        operation.as_strategy(generation_mode=GenerationMode.POSITIVE),
        operation.as_strategy(generation_mode=GenerationMode.NEGATIVE),
    )

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases)
    def play(case: schemathesis.Case) -> None:
        ask(case, application, headers)

    play()
