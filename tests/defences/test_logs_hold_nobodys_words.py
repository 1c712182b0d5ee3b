"""Whatever people do and whatever breaks: the log names no one and quotes nothing."""

import io
import logging
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.urls import path
from rest_framework.views import APIView

from tests.checkins.words import tap, url
from tests.defences.test_headers import urlpatterns as everything
from tests.people import ApiClient
from tests.resets import floors
from tests.resets.words import session
from tests.resets.words import url as reset_url
from wellbeing import urls as ours
from wellbeing.celery import app
from wellbeing.resets.models import BreakPass
from wellbeing.resets.services.passes import secret_for

pytestmark = pytest.mark.django_db

CANARY = "canary7391"
urlpatterns = list(everything)
handler404, handler500 = ours.handler404, ours.handler500


class Broken(APIView):
    """Fails with everybody's words in its message, as a database driver does."""

    permission_classes = []

    def put(self, request, id):
        try:
            int(str(request.data))
        except ValueError as cause:
            raise RuntimeError(f"{CANARY} {request.user} {request.data}") from cause

    def get(self, request, id):
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s FROM nowhere", [CANARY])


urlpatterns.append(path("api/v1/broken/<str:id>", Broken.as_view()))


@pytest.fixture
def log():
    """What an operator would read: the configured handler, everything it is given."""
    (handler,) = (h for h in logging.root.handlers if isinstance(h.formatter, _formatter()))
    written = io.StringIO()
    before, level = handler.setStream(written), logging.root.level
    yield written
    handler.setStream(before)
    logging.root.setLevel(level)


def _formatter() -> type:
    from wellbeing.core.logs import PlacesOnly

    return PlacesOnly


@pytest.fixture
def marked(person):
    user = person(f"{CANARY}-number", name=f"{CANARY} name")
    user.email = f"{CANARY}@example.org"
    user.set_password(f"{CANARY} password")
    user.save()
    return user


def play(phone, marked) -> None:
    """A day of one person, with everything that may go wrong."""
    phone.get("/api/v1/people/me")
    phone.put(url(uuid4()), tap(mood=1, note=f"{CANARY} note", sources=[CANARY]))
    phone.put(url(uuid4()), tap(mood=CANARY))
    phone.put(url(uuid4()), f"{CANARY} no json", content_type="application/json")
    phone.put(url(uuid4()), f"{CANARY}", content_type="text/plain")
    phone.put(url(uuid4()), tap(), headers={"Device-Time": CANARY, "Aftercall-Account": CANARY})
    phone.get(f"/api/v1/checkins?since={CANARY}")
    phone.get(f"/api/v1/{CANARY}?search={CANARY}")
    phone.get(f"/{CANARY}")
    phone.get("/", headers={"Host": f"{CANARY}.example"})
    Client(enforce_csrf_checks=True).put(url(CANARY), headers={"Origin": f"https://{CANARY}"})
    for password in (f"{CANARY} wrong", f"{CANARY} password"):
        ApiClient().post(
            "/_allauth/browser/v1/auth/login",
            {"username": marked.personnel_number, "password": password},
        )
    phone.put(f"/api/v1/broken/{CANARY}", {"note": CANARY})


def take_breaks(phone, marked, ada) -> None:
    """Resets and passes of the same person, and a desk that shows the wrong secret."""
    phone.put(reset_url(uuid4()), session("grounding", before=1))
    phone.put(reset_url(uuid4()), session(CANARY, before=CANARY))
    phone.put(reset_url(CANARY), session())
    phone.get(f"/api/v1/resets?since={CANARY}")
    floors.policy_of(marked.unit, ada, passes_a_day=1)
    for because in ("slur", CANARY):
        phone.put(floors.url(uuid4()), {"minutes": 5, "because": because})
    phone.put(floors.url(uuid4()), {"minutes": CANARY})
    phone.put(floors.acceptance(CANARY))
    given = BreakPass.objects.get(agent=marked)
    for secret in (secret_for(given), f"{CANARY} wrong"):
        check = {"id": str(given.id), "secret": secret}
        ApiClient().post("/api/v1/break-pass-checks", check, format="json")
        phone.put(f"/api/v1/broken/{given.id}", check | {"because": "slur", "kind": "grounding"})


def test_the_log_of_resets_and_passes_names_neither_person_nor_claim(log, marked, signed_in, ada):
    logging.root.setLevel(logging.DEBUG)
    phone = signed_in(marked)
    phone.raise_request_exception = False

    with override_settings(ROOT_URLCONF=__name__):
        take_breaks(phone, marked, ada)

    given, text = BreakPass.objects.get(agent=marked), log.getvalue()
    assert "RuntimeError" in text
    words = {CANARY, str(marked.pk), "slur", "grounding", str(given.id), secret_for(given)}
    assert not [word for word in words if word in text]


def test_the_log_of_a_day_holds_no_canary(log, marked, signed_in):
    phone = signed_in(marked)
    phone.raise_request_exception = False

    with override_settings(ROOT_URLCONF=__name__):
        play(phone, marked)

    text = log.getvalue()
    assert "RuntimeError" in text  # the fault itself is written down, with its place
    assert "test_logs_hold_nobodys_words.py" in text
    assert "api/v1/broken/<str:id>" in text
    assert CANARY not in text
    assert str(marked.pk) not in text


def test_a_fault_of_the_database_is_told_without_the_row(log, marked, signed_in):
    phone = signed_in(marked)
    phone.raise_request_exception = False

    with override_settings(ROOT_URLCONF=__name__):
        phone.get(f"/api/v1/broken/{CANARY}")

    assert "django.db.utils." in log.getvalue()
    assert CANARY not in log.getvalue()


def test_even_a_chatty_level_quotes_nobody(log, marked, signed_in):
    logging.root.setLevel(logging.DEBUG)
    phone = signed_in(marked)
    phone.raise_request_exception = False

    with override_settings(ROOT_URLCONF=__name__):
        play(phone, marked)

    assert CANARY not in log.getvalue()


def test_a_task_that_fails_tells_its_name_alone(log):
    @app.task(name="tests.canary")
    def fail(words: str) -> None:
        raise RuntimeError(words)

    fail.apply(args=[CANARY])
    logging.getLogger("celery.app.trace").error(
        "Task %(name)s[%(id)s] raised: %(exc)s",
        {"name": "tests.canary", "id": "1", "exc": CANARY, "args": CANARY, "kwargs": CANARY},
    )

    assert "tests.canary" in log.getvalue()
    assert CANARY not in log.getvalue()


def test_nothing_is_mailed_and_no_request_is_written_by_the_server():
    from wellbeing.core.management.commands.serve import config_for

    assert logging.getLogger("django").handlers == []
    assert logging.getLogger("django.request").handlers == []
    assert settings.ADMINS == []
    assert config_for("127.0.0.1", 0).access_log is False
    assert config_for("127.0.0.1", 0).log_config is None
