"""Ask, accept, come back, run out, miss, sweep, in any order: fair, and never too many away."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from accounts.models import User
from tests.resets.floors import policy_of
from tests.times import NOON, SECOND
from wellbeing.core.marks import mark_before
from wellbeing.resets.models import BreakPass, PassDay
from wellbeing.resets.services import floors
from wellbeing.resets.services.passes import (
    HoldOver,
    NotYourTurn,
    PassOpen,
    accept_place,
    ask_for_pass,
    give_back,
)

PLACES = 2
WHO = st.integers(0, 4)


class Floor(RuleBasedStateMachine):
    """Five agents, two places; the line is also kept here, as a list."""

    people: list[User]

    def __init__(self) -> None:
        super().__init__()
        BreakPass.objects.all().delete()
        PassDay.objects.all().delete()
        self.now = NOON
        self.asked: dict[int, UUID] = {}
        self.counts: dict = {}  # mark: how many were away then, as first seen

    def row(self, who: int) -> BreakPass | None:
        id = self.asked.get(who)
        return BreakPass.objects.get(agent=self.people[who], id=id) if id else None

    def state(self, who: int) -> str:
        row = self.row(who)
        return row.state(self.now) if row else "gone"

    @rule(who=WHO, minutes=st.sampled_from([5, 10, 15]))
    def ask(self, who: int, minutes: int) -> None:
        line = self.waiting()
        open_already = self.state(who) in {"waiting", "held", "running"}
        id = uuid4()
        act: Callable[[], tuple[BreakPass, bool]] = lambda: ask_for_pass(  # noqa: E731
            self.people[who], id=id, minutes=minutes, because=None, now=self.now
        )
        if open_already:
            with pytest.raises(PassOpen):
                act()
            return
        row, _ = act()
        self.asked[who] = id
        assert not (row.starts_at and self.still_waiting(line)), "a newcomer overtook the line"

    def waiting(self) -> list[UUID]:
        return list(BreakPass.objects.waiting().order_by("turn").values_list("id", flat=True))

    def still_waiting(self, ids: list[UUID]) -> bool:
        return BreakPass.objects.waiting().filter(id__in=ids).exists()

    @rule(who=WHO)
    def accept(self, who: int) -> None:
        row, state = self.row(who), self.state(who)
        if row is None:
            return
        act = lambda: accept_place(self.people[who], id=row.id, now=self.now)  # noqa: E731
        if state in {"missed", "gone"}:
            with pytest.raises(HoldOver):
                act()
        elif state == "waiting":
            try:
                started = act()
            except NotYourTurn:
                return
            # Its turn came in this very moment, since nobody had looked at the floor.
            assert started.starts_at
        else:
            assert act().starts_at

    @rule(who=WHO)
    def come_back(self, who: int) -> None:
        row = self.row(who)
        if row:
            give_back(self.people[who], id=row.id, now=self.now)
            assert self.state(who) in {"over", "ended", "gone", "missed"}

    @rule(seconds=st.sampled_from([1, 59, 60, 180, 181, 300, 900, 901]))
    def time_passes(self, seconds: int) -> None:
        self.now += seconds * SECOND

    @rule()
    def sweep(self) -> None:
        floors.sweep(now=self.now)
        taken = BreakPass.objects.taking_a_place().count()
        assert taken == PLACES or not self.waiting(), "somebody waits while a place is free"

    @invariant()
    def never_more_than_the_places(self) -> None:
        assert BreakPass.objects.taking_a_place().count() <= PLACES
        assert BreakPass.objects.away_at(self.now).count() <= PLACES

    @invariant()
    def nobody_is_overtaken(self) -> None:
        """Whoever still waits asked after everybody who was given a place since."""
        first = BreakPass.objects.waiting().order_by("turn").first()
        if first:
            given = BreakPass.objects.exclude(starts_at=None, hold_until=None)
            assert not given.filter(turn__gt=first.turn).exists()

    @invariant()
    def the_number_of_a_mark_stays_what_it_was(self) -> None:
        mark = mark_before(self.now)
        count = BreakPass.objects.away_at(mark).count()
        if self.now > mark:  # in the moment of the mark itself something may still happen
            assert self.counts.setdefault(mark, count) == count
        assert mark - timedelta(minutes=5) < self.now


@pytest.mark.django_db
def test_any_life_of_a_small_floor(asha, ben, pia, cole, sam, organisation, ada):
    policy_of(organisation, ada, places=PLACES, passes_a_day=12)
    people = [asha, ben, pia, cole, sam]
    machine = type("LifeOfAFloor", (Floor,), {"people": people})
    chosen = settings(
        max_examples=50,
        stateful_step_count=30,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=chosen)
