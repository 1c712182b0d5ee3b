"""Two-way messages between the reporter and whoever handles the case."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from wellbeing.core.events import publish
from wellbeing.core.sealing import open_sealed, seal
from wellbeing.incidents.errors import CaseIsOver
from wellbeing.incidents.events import CaseMoved
from wellbeing.incidents.models import Case, CaseMessage
from wellbeing.incidents.rules import OPEN


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
    if known := case.messages.filter(uid=uid, by_reporter=by_reporter).first():
        return known, False
    if case.state not in OPEN or case.key is None:
        raise CaseIsOver
    message = CaseMessage(
        case=case, uid=uid, by_reporter=by_reporter, author=author,
        number=case.messages.count() + 1, sent_at=now,
    )  # fmt: skip
    message.sealed = seal(case.key, text, place=message.place)
    message.save(force_insert=True)
    Case.objects.filter(pk=case.pk).update(changed_at=now)
    publish(CaseMoved(case_id=str(case.pk), by_reporter=by_reporter))
    return message, True


def words_of(case: Case) -> list[tuple[CaseMessage, str]]:
    """Every message with its words, in order."""
    if case.key is None:
        return []
    found = case.messages.select_related("author").order_by("number")
    return [(one, open_sealed(case.key, bytes(one.sealed), place=one.place)) for one in found]
