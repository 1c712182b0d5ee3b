"""Two-way messages between the reporter and whoever handles the case."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from wellbeing.core.events import publish
from wellbeing.core.sealing import open_sealed, seal
from wellbeing.incidents.errors import CaseIsOver, ReportIsOver
from wellbeing.incidents.events import CaseMoved
from wellbeing.incidents.models import Case, CaseMessage
from wellbeing.incidents.rules import OPEN
from wellbeing.incidents.services.handling import find_held
from wellbeing.incidents.services.moments import of_reporter
from wellbeing.incidents.services.resuming import reporter_wrote
from wellbeing.incidents.services.trail import OPENED, note


@transaction.atomic
def write(
    case: Case, *, uid: UUID, text: str, author: User | None, now: datetime
) -> tuple[CaseMessage, bool]:
    """Stored once for each id; `author` is a handler, or None for the reporter.

    Raises CaseIsOver.
    """
    # One at a time in each case, so that numbers have no gaps.
    case = Case.objects.select_for_update(of=("self",)).select_related("key").get(pk=case.pk)
    by_reporter = author is None
    assert author is None or case.assigned_to_id == author.pk, "whoever holds it writes"
    if known := case.messages.filter(uid=uid, by_reporter=by_reporter).first():
        return known, False
    if case.state not in OPEN or case.key is None:
        raise ReportIsOver if by_reporter else CaseIsOver
    at = of_reporter(case, now) if by_reporter else now
    message = CaseMessage(
        case=case, uid=uid, by_reporter=by_reporter, author=author,
        number=case.messages.count() + 1, sent_at=at,
    )  # fmt: skip
    message.sealed = seal(case.key, text, place=message.place)
    message.save(force_insert=True)
    if by_reporter:
        reporter_wrote(case, now=at)
    note("case_message", case, actor=author, now=now, message=message.number)
    Case.objects.filter(pk=case.pk).update(changed_at=at)
    publish(CaseMoved(case_id=str(case.pk), by_reporter=by_reporter, at=at.isoformat()))
    return message, True


@transaction.atomic
def write_to_reporter(
    handler: User, *, id: UUID, uid: UUID, text: str, now: datetime
) -> tuple[Case, bool]:
    """Raises CaseHeldElsewhere, CaseIsOver and NotFound."""
    case = find_held(handler, id=id, now=now)
    _message, new = write(case, uid=uid, text=text, author=handler, now=now)
    if not new:  # stored long ago, and answered with all of it once more
        note(OPENED, case, actor=handler, now=now)
    case.refresh_from_db(fields=["changed_at"])
    return case, new


def words_of(case: Case) -> list[tuple[CaseMessage, str]]:
    """Every message with its words, in order."""
    if case.key is None:
        return []
    found = case.messages.select_related("author").order_by("number")
    return [(one, open_sealed(case.key, bytes(one.sealed), place=one.place)) for one in found]
