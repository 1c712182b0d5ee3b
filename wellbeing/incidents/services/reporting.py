"""What somebody does who reports: send it, write, take it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import User
from wellbeing.core import chain
from wellbeing.core.events import publish
from wellbeing.core.sealing import destroy, new_key, open_sealed, seal
from wellbeing.incidents import receipts
from wellbeing.incidents.errors import CaseIsKept, HappenedElsewhen, OutcomeStands, ReceiptTaken
from wellbeing.incidents.events import CaseMoved
from wellbeing.incidents.models import Case
from wellbeing.incidents.models.cases import whose_report
from wellbeing.incidents.rules import ANONYMOUS, CLOSED, HOUR, OLDEST, OPEN, WITHDRAWN, by_the_hour
from wellbeing.incidents.services import alerts, deadlines, holding
from wellbeing.incidents.services.counting import note_kinds, take_back_kinds
from wellbeing.incidents.services.moments import of_reporter
from wellbeing.incidents.services.trail import note


@dataclass(frozen=True, kw_only=True)
class Said:
    """The short form."""

    kinds: Sequence[str]
    severity: int
    channel: str
    acts: Sequence[str]
    happened_at: datetime
    story: str = ""
    reference: str = ""
    urgent: bool = False


def report(
    reporter: User,
    *,
    uid: UUID,
    identity: str,
    said: Said,
    not_to: Sequence[User] = (),
    now: datetime,
) -> tuple[Case, bool]:
    """Once for each id, however often it is sent; the second value says whether this was the first.

    Raises HappenedElsewhen.
    """
    mine = Case.objects.filter(reporter=reporter, uid=uid)
    if known := mine.first() or _erased(uid):
        return known, False
    case = Case(identity=identity, reporter=reporter, uid=uid, unit=reporter.unit)
    case.whose = whose_report(reporter.diary)
    try:
        return _open(case, said, not_to, now), True
    except IntegrityError:  # a repeat overtook us
        return mine.get(), False


def _erased(uid: UUID) -> Case | None:
    """What was erased stays so, when a phone repeats what it sent before; it is nobody's now."""
    return Case.objects.filter(uid=uid, reporter=None).first()


def report_without_a_name(*, receipt: str, said: Said, now: datetime) -> tuple[Case, bool]:
    """The receipt takes the place of an id: who sends it again is told the same.

    Raises HappenedElsewhen, and ReceiptTaken where it already stands for something else.
    """
    mine = Case.objects.filter(receipt_hash=receipts.hash_of(receipt))
    if known := mine.first():
        return _same(known, said), False
    case = Case(identity=ANONYMOUS, receipt_hash=receipts.hash_of(receipt))
    try:
        return _open(case, said, (), now), True
    except IntegrityError:
        return _same(mine.get(), said), False


def _same(known: Case, said: Said) -> Case:
    """Two that drew the same ninety bits do not exist; a receipt that is typed over again does."""
    # A phone whose clock runs ahead was stored a little earlier than it says when it repeats:
    # at the turn of an hour, an hour earlier.
    apart = abs(known.happened_at - by_the_hour(said.happened_at))
    if list(known.kinds) != list(said.kinds) or apart > HOUR:
        raise ReceiptTaken
    return known


@transaction.atomic
def _open(case: Case, said: Said, not_to: Sequence[User], now: datetime) -> Case:
    if not now - OLDEST <= said.happened_at <= now:
        raise HappenedElsewhen
    case.kinds, case.severity, case.channel = list(said.kinds), said.severity, said.channel
    case.acts, case.happened_at = list(said.acts), said.happened_at
    if case.identity == ANONYMOUS:  # the minute of a call says who took it
        case.happened_at = by_the_hour(said.happened_at)
    case.urgent = said.urgent
    case.country = case.reporter.country if case.reporter else ""
    # Not every zone begins its hours together.
    at = max(of_reporter(case, now), case.happened_at).astimezone(UTC)
    case.received_at = case.changed_at = at
    case.key = new_key()
    case.story = seal(case.key, said.story, place=case.place("story"))
    case.reference = seal(case.key, said.reference, place=case.place("reference"))
    case.save(force_insert=True)
    for person in not_to:
        case.exclusions.create(person=person, named=True)
    note("case_reported", case, actor=None, now=now)
    deadlines.start(case, now=at)
    alerts.start(case, now=now)
    if case.reporter:  # a report without a name is never counted
        note_kinds(case.reporter, kinds=case.kinds, now=now)
    publish(CaseMoved(case_id=str(case.pk), by_reporter=True, at=at.isoformat()))
    return case


@transaction.atomic
def withdraw(case: Case, *, now: datetime) -> None:
    """The words go with their key; that there was one stays, so that a repeat stays withdrawn.

    Raises CaseIsKept and OutcomeStands.
    """
    case = _locked(case)
    if holding.stands(case):
        raise CaseIsKept
    key = case.key
    gone = Case.objects.filter(pk=case.pk, state__in=OPEN).update(
        state=WITHDRAWN, story=None, reference=None, outcome=None, key=None,
        ended_at=now, changed_at=now,
    )  # fmt: skip
    if not gone:
        if case.state == CLOSED:
            raise OutcomeStands
        return
    note("case_withdrawn", case, actor=None, now=now)
    deadlines.stop(case)
    alerts.stop(case)
    if case.reporter:
        take_back_kinds(case.reporter, kinds=case.kinds, reported_at=case.received_at)
    case.messages.all().delete()
    if key:
        destroy(key)
    publish(CaseMoved(case_id=str(case.pk), by_reporter=True, at=now.isoformat()))


def opened(case: Case, column: str) -> str:
    """What is sealed in a column, or nothing where there is nothing any more."""
    sealed = getattr(case, column)
    if case.key is None or sealed is None:
        return ""
    return open_sealed(case.key, bytes(sealed), place=case.place(column))


@transaction.atomic
def forget_reporter(person: User, *, now: datetime) -> int:
    """Everything they reported: the words go with their keys, and nothing says any more that it
    was them, nor the log of what was gone before. What is held goes once it is let go.
    """
    count = 0
    for case in Case.objects.told_by(person).order_by("pk"):
        case = _locked(case)
        if not holding.keeps_what_was_to_go(case, now=now):
            forget_reported(case, now=now)
            count += 1
    named = chain.about(person.pk)
    left = set(Case.objects.filter(reporter=person).values_list("pk", flat=True))
    chain.unname(named - left)
    return count


@transaction.atomic
def forget_reported(case: Case, *, now: datetime) -> None:
    key = case.key
    note("case_erased", case, actor=None, now=now)
    Case.objects.filter(pk=case.pk).update(
        state=WITHDRAWN, reporter=None, whose=None, key=None,
        story=None, reference=None, outcome=None, ended_at=now, changed_at=now,
    )  # fmt: skip
    chain.unname([case.pk])
    deadlines.stop(case)
    alerts.stop(case)
    case.messages.all().delete()
    if key:
        destroy(key)


@transaction.atomic
def forget(case: Case, *, now: datetime) -> None:
    """The row and its key, once its time is over."""
    case = _locked(case)
    if case.state in OPEN or holding.stands(case):  # opened again in this moment, or held
        return
    note("case_expired", case, actor=None, role="clock", now=now)
    key = case.key
    case.delete()
    if key:
        destroy(key)


def _locked(case: Case) -> Case:
    found = Case.objects.select_for_update(of=("self",)).select_related("key", "reporter")
    return found.get(pk=case.pk)
