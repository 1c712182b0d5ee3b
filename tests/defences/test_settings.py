"""What an installation chooses is checked before it starts."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).parent.parent.parent
SECRET = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz"  # 24 bytes
PROGRAM = """
import json, django
django.setup()
from django.conf import settings as s
print(json.dumps({n: getattr(s, n) for n in (
    "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_SAMESITE", "SECURE_HSTS_SECONDS", "SECURE_SSL_REDIRECT", "DEBUG", "ADMINS",
    "ALLOWED_HOSTS", "SOCKET_ORIGINS",
)}))
"""


@pytest.fixture
def start(tmp_path):
    """start("manage.py", "check", AFTERCALL_ORIGIN=...): a process with these settings alone."""

    def run(*command: str, **chosen: str) -> "subprocess.CompletedProcess[str]":
        kept = {k: v for k, v in os.environ.items() if k in {"PATH", "HOME"}}
        given = {"AFTERCALL_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "wellbeing.settings"}
        return subprocess.run(
            [sys.executable, *command],
            env=kept | given | chosen,
            cwd=HOME,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_an_https_installation_passes_djangos_own_deployment_checks(start):
    run = start(
        "manage.py", "check", "--deploy", "--fail-level", "INFO",
        AFTERCALL_ORIGIN="https://calls.example",
    )  # fmt: skip

    assert run.returncode == 0, run.stderr


def test_an_https_installation_keeps_cookies_and_visitors_on_tls(start):
    found = json.loads(start("-c", PROGRAM, AFTERCALL_ORIGIN="https://calls.example").stdout)

    assert found["SESSION_COOKIE_SECURE"] is found["CSRF_COOKIE_SECURE"] is True
    assert found["SESSION_COOKIE_HTTPONLY"] is found["SECURE_SSL_REDIRECT"] is True
    assert found["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert found["SECURE_HSTS_SECONDS"] >= 365 * 24 * 3600
    assert found["DEBUG"] is False
    assert found["ADMINS"] == []
    assert found["ALLOWED_HOSTS"] == ["calls.example"]
    assert found["SOCKET_ORIGINS"] == ["https://calls.example"]


@pytest.mark.parametrize(
    ("chosen", "starts"),
    [
        ({}, True),
        ({"AFTERCALL_ORIGIN": "http://127.0.0.1:8000"}, True),
        ({"AFTERCALL_ORIGIN": "https://calls.example"}, True),
        ({"AFTERCALL_ORIGIN": "http://calls.example"}, False),
        ({"AFTERCALL_ORIGIN": "http://localhost.example"}, False),
        ({"AFTERCALL_ORIGIN": "http://calls.example", "AFTERCALL_DEMO": "1"}, True),
    ],
)
def test_moods_never_travel_in_the_clear(start, chosen, starts):
    run = start("manage.py", "check", **chosen)

    assert (run.returncode == 0) is starts
    assert starts or "aftercall.E001" in run.stderr


def test_a_shared_database_needs_shared_keys(start, tmp_path):
    server = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}
    file = str(tmp_path / "shared.json")

    without = start("manage.py", "check", **server)
    mistyped = start("manage.py", "check", AFTERCALL_KEYS=file, **server)
    assert without.returncode == mistyped.returncode == 1
    assert "aftercall.E002" in without.stderr
    assert "aftercall.E002" in mistyped.stderr
    assert not list(tmp_path.glob("*.json"))  # nothing was made up on the way

    start("manage.py", "check", AFTERCALL_KEYS=file)
    assert start("manage.py", "check", AFTERCALL_KEYS=file, **server).returncode == 0


@pytest.mark.parametrize(
    ("address", "secret", "starts"),
    [
        ("https://crm.example/flags", SECRET, True),
        ("https://crm.example/flags", f"whsec_{SECRET}", True),
        ("http://127.0.0.1:9000/flags", SECRET, True),
        ("http://crm.example/flags", SECRET, False),
        ("ftp://crm.example/flags", SECRET, False),
        ("crm.example/flags", SECRET, False),
        ("https://crm.example/flags", "", False),
        ("https://crm.example/flags", "c2hvcnQ=", False),
        ("https://crm.example/flags", "a secret of mine, which is no base64", False),
    ],
)
def test_no_customer_is_named_in_the_clear_or_by_just_anybody(start, address, secret, starts):
    chosen = {"AFTERCALL_CRM_WEBHOOK": address, "AFTERCALL_CRM_SECRET": secret}
    run = start("manage.py", "check", **chosen)

    assert (run.returncode == 0) is starts
    assert starts or "aftercall.E003" in run.stderr


@pytest.mark.parametrize("module", ["wellbeing.wsgi", "wellbeing.asgi"])
def test_a_server_without_manage_py_refuses_as_well(start, module):
    run = start("-c", f"import {module}", AFTERCALL_ORIGIN="http://calls.example")

    assert run.returncode == 1
    assert "not encrypted" in run.stderr


def test_the_key_file_is_for_its_owner_alone(start, tmp_path):
    start("manage.py", "check")

    assert (tmp_path / "keys.json").stat().st_mode & 0o777 == 0o600
