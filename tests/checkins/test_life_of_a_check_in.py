"""Put, revise, undo, erase, repeat, in any order: nothing lost, nothing doubled."""

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from accounts.models import User
from tests.times import NOON, SECOND
from wellbeing import privacy
from wellbeing.checkins.models import CheckIn
from wellbeing.checkins.selectors import changes_since
from wellbeing.checkins.services import (
    Answer,
    Forgotten,
    RefiningEnded,
    forget_checkin,
    record_checkin,
)
from wellbeing.core.subjects import subject_of

IDS = st.integers(0, 3).map(lambda n: UUID(int=n))
FORGOTTEN = "forgotten"


class Life(RuleBasedStateMachine):
    """The model is a dictionary: id to (revision, mood, first arrival), or to FORGOTTEN."""

    person: User

    def __init__(self) -> None:
        super().__init__()
        CheckIn.objects.all().delete()
        self.now = NOON
        self.subject = subject_of(self.person.diary)
        self.known: dict[UUID, tuple[int, int] | str] = {}
        self.cursor = None
        self.device: dict[UUID, tuple[int, int] | str] = {}

    def tick(self) -> None:
        self.now += SECOND

    @rule(id=IDS, revision=st.integers(1, 4), mood=st.integers(1, 5))
    def say(self, id: UUID, revision: int, mood: int) -> None:
        self.tick()
        answer = Answer(
            revision=revision, answered_at=NOON, revised_at=NOON + revision * SECOND, mood=mood
        )
        before = self.known.get(id)
        if before == FORGOTTEN:
            with pytest.raises(Forgotten):
                self._record(id, answer)
            return
        row, new = self._record(id, answer)
        assert new is (before is None)
        if before is None or revision > before[0]:
            self.known[id] = (revision, mood)
        assert (row.revision, row.mood) == self.known[id]

    def _record(self, id: UUID, answer: Answer) -> tuple[CheckIn, bool]:
        return record_checkin(
            subject=self.subject, id=id, answer=answer, skew=0 * SECOND, now=self.now
        )

    @rule(id=IDS, late=st.integers(1, 3600))
    def refine_too_late(self, id: UUID, late: int) -> None:
        self.tick()
        revised = NOON + timedelta(minutes=10, seconds=late)
        with pytest.raises(RefiningEnded):
            self._record(id, Answer(revision=9, answered_at=NOON, revised_at=revised, mood=1))

    @rule(id=IDS)
    def undo(self, id: UUID) -> None:
        self.tick()
        forget_checkin(subject=self.subject, id=id, now=self.now)
        self.known[id] = FORGOTTEN

    @rule(id=st.integers(0, 2).map(lambda n: UUID(int=100 + n)))
    def erase(self, id: UUID) -> None:
        self.tick()
        _, fresh = privacy.erase(self.person, id=id, now=self.now)
        if fresh:
            self.known = dict.fromkeys(self.known, FORGOTTEN)

    @rule()
    def synchronise(self) -> None:
        more = True
        while more:
            rows, self.cursor, more = changes_since(self.subject, self.cursor, now=self.now)
            for row in rows:
                self.device[row.id] = FORGOTTEN if row.forgotten_at else (row.revision, row.mood)
        assert self.device == self.known

    @invariant()
    def the_rows_are_what_was_said(self) -> None:
        rows = CheckIn.objects.of(self.subject)
        stored = {r.id: FORGOTTEN if r.forgotten_at else (r.revision, r.mood) for r in rows}
        assert stored == self.known


@pytest.mark.django_db
def test_any_life_of_four_check_ins(asha):
    machine = type("LifeOfAsha", (Life,), {"person": asha})
    chosen = settings(
        max_examples=60,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=chosen)
