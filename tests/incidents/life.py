"""A case and what is known of it by heart, for chance to play with."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from tests.incidents.reports import receipt
from tests.times import DAY, HOUR
from wellbeing.core.errors import DomainError, NotFound
from wellbeing.core.models import AuditEntry, DataKey, OutboxEvent
from wellbeing.incidents import privacy
from wellbeing.incidents.clocks import between
from wellbeing.incidents.models import Case, CaseDeadline
from wellbeing.incidents.rules import CLOSED, NEXT, RECEIVED, STATES, WITHDRAWN
from wellbeing.incidents.selectors.cases import handlers_of, visible_to
from wellbeing.incidents.selectors.steps import all_settled
from wellbeing.incidents.selectors.timing import calendar_of
from wellbeing.incidents.services import (
    deadlines,
    handling,
    holding,
    keeping,
    pausing,
    reading,
    reporting,
    steps,
    writing,
)
from wellbeing.incidents.services.reporting import Said

REASONS = ("reporter", "customer", "authority")
BEGIN = datetime(2026, 6, 9, 10, tzinfo=UTC)
WHO = st.sampled_from(["sam", "max"])


class Life(RuleBasedStateMachine):
    """One case and what is known of it by heart; each example is undone in the database."""

    people: dict = {}
    played: Counter = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.now, self.holder, self.out = BEGIN, None, set()
        self.paused, self.stood_still = None, timedelta()  # why, since and until; before that
        self.looked, self.had, self.sent = set(), set(), []
        self.state, self.acts, self.there = RECEIVED, ["case_reported"], True
        self.review_at, self.to_review, self.reviews, self.to_forget = None, False, 0, False

    def teardown(self) -> None:
        self.played.update(self.acts)
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @initialize(
        anonymous=st.booleans(), urgent=st.booleans(), kind=st.sampled_from(["insult", "threat"]),
        state=st.sampled_from([RECEIVED, "acknowledged", CLOSED]), until=st.integers(0, 9),
    )  # fmt: skip
    def report(self, anonymous, urgent, kind, state, until):
        """How far it is before chance plays, and how many acts long nothing ends it for good."""
        self.until = until
        self.said = Said(
            kinds=[kind], severity=1, channel="phone", acts=[], story="What was said.",
            happened_at=self.now - HOUR, urgent=urgent,
        )  # fmt: skip
        self.uid, self.forced = uuid4(), not anonymous  # in Korea, steps are asked for
        self.case, new = self.send()
        assert new
        if state != RECEIVED:
            self.acknowledge(who="sam")
        if state == CLOSED:
            self.settle(step="all", who="sam")
            self.close(who="sam")

    def send(self):
        if not self.forced:
            return reporting.report_without_a_name(receipt=receipt(1), said=self.said, now=self.now)
        return reporting.report(
            self.people["asha"], uid=self.uid, identity="named", said=self.said, now=self.now
        )

    @precondition(lambda self: self.there)
    @rule()
    def send_the_report_again(self):
        """The answer was lost on its way, perhaps for days."""
        case, new = self.send()
        assert (case.pk, new) == (self.case.pk, False)
        self.played["report_again"] += 1

    def attempt(self, act, may: bool, *acts: str) -> bool:
        """Done if and only if the rules say so, with its lines in the log."""
        try:
            with transaction.atomic():
                act()
        except DomainError:
            assert not may, "refused what is allowed"
            return False
        assert may, "did what is not allowed"
        self.acts += acts
        return True

    @property
    def may_end(self) -> bool:
        return len(self.acts) > self.until

    def sees(self, who: str) -> bool:
        return self.there and who not in self.out

    def holds(self, who: str) -> bool:
        return self.sees(who) and self.holder == who

    @rule(who=WHO)
    def open(self, who):
        act = lambda: handling.open_case(self.people[who], id=self.case.pk, now=self.now)  # noqa: E731
        if self.attempt(act, self.sees(who), "case_opened"):
            self.looked.add(who)

    def hand_to(self, who: str) -> None:
        self.holder = who
        self.had.add(who)

    def does(self, who: str, act, may: bool, *acts: str) -> bool:
        """Whoever does something with a case that they never opened has opened it so."""
        done = self.attempt(act, may, *acts)
        if done and who not in self.looked:
            self.looked.add(who)
            self.acts.append("case_opened")
        return done

    @rule(who=WHO)
    def acknowledge(self, who):
        act = lambda: handling.acknowledge(self.people[who], id=self.case.pk, now=self.now)  # noqa: E731
        if self.does(who, act, self.sees(who) and self.state == RECEIVED, "case_acknowledged"):
            self.state = "acknowledged"
            self.hand_to(who)

    @rule(who=WHO)
    def take_over(self, who):
        act = lambda: handling.take_over(self.people[who], id=self.case.pk, now=self.now)  # noqa: E731
        may = self.sees(who) and self.state in {"acknowledged", CLOSED}
        if self.does(who, act, may, "case_taken_over"):
            self.hand_to(who)

    @rule(who=WHO, to=WHO)
    def give(self, who, to):
        act = lambda: handling.give(  # noqa: E731
            self.people[who], id=self.case.pk, to=self.people[to].pk, now=self.now
        )
        open_ = self.state == "acknowledged"
        if self.does(
            who, act, self.holds(who) and self.sees(to) and who != to and open_, "case_given"
        ):
            self.hand_to(to)

    @precondition(lambda self: self.may_end)
    @rule(who=WHO)
    def stand_back(self, who):
        act = lambda: handling.stand_back(self.people[who], id=self.case.pk, now=self.now)  # noqa: E731
        if self.attempt(act, self.sees(who), "case_left"):
            self.out.add(who)
            self.holder = None if self.holder == who else self.holder

    @rule(reason=st.sampled_from(REASONS), who=WHO)
    def pause(self, reason, who):
        open_ = self.state == "acknowledged" and not self.paused
        longest = min(30 * DAY, 90 * DAY - self.stood_still)
        may = self.holds(who) and open_ and self.time_is_left() and longest > timedelta()
        act = lambda: pausing.pause(  # noqa: E731
            self.people[who], id=self.case.pk, reason=reason, words="", now=self.now
        )
        if self.does(who, act, may, "case_paused"):
            self.paused = (reason, self.now, self.now + longest)

    def time_is_left(self):
        """Of the answer, in the hours that count."""
        answer = CaseDeadline.objects.get(case=self.case.pk, kind="answer")
        if answer.missed_at or answer.due_at <= self.now:
            return False
        calendar = None if answer.by_the_wall else calendar_of(self.fresh())
        return between(self.now, answer.due_at, calendar) > timedelta()

    def goes_on(self):
        if self.paused:
            _reason, since, until = self.paused
            self.stood_still += min(self.now, until) - since
        self.paused = None

    @rule(who=WHO)
    def resume(self, who):
        act = lambda: pausing.resume(self.people[who], id=self.case.pk, now=self.now)  # noqa: E731
        if self.does(who, act, self.holds(who) and bool(self.paused), "case_resumed"):
            self.goes_on()

    @precondition(lambda self: self.there)
    @rule()
    def write(self):
        case = Case.objects.get(pk=self.case.pk)
        uid = uuid4()
        act = lambda: writing.write(case, uid=uid, text="More.", author=None, now=self.now)  # noqa: E731
        goes_on = bool(self.paused) and self.paused[0] == "reporter"
        may = self.state in {RECEIVED, "acknowledged"}
        if self.attempt(act, may):
            self.acts += self._lines_of_writing(goes_on)
            if goes_on:
                self.goes_on()
            self.sent.append((uid, True))

    def _lines_of_writing(self, goes_on):
        return ["case_resumed", "case_message"] if goes_on else ["case_message"]

    @rule(who=WHO)
    def write_to_the_reporter(self, who):
        uid = uuid4()
        act = lambda: writing.write_to_reporter(  # noqa: E731
            self.people[who], id=self.case.pk, uid=uid, text="Who was it?", now=self.now
        )
        if self.does(who, act, self.holds(who) and self.state == "acknowledged", "case_message"):
            self.sent.append((uid, False))

    @precondition(lambda self: self.there and self.sent)
    @rule(who=WHO, number=st.integers(0, 9))
    def write_it_again(self, who, number):
        """Nothing is written twice, but what a handler is answered is read."""
        uid, by_reporter = self.sent[number % len(self.sent)]
        lives = self.state != WITHDRAWN
        if by_reporter:
            act = lambda: writing.write(  # noqa: E731
                self.fresh(), uid=uid, text="More.", author=None, now=self.now
            )
            done = self.attempt(act, lives)
        else:
            act = lambda: writing.write_to_reporter(  # noqa: E731
                self.people[who], id=self.case.pk, uid=uid, text="Who was it?", now=self.now
            )
            done = self.attempt(act, lives and self.holds(who), "case_opened")
            self.looked |= {who} if done else set()
        self.played["message_again"] += done

    @rule(who=WHO, days=st.sampled_from([0, 1, 40, 360, 400]))
    def hold(self, who, days):
        act = lambda: keeping.hold(  # noqa: E731
            self.people[who], id=self.case.pk, reason="The court asks.",
            review_at=self.now + days * DAY, now=self.now,
        )  # fmt: skip
        may = self.holds(who) and self.state != WITHDRAWN and 0 < days < 366
        if self.does(who, act, may, "case_held"):
            self.review_at, self.to_review = self.now + days * DAY, True

    @rule(who=WHO)
    def let_go(self, who):
        act = lambda: keeping.let_go(self.people[who], id=self.case.pk, now=self.now)  # noqa: E731
        if self.does(who, act, self.holds(who) and bool(self.review_at), "case_let_go"):
            self.review_at, self.to_review = None, False
            if self.to_forget:
                self.acts.append("case_erased")
                self.played["forgotten_after_a_hold"] += 1
                self.state, self.paused, self.to_forget = WITHDRAWN, None, False

    @rule(step=st.sampled_from(["stop_work", "rest", "care", "evidence", "all"]), who=WHO)
    def settle(self, step, who):
        for one in ("stop_work", "rest", "care", "evidence") if step == "all" else (step,):
            act = lambda one=one: steps.settle(  # noqa: E731
                self.people[who], id=self.case.pk, step=one, state="done", now=self.now
            )
            may = self.holds(who) and self.forced and self.state == "acknowledged"
            self.does(who, act, may, "case_step_settled")

    @rule(who=WHO)
    def close(self, who):
        may = self.holds(who) and self.state == "acknowledged" and all_settled(self.fresh())
        act = lambda: handling.close(  # noqa: E731
            self.people[who], id=self.case.pk, outcome="Done.", now=self.now
        )
        if self.does(who, act, may, "case_closed"):
            self.state = CLOSED
            self.goes_on()

    @rule(who=WHO)
    def reopen(self, who):
        act = lambda: handling.reopen(self.people[who], id=self.case.pk, now=self.now)  # noqa: E731
        if self.does(who, act, self.holds(who) and self.state == CLOSED, "case_reopened"):
            self.state = "acknowledged"

    @precondition(lambda self: self.there)
    @rule()
    def read_the_outcome(self):
        new = self.state == CLOSED and self.fresh().outcome_read_at is None
        reading.read_outcome(self.fresh(), now=self.now)
        self.acts += ["case_outcome_read"] if new else []

    @precondition(lambda self: self.there and self.may_end)
    @rule()
    def withdraw(self):
        act = lambda: reporting.withdraw(self.fresh(), now=self.now)  # noqa: E731
        done = self.attempt(act, not self.review_at and self.state != CLOSED)
        if done and self.state in {RECEIVED, "acknowledged"}:
            self.acts.append("case_withdrawn")
            self.state, self.paused = WITHDRAWN, None

    @precondition(lambda self: self.there and self.forced and self.may_end)
    @rule()
    def forget_the_reporter(self):
        known = self.fresh().reporter is not None
        reporting.forget_reporter(self.people["asha"], now=self.now)
        if known and self.review_at:
            self.to_forget = True
        elif known:
            self.acts.append("case_erased")
            self.state, self.paused = WITHDRAWN, None

    @rule(days=st.sampled_from([31, 31, 100, 400]))
    def let_long_pass(self, days):
        self.let_time_pass(days * 24)

    @rule(hours=st.sampled_from([1, 5, 30, 100]))
    def let_time_pass(self, hours):
        self.now += timedelta(hours=hours)
        deadlines.sweep(now=self.now)
        holding.sweep(now=self.now)
        over = CaseDeadline.objects.filter(case=self.case.pk, missed_at=self.now).count()
        self.acts += ["case_deadline_missed"] * over
        if self.paused and self.paused[2] <= self.now:
            self.acts.append("case_pause_ran_out")
            self.goes_on()
        if self.to_review and self.review_at <= self.now:
            self.to_review, self.reviews = False, self.reviews + 1
            self.played["hold_reviewed"] += 1
        privacy.expire(self.now)
        if self.there and not Case.objects.filter(pk=self.case.pk).exists():
            assert self.state in {CLOSED, WITHDRAWN}
            assert not self.review_at, "what is held was let go"
            self.acts.append("case_expired")
            self.there, self.holder, self.paused = False, None, None

    @precondition(lambda self: self.there)
    @rule(chance=st.randoms(use_true_random=True))
    def go_on_as_people_do(self, chance):
        """Of what comes by chance alone most is refused, and leads nowhere."""
        for _ in range(12):
            chance.choice(self.ways())()

    then = and_then = and_later = go_on_as_people_do  # as often as four others together

    def ways(self):
        wait = [partial(self.let_time_pass, hours=30), partial(self.let_long_pass, days=31)]
        if self.state == RECEIVED:
            return (
                wait + [self.withdraw] + [partial(self.acknowledge, who=who) for who in self.eyes()]
            )
        if self.holder is None or self.state == WITHDRAWN:
            return wait + [partial(self.take_over, who=who) for who in self.eyes()]
        me = self.holder
        ways = wait + [partial(self.let_go if self.review_at else self.hold, who=me, **self.days)]
        if self.to_forget:
            return [*wait, partial(self.let_go, who=me)]
        if self.review_at and self.forced:
            ways += [self.forget_the_reporter] * 3
        if self.state == CLOSED:
            return [*ways, partial(self.reopen, who=me), self.read_the_outcome]
        ways += [partial(self.settle, step="all", who=me), partial(self.close, who=me)]
        ways += [partial(self.write_to_the_reporter, who=me), self.write]
        ways += [partial(self.give, who=me, to=to) for to in self.eyes() if to != me]
        if self.paused:
            return [*ways, *wait, partial(self.resume, who=me)]
        return [*ways, *(partial(self.pause, who=me, reason=one) for one in REASONS)]

    def eyes(self):
        return [who for who in ("max", "sam") if self.sees(who)]

    @property
    def days(self):
        return {} if self.review_at else {"days": 40}

    @precondition(lambda self: self.there)
    @rule(other=st.sampled_from(STATES))
    def change_the_state_by_hand(self, other):
        """The database refuses it; what it lets through has everything that it needs."""
        sql = "UPDATE incidents_case SET state = %s WHERE id = %s"
        pk = self.case.pk.hex if connection.vendor == "sqlite" else self.case.pk
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql, [other, pk])
                allowed = other == self.state or other in NEXT[self.state]
                assert allowed, f"{self.state} became {other}"
                transaction.set_rollback(True)
        except DatabaseError:
            assert other != self.state

    def fresh(self) -> Case:
        return Case.objects.select_related("key", "reporter").get(pk=self.case.pk)

    @invariant()
    def it_is_as_it_was_played(self):
        found = Case.objects.filter(pk=self.case.pk).values_list("state", flat=True)
        assert list(found) == ([self.state] if self.there else [])

    @invariant()
    def who_is_out_finds_nothing(self):
        for who in ("sam", "max"):
            person = self.people[who]
            seen = visible_to(person, now=self.now).filter(pk=self.case.pk).exists()
            assert seen == self.sees(who)
            told = (
                self.there and handlers_of(self.fresh(), now=self.now).filter(pk=person.pk).exists()
            )
            assert told == seen
            if not seen:
                with pytest.raises(NotFound):
                    handling.find(person, id=self.case.pk, now=self.now)

    @invariant()
    def times_agree_with_the_state(self):
        rows = {row.kind: row for row in CaseDeadline.objects.filter(case=self.case.pk)}
        if not self.there or self.state == WITHDRAWN:
            assert not rows
            return
        met = {kind for kind, row in rows.items() if row.met_at}
        expected = {RECEIVED: set(), "acknowledged": {"acknowledge"}, CLOSED: set(rows)}
        assert met == expected[self.state]
        assert (rows["answer"].left is not None) == bool(self.paused)
        assert self.fresh().pauses.filter(ended_at=None).count() == bool(self.paused)

    @invariant()
    def words_live_as_long_as_their_key(self):
        lives = self.there and self.state != WITHDRAWN
        assert DataKey.objects.count() == lives
        if self.there:
            case = self.fresh()
            assert (case.key is not None) == (case.story is not None) == lives
            assert lives or not (case.outcome or case.messages.exists() or case.steps.exists())

    @invariant()
    def whoever_has_it_or_did_something_has_opened_it(self):
        opened = [one.handler_id for one in self.case.openings.all()] if self.there else []
        for who in ("sam", "max"):
            shown = self.there and who in self.looked
            assert (self.people[who].pk in opened) == shown
        assert len(opened) == (self.acts.count("case_opened") if self.there else 0)

    @invariant()
    def whoever_had_it_is_part_of_it_for_good(self):
        known = {one.person for one in self.case.holders.all()} if self.there else set()
        assert known == ({self.people[who] for who in self.had} if self.there else set())

    @invariant()
    def a_hold_stands_until_it_is_lifted_and_is_reviewed_once(self):
        standing = [one.review_at for one in self.case.holds.standing()] if self.there else []
        assert standing == ([self.review_at] if self.review_at else [])
        told = OutboxEvent.objects.filter(name="CaseNeedsEyes", payload__key__startswith="hold:")
        assert told.count() == self.reviews

    @invariant()
    def every_message_is_there_once(self):
        kept = self.sent if self.there and self.state != WITHDRAWN else []
        found = self.case.messages.order_by("number") if self.there else []
        assert [(one.uid, one.by_reporter) for one in found] == kept
        assert [one.number for one in found] == list(range(1, len(kept) + 1))

    @invariant()
    def every_change_has_its_line(self):
        lines = AuditEntry.objects.filter(chain=self.case.pk).order_by("number")
        assert sorted(lines.values_list("act", flat=True)) == sorted(self.acts)
