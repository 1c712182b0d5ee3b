"""Abuse that was reported in the demo, and how far the cases are; all of it invented."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from accounts.models import User
from accounts.models.people import Role
from wellbeing.core.ids import uuid7
from wellbeing.core.sealing import new_key, seal
from wellbeing.demo.people import Post
from wellbeing.incidents import receipts
from wellbeing.incidents.models import Case, CaseDeadline, CaseMessage, Opening, ReportedKind
from wellbeing.incidents.models.counts import whose
from wellbeing.incidents.rules import (
    ACKNOWLEDGE,
    ACKNOWLEDGED,
    ACTS,
    ANONYMOUS,
    CLOCKS,
    CLOSED,
    CONFIDENTIAL,
    NAMED,
    RECEIVED,
    groups_of,
    left_at_the_reminder,
    time_for,
)

_HALF_A_YEAR: Final = timedelta(weeks=26)
_DONE, _OPEN = 120, 18
# Kinds, how bad, what was said.
_TOLD: Final = (
    (["insult"], 1, "He called me useless, three times, before I could say my name."),
    (["shouting", "profanity"], 1, "She shouted from the first word on and swore at the firm."),
    (["profanity"], 1, "Every sentence had a swear word in it. He did not want a solution."),
    (["shouting"], 0, "He was furious about the third wrong bill, and I understand him."),
    (["hate"], 2, "She said that she only talks to people with a proper accent."),
    (["sexual"], 2, "He asked what I wear, and went on after I said that I would end the call."),
    (["threat", "insult"], 3, "He said that he knows which building we sit in."),
    (["stalking"], 2, "The same number, eleven times today, always asking for me by name."),
    (["other"], 1, "She wanted me to say sorry until she was pleased, and recorded it."),
)
_OUTCOMES: Final = (
    "We wrote to the customer and named what was said. A second time ends the contract.",
    "The customer now reaches us in writing alone. You will not hear from them again.",
    "The team lead called them the same day. They apologised, and it stands in their file.",
    "We could not find the call from what we have. We keep watch on this number.",
)
_QUESTION, _ANSWER = "Do you remember which number it was?", "It ended in 47."


@dataclass
class _Rows:
    cases: list[Case]
    deadlines: list[CaseDeadline]
    messages: list[CaseMessage]
    openings: list[Opening]
    counts: list[ReportedKind]


def store_cases(posts: list[Post], *, now: datetime, chance: Random) -> None:
    """Bulk rows as the services would leave them; nobody is told of any."""
    handlers = _holding(Role.CASE_HANDLER, posts)
    agents = _holding(Role.AGENT, posts)
    played = [one for one in agents if one.has_usable_password()]
    others = [one for one in agents if not one.has_usable_password()]
    rows = _Rows([], [], [], [], [])
    for reporter in (*played, *played, *chance.choices(others, k=_OPEN)):
        age = timedelta(minutes=chance.randrange(30, 5 * 24 * 60))
        _add(rows, reporter, chance.choice(handlers), now - age, now, chance, done=False)
    for reporter in (*played, *chance.choices(others, k=_DONE)):
        age = timedelta(days=8) + chance.random() * (_HALF_A_YEAR - timedelta(days=8))
        _add(rows, reporter, chance.choice(handlers), now - age, now, chance, done=True)
    Case.objects.bulk_create(rows.cases)
    CaseDeadline.objects.bulk_create(rows.deadlines)
    CaseMessage.objects.bulk_create(rows.messages)
    Opening.objects.bulk_create(rows.openings)
    ReportedKind.objects.bulk_create(rows.counts, ignore_conflicts=True)


def _holding(role: Role, posts: list[Post]) -> list[User]:
    return [post.user for post in posts if any(held == role for held, _unit in post.grants)]


def _add(
    rows: _Rows,
    reporter: User,
    handler: User,
    at: datetime,
    now: datetime,
    chance: Random,
    *,
    done: bool,
) -> None:
    case = _reported(reporter, at, chance)
    # Whoever waits for half a day has been read, so that few of the open ones are late.
    if done or now - at > timedelta(hours=12):
        _take(case, handler, min(at + timedelta(hours=chance.randrange(1, 4)), now), rows)
    if done:
        _close(case, at + timedelta(days=chance.randrange(1, 7)), chance)
    elif case.acknowledged_at and chance.random() < 0.5:
        _talk(case, handler, min(case.acknowledged_at + timedelta(hours=2), now), rows, chance)
    rows.cases.append(case)
    rows.deadlines += [_deadline(case, clock) for clock in CLOCKS]
    if case.reporter:
        on = at.astimezone(ZoneInfo(reporter.time_zone)).date()
        mine = whose(reporter.diary)
        rows.counts += [ReportedKind(whose=mine, group=one, on=on) for one in groups_of(case.kinds)]


def _reported(reporter: User, at: datetime, chance: Random) -> Case:
    kinds, severity, story = chance.choice(_TOLD)
    unsigned = chance.random() < 0.15 and not reporter.has_usable_password()
    case = Case(
        id=uuid7(at, chance), kinds=kinds, severity=severity, channel="phone",
        acts=chance.sample(ACTS, 2), happened_at=at - timedelta(minutes=20),
        received_at=at, changed_at=at, state=RECEIVED, key=new_key(),
    )  # fmt: skip
    if unsigned:
        drawn = "".join(chance.choices(receipts.LETTERS, k=receipts.RANDOM))
        case.identity = ANONYMOUS
        case.receipt_hash = receipts.hash_of(drawn + receipts.checksum(drawn))
    else:
        case.identity = chance.choice((NAMED, CONFIDENTIAL))
        case.reporter, case.unit, case.uid = reporter, reporter.unit, uuid7(at, chance)
    case.story = _sealed(case, "story", story)
    case.reference = _sealed(case, "reference", f"A-{chance.randrange(1000, 9999)}")
    return case


def _take(case: Case, handler: User, at: datetime, rows: _Rows) -> None:
    case.state, case.acknowledged_at, case.assigned_to = ACKNOWLEDGED, at, handler
    case.changed_at = at
    rows.openings.append(Opening(case=case, handler=handler, at=at))


def _close(case: Case, at: datetime, chance: Random) -> None:
    case.state, case.ended_at, case.changed_at = CLOSED, at, at
    case.outcome = _sealed(case, "outcome", chance.choice(_OUTCOMES))
    if chance.random() < 0.8:
        case.outcome_read_at = at + timedelta(hours=5)


def _talk(case: Case, handler: User, at: datetime, rows: _Rows, chance: Random) -> None:
    for number, (text, author) in enumerate(((_QUESTION, handler), (_ANSWER, None)), start=1):
        one = CaseMessage(
            id=uuid7(at, chance), case=case, uid=uuid7(at, chance), by_reporter=author is None,
            author=author, number=number, sent_at=at,
        )  # fmt: skip
        assert case.key is not None
        one.sealed = seal(case.key, text, place=one.place)
        rows.messages.append(one)


def _deadline(case: Case, clock: str) -> CaseDeadline:
    time = time_for(clock, kinds=case.kinds, severity=case.severity)
    due_at = case.received_at + time
    met_at = case.acknowledged_at if clock == ACKNOWLEDGE else case.ended_at
    remind_at = due_at - left_at_the_reminder(time)
    return CaseDeadline(case=case, kind=clock, due_at=due_at, remind_at=remind_at, met_at=met_at)


def _sealed(case: Case, column: str, text: str) -> bytes:
    assert case.key is not None
    return seal(case.key, text, place=case.place(column))
