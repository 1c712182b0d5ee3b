"""Whatever is done with a case in whatever order, it goes only the ways that there are."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.incidents.reports import handles, receipt, reported
from tests.times import DAY, HOUR
from wellbeing.core.errors import DomainError, NotFound
from wellbeing.core.models import AuditEntry, DataKey
from wellbeing.incidents import privacy
from wellbeing.incidents.models import Case, CaseDeadline
from wellbeing.incidents.rules import CLOSED, NEXT, RECEIVED, STATES, WITHDRAWN
from wellbeing.incidents.selectors.cases import handlers_of, visible_to
from wellbeing.incidents.selectors.steps import all_settled
from wellbeing.incidents.services import (
    deadlines,
    handling,
    pausing,
    reading,
    reporting,
    steps,
    writing,
)
from wellbeing.incidents.services.reporting import Said

pytestmark = pytest.mark.django_db
BEGIN = datetime(2026, 6, 9, 10, tzinfo=UTC)
WHO = st.sampled_from(["sam", "max"])


class Life(RuleBasedStateMachine):
    """One case and what is known of it by heart; each example is undone in the database."""

    people: dict = {}

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.now, self.holder, self.paused, self.out = BEGIN, None, None, set()
        self.looked, self.had = set(), set()
        self.state, self.acts, self.there = RECEIVED, ["case_reported"], True

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @initialize(
        anonymous=st.booleans(), urgent=st.booleans(), kind=st.sampled_from(["insult", "threat"])
    )
    def report(self, anonymous, urgent, kind):
        if anonymous:
            said = Said(
                kinds=[kind], severity=1, channel="phone", acts=[], story="What was said.",
                happened_at=self.now - HOUR, urgent=urgent,
            )  # fmt: skip
            self.case, _new = reporting.report_without_a_name(
                receipt=receipt(1), said=said, now=self.now
            )
        else:
            self.case = reported(self.people["asha"], now=self.now, kinds=[kind], urgent=urgent)
        self.forced = not anonymous  # in Korea, steps are asked for

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

    def sees(self, who: str) -> bool:
        return self.there and who not in self.out

    def holds(self, who: str) -> bool:
        return self.sees(who) and self.holder == who

    @rule(who=WHO)
    def open(self, who):
        act = lambda: handling.open_case(self.people[who], id=self.case.pk, now=self.now)  # noqa: E731
        if self.attempt(act, self.sees(who), "case_opened"):
            self.looked.add(who)

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
            self.state, self.holder = "acknowledged", who

    @rule(who=WHO)
    def take_over(self, who):
        act = lambda: handling.take_over(self.people[who], id=self.case.pk, now=self.now)  # noqa: E731
        may = self.sees(who) and self.state in {"acknowledged", CLOSED}
        if self.does(who, act, may, "case_taken_over"):
            self.holder = who

    @rule(who=WHO, to=WHO)
    def give(self, who, to):
        act = lambda: handling.give(  # noqa: E731
            self.people[who], id=self.case.pk, to=self.people[to].pk, now=self.now
        )
        open_ = self.state == "acknowledged"
        if self.does(
            who, act, self.holds(who) and self.sees(to) and who != to and open_, "case_given"
        ):
            self.holder = to

    @rule(who=WHO)
    def stand_back(self, who):
        act = lambda: handling.stand_back(self.people[who], id=self.case.pk, now=self.now)  # noqa: E731
        if self.attempt(act, self.sees(who), "case_left"):
            self.out.add(who)
            self.holder = None if self.holder == who else self.holder

    @rule(reason=st.sampled_from(["reporter", "customer", "authority"]), who=WHO)
    def pause(self, reason, who):
        answer = CaseDeadline.objects.filter(case=self.case.pk, kind="answer").first()
        open_ = self.state == "acknowledged" and not self.paused and answer.missed_at is None
        may = self.holds(who) and open_ and self.now < answer.due_at
        act = lambda: pausing.pause(  # noqa: E731
            self.people[who], id=self.case.pk, reason=reason, words="", now=self.now
        )
        if self.does(who, act, may, "case_paused"):
            self.paused = (reason, self.now + 30 * DAY)

    @rule(who=WHO)
    def resume(self, who):
        act = lambda: pausing.resume(self.people[who], id=self.case.pk, now=self.now)  # noqa: E731
        if self.does(who, act, self.holds(who) and bool(self.paused), "case_resumed"):
            self.paused = None

    @precondition(lambda self: self.there)
    @rule()
    def write(self):
        case = Case.objects.get(pk=self.case.pk)
        act = lambda: writing.write(case, uid=uuid4(), text="More.", author=None, now=self.now)  # noqa: E731
        goes_on = bool(self.paused) and self.paused[0] == "reporter"
        may = self.state in {RECEIVED, "acknowledged"}
        if self.attempt(act, may):
            self.acts += self._lines_of_writing(goes_on)
            self.paused = None if goes_on else self.paused

    def _lines_of_writing(self, goes_on):
        return ["case_resumed", "case_message"] if goes_on else ["case_message"]

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
            self.state, self.paused = CLOSED, None

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

    @precondition(lambda self: self.there)
    @rule()
    def withdraw(self):
        may = self.state in {RECEIVED, "acknowledged"}
        reporting.withdraw(self.fresh(), now=self.now)
        if may:
            self.acts.append("case_withdrawn")
            self.state, self.paused = WITHDRAWN, None

    @precondition(lambda self: self.there and self.forced)
    @rule()
    def forget_the_reporter(self):
        known = self.fresh().reporter is not None
        reporting.forget_reporter(self.people["asha"], now=self.now)
        if known:
            self.acts.append("case_erased")
            self.state, self.paused = WITHDRAWN, None

    @rule(hours=st.sampled_from([1, 5, 30, 100, 24 * 31, 24 * 400]))
    def let_time_pass(self, hours):
        self.now += timedelta(hours=hours)
        deadlines.sweep(now=self.now)
        over = CaseDeadline.objects.filter(case=self.case.pk, missed_at=self.now).count()
        self.acts += ["case_deadline_missed"] * over
        if self.paused and self.paused[1] <= self.now:
            self.acts.append("case_pause_ran_out")
            self.paused = None
        privacy.expire(self.now)
        if self.there and not Case.objects.filter(pk=self.case.pk).exists():
            assert self.state in {CLOSED, WITHDRAWN}
            self.acts.append("case_expired")
            self.there, self.holder, self.paused = False, None, None

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
        if self.holder:
            self.had.add(self.holder)
        known = {one.person for one in self.case.holders.all()} if self.there else set()
        assert known == ({self.people[who] for who in self.had} if self.there else set())

    @invariant()
    def every_change_has_its_line(self):
        lines = AuditEntry.objects.filter(chain=self.case.pk).order_by("number")
        assert sorted(lines.values_list("act", flat=True)) == sorted(self.acts)


def test_a_case_goes_only_the_ways_that_there_are(asha, sam, person, organisation):
    max_ = person("max")
    handles(max_, organisation)
    asha.country = "KR"
    asha.save(update_fields=["country"])
    Life.people = {"asha": asha, "sam": sam, "max": max_}

    run_state_machine_as_test(
        Life,
        # What fails is shown as it was played: to make it shorter takes minutes in a database.
        settings=settings(
            phases=[Phase.generate], max_examples=40, stateful_step_count=25, deadline=None,
            suppress_health_check=list(HealthCheck), derandomize=True,
        ),
    )  # fmt: skip


ILLEGAL = [(one, other) for one in STATES for other in STATES if one != other]


@pytest.mark.parametrize(
    ("one", "other"), [pair for pair in ILLEGAL if pair[1] not in NEXT[pair[0]]]
)
def test_the_database_refuses_what_no_service_does(one, other, asha, sam):
    """With everything else as it would have to be, so that the way alone is what is refused."""
    case = reported(asha, now=BEGIN)
    if one != RECEIVED:
        handling.acknowledge(sam, id=case.pk, now=BEGIN)
    if one == CLOSED:
        handling.close(sam, id=case.pk, outcome="Done.", now=BEGIN)
    if one == WITHDRAWN:
        reporting.withdraw(case, now=BEGIN)
    fields = {
        RECEIVED: {"acknowledged_at": None, "outcome": None, "ended_at": None},
        "acknowledged": {"acknowledged_at": BEGIN, "ended_at": None},
        CLOSED: {"acknowledged_at": BEGIN, "ended_at": BEGIN, "outcome": b"x", "closed_by": sam},
        WITHDRAWN: {
            "key": None,
            "story": None,
            "reference": None,
            "outcome": None,
            "ended_at": BEGIN,
        },
    }[other]
    with pytest.raises(DatabaseError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(state=other, **fields)
