"""Settings with which Aftercall refuses to start."""

from base64 import b64decode
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks

TAG = "aftercall"
_HERE = {"localhost", "127.0.0.1", "::1"}


@checks.register(TAG)
def origin_is_private(app_configs: Any, **more: Any) -> list[checks.CheckMessage]:
    """Without TLS anybody on the way reads moods; at home and in the demo there is no way."""
    host = urlsplit(settings.ORIGIN).hostname
    if settings.HTTPS or settings.DEMO or host in _HERE:
        return []
    return [
        checks.Error(
            f"AFTERCALL_ORIGIN is {settings.ORIGIN}, which is not encrypted.",
            hint="Put it behind a proxy with a certificate and give its https:// address.",
            id="aftercall.E001",
        )
    ]


@checks.register(TAG)
def keys_are_shared(app_configs: Any, **more: Any) -> list[checks.CheckMessage]:
    """Each machine would make up keys of its own, and find nobody's check-ins."""
    if not settings.KEYS_MISSING:
        return []
    return [
        checks.Error(
            "DATABASE_URL is set, but AFTERCALL_KEYS names no key file that exists.",
            hint="Make it once, with AFTERCALL_KEYS but without DATABASE_URL: manage.py check. "
            "Give every machine the same file, and keep it apart from the database's backups.",
            id="aftercall.E002",
        )
    ]


@checks.register(TAG)
def customer_system_is_private(app_configs: Any, **more: Any) -> list[checks.CheckMessage]:
    """What is sent there names customers, and whoever gets it must know that it is from here."""
    address = urlsplit(settings.CRM_WEBHOOK)
    if not settings.CRM_WEBHOOK or (
        _is_private(address.scheme, address.hostname) and _is_a_secret(settings.CRM_SECRET)
    ):
        return []
    return [
        checks.Error(
            "AFTERCALL_CRM_WEBHOOK needs an https:// address and AFTERCALL_CRM_SECRET.",
            hint="The secret is 24 to 64 random bytes in base64, such as from: "
            "openssl rand -base64 32. Give it to the receiving system as well.",
            id="aftercall.E003",
        )
    ]


def _is_private(scheme: str, host: str | None) -> bool:
    return bool(host) and (scheme == "https" or (scheme == "http" and host in _HERE))


def _is_a_secret(text: str) -> bool:
    try:
        return 24 <= len(b64decode(text.removeprefix("whsec_"), validate=True)) <= 64
    except ValueError:
        return False


def refuse_unsafe_settings() -> None:
    """For servers that start without manage.py."""
    found = [one for one in checks.run_checks(tags=[TAG]) if one.is_serious()]
    if found:
        raise SystemExit("\n".join(f"{one.msg} {one.hint}" for one in found))
