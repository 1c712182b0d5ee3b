"""Reports as tests send them."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from accounts.models import RoleGrant, Unit, User
from accounts.models.people import Role
from tests.times import LONG_AGO
from wellbeing.incidents.models import Case
from wellbeing.incidents.receipts import LETTERS, RANDOM, checksum
from wellbeing.incidents.services import handling
from wellbeing.incidents.services.reporting import Said, report

REPORTS, CASES = "/api/v1/reports", "/api/v1/cases"
ANONYMOUS = "/api/v1/anonymous-reports"
LOOKS, WRITES = "/api/v1/receipt-looks", "/api/v1/receipt-messages"
STORY = "He said that he knows where I park."


def said(**more: Any) -> dict[str, Any]:
    at = timezone.now() - timedelta(minutes=5)
    short = {"kinds": ["insult", "threat"], "severity": 3, "happened_at": at.isoformat()}
    return short | {"story": STORY, "reference": "A-1047", "acts": ["boundary", "ended"]} | more


def signed(identity: str = "named", **more: Any) -> dict[str, Any]:
    return said(**more) | {"identity": identity}


def url(id: object, more: str = "") -> str:
    return f"{REPORTS}/{id}{more}"


def case_url(case: object, more: str = "") -> str:
    return f"{CASES}/{case}{more}"


def receipt(seed: int = 0) -> str:
    random = "".join(LETTERS[(seed * 7 + place * 5) % 32] for place in range(RANDOM))
    return random + checksum(random)


def reported(person: User, *, now: datetime | None = None, **more: Any) -> Case:
    now = now or timezone.now()
    words = {"kinds": ["insult"], "severity": 1, "channel": "phone", "acts": [], "story": STORY}
    not_to = more.pop("not_to", ())
    what = Said(**words | {"happened_at": now - timedelta(hours=1)} | more)
    case, _new = report(
        person, uid=uuid4(), identity="confidential", said=what, not_to=not_to, now=now
    )
    return case


def acknowledged(case: Case, handler: User, *, now: datetime | None = None) -> Case:
    return handling.acknowledge(handler, id=case.pk, now=now or timezone.now())


def handles(person: User, unit: Unit) -> None:
    RoleGrant.objects.create(person=person, role=Role.CASE_HANDLER, unit=unit, starts_at=LONG_AGO)


def leads(person: User, unit: Unit, role: Role = Role.SUPERVISOR) -> None:
    RoleGrant.objects.create(person=person, role=role, unit=unit, starts_at=LONG_AGO)


def case_of(client: Any, id: UUID) -> dict[str, Any]:
    found: dict[str, Any] = client.get(url(id)).json()
    return found
