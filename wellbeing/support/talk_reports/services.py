"""Reporting a talk, opening a report, and answering it."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from rest_framework import status

from accounts.models import User
from accounts.models.people import Role
from wellbeing.core import audit
from wellbeing.core.errors import DomainError, NotFound
from wellbeing.core.events import publish
from wellbeing.core.sealing import destroy, new_key, seal
from wellbeing.support.talk_reports.events import TalkReportMoved
from wellbeing.support.talk_reports.models import Opening, Party, TalkReport
from wellbeing.support.talk_reports.rules import NAMES, REPORT
from wellbeing.support.talk_reports.selectors import answerable_by, cases_of
from wellbeing.support.talks.models import Participant
from wellbeing.support.talks.selectors.talks import opened, readable, seat_of


class TalkOutOfReach(DomainError):
    status = status.HTTP_422_UNPROCESSABLE_ENTITY
    code = "talk_out_of_reach"
    message = _("This talk is erased or was never yours, so it cannot be reported from here.")


class AlreadyReported(DomainError):
    code = "already_reported"
    message = _("You have reported this talk, and it is not answered yet.")


class AlreadyAnswered(DomainError):
    code = "already_answered"
    message = _("This report is answered or withdrawn already.")


def report_talk(
    person: User,
    *,
    uid: UUID,
    talk_id: UUID,
    what: str,
    text: str | None,
    with_copy: bool,
    now: datetime,
) -> tuple[TalkReport, bool]:
    """Once for each id; the second value says whether this was the first time.

    Raises TalkOutOfReach and AlreadyReported.
    """
    if known := TalkReport.objects.filter(reporter=person, uid=uid).first():
        return known, False
    seat = _seat(person, talk_id, now)
    said = {"what": what, "text": text}
    try:
        with transaction.atomic():
            return _store(seat, uid=uid, said=said, with_copy=with_copy, now=now), True
    except IntegrityError as overtaken:
        if known := TalkReport.objects.filter(reporter=person, uid=uid).first():
            return known, False  # a repeat overtook us
        raise AlreadyReported from overtaken


def _seat(person: User, talk_id: UUID, now: datetime) -> Participant:
    try:
        return seat_of(person, talk_id, now=now)
    except NotFound as gone:
        raise TalkOutOfReach from gone


def _store(
    seat: Participant, *, uid: UUID, said: dict[str, Any], with_copy: bool, now: datetime
) -> TalkReport:
    row = TalkReport(reporter=seat.person, uid=uid, talk=seat.conversation_id, made_at=now)
    row.key = new_key()
    row.said = _sealed(row, "said", said)
    row.copy = _sealed(row, "copy", _copy_for(seat)) if with_copy else None
    row.save(force_insert=True)
    there = Participant.objects.filter(conversation=seat.conversation_id)
    Party.objects.bulk_create(
        Party(report=row, person_id=one.person_id, role=one.role, shown_as=one.shown_as)
        for one in there.order_by("joined_at", "pk")
    )
    publish(TalkReportMoved(report_id=str(row.pk)))
    return row


def _copy_for(seat: Participant) -> list[dict[str, Any]]:
    """As the reporter can read it, and no more."""
    return [
        {
            "number": message.number,
            "sent_at": message.sent_at.isoformat(),
            "name": message.author.shown_as,
            "role": message.author.role,
            "by_reporter": message.author_id == seat.pk,
            "text": text,
        }
        for message, text in opened(seat.conversation, readable(seat, after=0))
    ]


def _sealed(row: TalkReport, column: str, value: object) -> bytes:
    assert row.key is not None
    return seal(row.key, json.dumps(value), place=row.place(column))


def open_case(handler: User, *, id: UUID, what: str = REPORT, now: datetime) -> TalkReport:
    """Read a report, or who its people are; both are written down. Raises NotFound."""
    with transaction.atomic():
        # Whoever takes it back waits, and then finds who had opened it.
        TalkReport.objects.select_for_update().filter(pk=id).first()
        row = _case(handler, id, now)
        if row.withdrawn:
            return row
        Opening.objects.create(report=row, handler=handler, what=what, at=now)
        act = "talk_report_named" if what == NAMES else "talk_report_opened"
        _audit(act, row, handler, now)
        return row


@transaction.atomic
def answer_case(handler: User, *, id: UUID, text: str, now: datetime) -> TalkReport:
    """Say what was done, which closes it; a repeat changes nothing.

    Raises AlreadyAnswered and NotFound.
    """
    row = answerable_by(handler, now=now).filter(pk=id).first()
    if row is None:
        raise NotFound
    if row.closed_by_id == handler.pk:
        return row
    if row.closed_at or row.key is None:
        raise AlreadyAnswered
    answer = _sealed(row, "answer", text)
    # One UPDATE decides between two case handlers, and between them and whoever takes it back.
    mine = TalkReport.objects.open().filter(pk=row.pk)
    if not mine.update(closed_at=now, closed_by=handler, answer=answer):
        raise AlreadyAnswered
    _audit("talk_report_answered", row, handler, now)
    publish(TalkReportMoved(report_id=str(row.pk)))
    return _case(handler, id, now)


def _case(handler: User, id: UUID, now: datetime) -> TalkReport:
    row = cases_of(handler, now=now).filter(pk=id).first()
    if row is None:
        raise NotFound
    return row


def _audit(act: str, row: TalkReport, handler: User, now: datetime) -> None:
    # It stands with the reporter alone: whoever was reported would learn of it there.
    audit.record(
        act,
        actor_id=handler.pk,
        role=Role.CASE_HANDLER,
        now=now,
        person_id=row.reporter_id,
        report=str(row.pk),
    )


@transaction.atomic
def withdraw_all(person: User, *, now: datetime) -> int:
    """Words, copy, names and answer go with the key. Who had opened one sees that it is gone."""
    rows = TalkReport.objects.told_by(person).select_related("key")
    found = list(rows.select_for_update(of=("self",)).order_by("pk"))
    for row in found:
        _withdraw(row, now)
    return len(found)


def _withdraw(row: TalkReport, now: datetime) -> None:
    if not row.openings.exists():
        forget(row)
        return
    nothing = {"reporter": None, "talk": None, "key": None, "said": None, "copy": None}
    closed = {"answer": None, "withdrawn": True, "closed_at": row.closed_at or now}
    TalkReport.objects.filter(pk=row.pk).update(**nothing, **closed)
    Party.objects.filter(report=row).delete()
    if row.key:
        destroy(row.key)
    publish(TalkReportMoved(report_id=str(row.pk)))


@transaction.atomic
def forget(row: TalkReport) -> None:
    if row.key:
        destroy(row.key)
    TalkReport.objects.filter(pk=row.pk).delete()
