"""Abuse that was reported in the demo, and how far the cases are; all of it invented."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from accounts.models import User
from accounts.models.people import Role
from wellbeing.core.ids import uuid7
from wellbeing.core.sealing import new_key, seal
from wellbeing.demo.aftercare import store_aftercare
from wellbeing.demo.customers import store_customers
from wellbeing.demo.evidence import store_files
from wellbeing.demo.people import Post
from wellbeing.demo.repeaters import REPEATERS, Repeater
from wellbeing.demo.stories import ASKED, ORDINARY, OUTCOMES, Told
from wellbeing.incidents import receipts
from wellbeing.incidents.clocks import between
from wellbeing.incidents.models import (
    Case,
    CaseDeadline,
    CaseMessage,
    CasePause,
    CaseStep,
    Holder,
    Opening,
    ReportedKind,
)
from wellbeing.incidents.models.cases import whose_report
from wellbeing.incidents.models.counts import whose
from wellbeing.incidents.rules import (
    ACKNOWLEDGE,
    ACKNOWLEDGED,
    ACTS,
    ANONYMOUS,
    CLOCKS,
    CLOSED,
    CONFIDENTIAL,
    FOR_THE_REPORTER,
    LEAST_PAUSED,
    LONGEST_PAUSE,
    NAMED,
    RECEIVED,
    STEP_DONE,
    groups_of,
)
from wellbeing.incidents.selectors import timing
from wellbeing.incidents.services.trail import note

_HALF_A_YEAR: Final = timedelta(weeks=26)
_DONE, _OPEN = 120, 18


@dataclass
class _Rows:
    cases: list[Case]
    deadlines: list[CaseDeadline]
    messages: list[CaseMessage]
    openings: list[Opening]
    counts: list[ReportedKind]
    pauses: list[CasePause]
    steps: list[CaseStep]


def store_cases(posts: list[Post], *, now: datetime, chance: Random) -> None:
    """Bulk rows as the services would leave them; nobody is told of any. What follows from them
    goes through the services.
    """
    handlers = _holding(Role.CASE_HANDLER, posts)
    agents = _holding(Role.AGENT, posts)
    played = [one for one in agents if one.has_usable_password()]
    others = [one for one in agents if not one.has_usable_password()]
    rows = _Rows([], [], [], [], [], [], [])
    for reporter in (*played, *played, *chance.choices(others, k=_OPEN)):
        age = timedelta(minutes=chance.randrange(30, 5 * 24 * 60))
        told = _ordinary(reporter, chance)
        _add(rows, reporter, told, chance.choice(handlers), now - age, now, chance, done=False)
    for reporter in (*played, *chance.choices(others, k=_DONE)):
        age = timedelta(days=8) + chance.random() * (_HALF_A_YEAR - timedelta(days=8))
        told = _ordinary(reporter, chance)
        _add(rows, reporter, told, chance.choice(handlers), now - age, now, chance, done=True)
    chapters = [_chapter(one, rows, agents, handlers, now, chance) for one in REPEATERS]
    _store(rows)
    store_files(rows.cases, chance=chance)
    store_aftercare(rows.cases, chance=chance)
    store_customers(rows.cases, chapters, handlers, now=now, chance=chance)


def _store(rows: _Rows) -> None:
    Case.objects.bulk_create(rows.cases)
    for case in rows.cases:
        note("case_reported", case, actor=None, now=case.received_at)
    CaseDeadline.objects.bulk_create(rows.deadlines)
    CaseMessage.objects.bulk_create(rows.messages)
    Opening.objects.bulk_create(rows.openings)
    # Of these each was opened by whoever took it, and by nobody else.
    Holder.objects.bulk_create(Holder(case=one.case, person=one.handler) for one in rows.openings)
    ReportedKind.objects.bulk_create(rows.counts, ignore_conflicts=True)
    CasePause.objects.bulk_create(rows.pauses)
    CaseStep.objects.bulk_create(rows.steps)


def _holding(role: Role, posts: list[Post]) -> list[User]:
    return [post.user for post in posts if any(held == role for held, _unit in post.grants)]


def _ordinary(reporter: User, chance: Random) -> Told:
    told = chance.choice(ORDINARY[reporter.language])
    unsigned = chance.random() < 0.15 and not reporter.has_usable_password()
    return replace(told, reference=f"A-{chance.randrange(10_000, 99_999)}", unsigned=unsigned)


def _chapter(
    one: Repeater,
    rows: _Rows,
    agents: list[User],
    handlers: list[User],
    now: datetime,
    chance: Random,
) -> list[Case]:
    """Each report by somebody else: who signs twice is one."""
    cast = {agent.personnel_number: agent for agent in agents}
    others = [agent for agent in agents if not agent.has_usable_password()]
    spoken = [agent for agent in others if agent.language == one.language]
    enough = spoken if len(spoken) >= len(one.reports) else others
    drawn = chance.sample(enough, len(one.reports))
    for report, other in zip(one.reports, drawn, strict=True):
        at, handler = now - timedelta(days=report.ago), handlers[report.holder]
        reporter = cast.get(report.by, other)
        _add(rows, reporter, report.told, handler, at, now, chance, done=report.done)
    return rows.cases[-len(one.reports) :]


def _add(
    rows: _Rows,
    reporter: User,
    told: Told,
    handler: User,
    at: datetime,
    now: datetime,
    chance: Random,
    *,
    done: bool,
) -> None:
    case = _reported(reporter, told, at, chance)
    # Whoever waits for half a day has been read, so that few of the open ones are late.
    if done or now - at > timedelta(hours=12):
        _take(case, handler, min(at + timedelta(hours=chance.randrange(1, 4)), now), rows)
    if done:
        _close(case, told, reporter, at + timedelta(days=chance.randrange(1, 7)), chance)
    elif case.acknowledged_at and chance.random() < 0.5:
        words = ASKED[reporter.language]
        _talk(
            case, words, handler, min(case.acknowledged_at + timedelta(hours=2), now), rows, chance
        )
    rows.cases.append(case)
    rows.deadlines += [_deadline(case, clock) for clock in CLOCKS]
    if done:
        rows.steps += [_step(case, one.id, handler) for one in timing.pack_of(case).steps]
    elif case.acknowledged_at and chance.random() < 0.3:
        _pause(case, handler, now, rows, chance)
    if case.reporter:
        on = at.astimezone(ZoneInfo(reporter.time_zone)).date()
        mine = whose(reporter.diary)
        rows.counts += [ReportedKind(whose=mine, group=one, on=on) for one in groups_of(case.kinds)]


def _reported(reporter: User, told: Told, at: datetime, chance: Random) -> Case:
    case = Case(
        id=UUID(int=chance.getrandbits(128), version=4),
        kinds=told.kinds, severity=told.severity, channel=told.channel, acts=chance.sample(ACTS, 2),
        happened_at=at - timedelta(minutes=20), received_at=at, changed_at=at,
        state=RECEIVED, key=new_key(),
    )  # fmt: skip
    if told.unsigned:
        drawn = "".join(chance.choices(receipts.LETTERS, k=receipts.RANDOM))
        case.identity = ANONYMOUS
        case.receipt_hash = receipts.hash_of(drawn + receipts.checksum(drawn))
    else:
        case.identity = chance.choice((NAMED, CONFIDENTIAL))
        case.reporter, case.unit, case.uid = reporter, reporter.unit, uuid7(at, chance)
        case.whose = whose_report(reporter.diary)
    case.story = _sealed(case, "story", told.story)
    case.reference = _sealed(case, "reference", told.reference)
    return case


def _take(case: Case, handler: User, at: datetime, rows: _Rows) -> None:
    case.state, case.acknowledged_at, case.assigned_to = ACKNOWLEDGED, at, handler
    case.changed_at = at
    rows.openings.append(Opening(case=case, handler=handler, at=at))


def _close(case: Case, told: Told, reporter: User, at: datetime, chance: Random) -> None:
    case.state, case.ended_at, case.changed_at = CLOSED, at, at
    case.closed_by = case.assigned_to
    said = told.outcome or chance.choice(OUTCOMES[reporter.language])
    case.outcome = _sealed(case, "outcome", said)
    if chance.random() < 0.8:
        case.outcome_read_at = at + timedelta(hours=5)


def _talk(
    case: Case, words: tuple[str, str], handler: User, at: datetime, rows: _Rows, chance: Random
) -> None:
    half_an_hour = timedelta(minutes=30)
    said = zip(words, (handler, None), (at - half_an_hour, at), strict=True)
    for number, (text, author, sent_at) in enumerate(said, start=1):
        one = CaseMessage(
            id=uuid7(sent_at, chance), case=case, uid=uuid7(sent_at, chance),
            by_reporter=author is None, author=author, number=number, sent_at=sent_at,
        )  # fmt: skip
        assert case.key is not None
        one.sealed = seal(case.key, text, place=one.place)
        rows.messages.append(one)


def _deadline(case: Case, clock: str) -> CaseDeadline:
    met_at = case.acknowledged_at if clock == ACKNOWLEDGE else case.ended_at
    times = timing.clock(case, clock, now=case.received_at)
    return CaseDeadline(case=case, kind=clock, met_at=met_at, **times)


def _pause(case: Case, handler: User, now: datetime, rows: _Rows, chance: Random) -> None:
    """Since a moment ago, where there is time left."""
    answer = rows.deadlines[-1]
    calendar = None if answer.by_the_wall else timing.calendar_of(case)
    left = between(now, answer.due_at, calendar)
    if left < LEAST_PAUSED:
        return
    answer.left = left
    rows.pauses.append(
        CasePause(
            id=uuid7(now, chance), case=case, key=case.key, by=handler,
            reason=chance.choice((FOR_THE_REPORTER, "customer", "authority")),
            paused_at=now, ends_at=now + LONGEST_PAUSE,
        )
    )  # fmt: skip


def _step(case: Case, step: str, handler: User) -> CaseStep:
    assert case.ended_at is not None
    return CaseStep(
        case=case, key=case.key, step=step, state=STEP_DONE, by=handler, at=case.ended_at
    )


def _sealed(case: Case, column: str, text: str) -> bytes:
    assert case.key is not None
    return seal(case.key, text, place=case.place(column))
