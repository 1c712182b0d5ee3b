"""Which managers and administrators looked at the trends, and when; never which agents."""

from datetime import datetime
from typing import Any, Final

from accounts.models import RoleGrant, User
from accounts.models.people import Role
from wellbeing.core import audit
from wellbeing.core.models import AuditEntry

ACT = "trends_opened"
# A person of several roles looked as the first of these.
WATCHED: Final = (
    Role.MANAGER, Role.ADMINISTRATOR, Role.CASE_HANDLER, Role.SUPERVISOR, Role.COUNSELLOR,
)  # fmt: skip
SHOWN = 50


def record_look(person: User, *, unit: int, now: datetime) -> None:
    """Write down that somebody above an agent looked; agents and peers leave no trace."""
    held = set(RoleGrant.objects.at(now).filter(person=person).values_list("role", flat=True))
    role = next((one for one in WATCHED if one in held), None)
    if role:
        audit.record(ACT, actor_id=person.pk, role=role, now=now, unit=unit)


def unit_of(person: User, *, now: datetime) -> int:
    """What a manager manages; for everybody else where they are; 0 for nowhere."""
    managed = RoleGrant.objects.at(now).filter(person=person, role=Role.MANAGER).first()
    return managed.unit_id if managed else person.unit_id or 0


def latest_looks() -> list[dict[str, Any]]:
    """The last looks, newest first."""
    entries = AuditEntry.objects.filter(act=ACT).select_related("actor").order_by("-at", "-id")
    return [{"at": one.at, "by": str(one.actor or ""), "role": one.role} for one in entries[:SHOWN]]
