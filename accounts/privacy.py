"""What is stored about a person here: shown, exported, forgotten."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef

from accounts import sign_in_links
from accounts.models import Device, Invitation, RosterImport, Session, SignInLink, User
from accounts.models.people import ALWAYS
from accounts.roster.imports import TEXT_KEPT

KIND = "roster"


def holdings(person: User) -> dict[str, Any]:
    return {"kind": KIND, "count": 1, "oldest_at": person.joined_at, "newest_at": person.joined_at}


def export(person: User) -> Iterator[dict[str, Any]]:
    yield {
        "personnel_number": person.personnel_number,
        "name": person.name,
        "email": person.email,
        "language": person.language,
        "time_zone": person.time_zone,
        "country": person.country,
        "unit": [unit.name for unit in person.unit.path()] if person.unit else [],
        "joined_at": person.joined_at,
        "address_or_number_changed": person.found_anew,
        "let_in_anew_at": person.alone_since if person.alone_since > ALWAYS else None,
        "roles": [
            {
                "role": grant.role,
                "unit": grant.unit.name,
                "starts_at": grant.starts_at,
                "until": grant.until,
            }
            for grant in person.role_grants.select_related("unit").order_by("pk")
        ],
        "ways_to_sign_in": [
            {"kind": way.type, "created_at": way.created_at, "last_used_at": way.last_used_at}
            for way in Authenticator.objects.filter(user=person).order_by("pk")
        ],
    }


def erase(person: User, now: datetime) -> int:
    """Nothing: the roster is the employer's own list, and ends with the employment."""
    return 0


def expire(now: datetime) -> None:
    """Rosters that nobody applied, links that ran out, sessions that ran out with their devices."""
    stale = RosterImport.objects.filter(created_at__lt=now - TEXT_KEPT)
    stale.exclude(text="").update(text="")
    SignInLink.objects.filter(expires_at__lt=now - sign_in_links.KEPT).delete()
    Invitation.objects.filter(expires_at__lt=now).delete()
    Session.objects.filter(expire_date__lt=now).delete()
    alive = Session.objects.filter(session_key=OuterRef("session_key"))
    Device.objects.filter(~Exists(alive)).delete()
