"""A file is looked at, then applied as a whole or not at all."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import RosterImport, Unit, User
from accounts.models.people import Role
from accounts.roster.changes import Plan
from accounts.roster.plan import make_plan
from accounts.roster.present import Present
from accounts.roster.writing import write
from wellbeing.core import audit
from wellbeing.core.errors import DomainError, NotFound

# The text holds personal data; a preview that nobody applied is of no use after a day.
TEXT_KEPT = timedelta(hours=24)


class RosterHasErrors(DomainError):
    code = "roster_has_errors"
    message = _("Some rows have mistakes. Nothing was changed.")


class RosterChanged(DomainError):
    code = "roster_changed"
    message = _("Something has changed since this preview. Look at it once more.")


def preview(
    importer: User, *, id: UUID, file_name: str, text: str, absent_leave: bool, now: datetime
) -> tuple[RosterImport, Plan, bool]:
    """What the file would change; the last value says whether the import is new."""
    known = RosterImport.objects.filter(imported_by=importer, id=id).first()
    if known and known.applied_at:
        return known, Plan(), False
    plan = make_plan(text, Present(importer, now), absent_leave=absent_leave)
    roster, created = RosterImport.objects.update_or_create(
        imported_by=importer,
        id=id,
        defaults={
            "file_name": file_name,
            "text": text,
            "absent_leave": absent_leave,
            "digest": plan.digest(),
            "summary": plan.summary(),
            "created_at": now,
        },
    )
    return roster, plan, created


@transaction.atomic
def apply(importer: User, *, id: UUID, now: datetime) -> RosterImport:
    """Do what the preview promised. Raises RosterHasErrors, RosterChanged and NotFound."""
    # One import at a time, whoever applies it.
    list(Unit.objects.select_for_update().filter(parent=None))
    imports = RosterImport.objects.select_for_update(of=["self"]).select_related("imported_by")
    roster = imports.filter(imported_by=importer, id=id).first()
    if roster is None:
        raise NotFound
    if roster.applied_at:
        return roster
    plan = _promised(roster, now)
    write(plan, roster, now=now)
    roster.text, roster.applied_at = "", now
    roster.save(update_fields=["text", "applied_at"])
    audit.record(
        "roster_applied", actor_id=importer.pk, role=Role.ADMINISTRATOR, now=now, **roster.summary
    )
    return roster


def _promised(roster: RosterImport, now: datetime) -> Plan:
    if roster.summary["rows"] and not roster.text:  # dropped after a day
        raise RosterChanged
    present = Present(roster.imported_by, now)
    plan = make_plan(roster.text, present, absent_leave=roster.absent_leave)
    if plan.problems:
        raise RosterHasErrors
    if plan.digest() != roster.digest:
        raise RosterChanged
    return plan
