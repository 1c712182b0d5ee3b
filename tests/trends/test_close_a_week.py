"""A period is counted, blurred and published once; whatever happens on the way."""

import threading
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts.models import RoleGrant, Unit
from tests.trends.company import (
    MONDAY,
    at,
    closing_of,
    company,
    everybody_says,
    hire,
    say,
)
from wellbeing.checkins.models import CheckIn
from wellbeing.core.models import OutboxEvent
from wellbeing.trends import chain, release
from wellbeing.trends.closing import close_due, due
from wellbeing.trends.models import Cell, Choice, Closing, Figure, Membership, Planning, Release
from wellbeing.trends.planning import plan_until
from wellbeing.trends.release import Task, close

pytestmark = pytest.mark.django_db


def first_week() -> Task:
    return next(task for task in due(closing_of(1)) if task.stream == "mood_week")


def figures(stream: str = "mood_week") -> dict:
    rows = Figure.objects.filter(release__stream=stream).select_related("release", "cell")
    return {
        (row.release.level, row.release.starts_on, row.cell and row.cell.key): row.values
        for row in rows
    }


def test_the_first_week_has_a_number_for_every_group(people):
    everybody_says(people, MONDAY, 4)

    assert close_due(closing_of(1)) == 1

    found = Release.objects.order_by("number")
    assert [(one.stream, one.level) for one in found] == [
        ("mood_week", "base"), ("mood_week", "large"),
    ]  # fmt: skip
    assert Cell.objects.count() == 3 + 2
    assert len(figures()) == 3 + 2 + 1  # and the organisation, which is the sum of two
    # Seven hundred agents at +75 each, and two sites' worth of noise.
    base = [values for (level, *_), values in figures().items() if level == "base"]
    assert sum(values[0] for values in base) == pytest.approx(700 * 75, abs=6 * 2700 * 3**0.5)


def test_the_noise_is_there(people):
    """Without anybody's word the published numbers are noise, and not zero."""
    close_due(closing_of(1))

    spread = [value for values in figures().values() for value in values]
    assert len(set(spread)) > 8
    assert max(map(abs, spread)) < 8 * 4300


def test_groups_add_up_on_both_levels(people):
    everybody_says(people, MONDAY, 2)
    close_due(closing_of(1))

    for large in Cell.objects.filter(level="large"):
        above = large.figures.get().agreed
        below = [one.agreed for one in Figure.objects.filter(cell__large=large)]
        for n in (0, 1):
            assert sum(one[n] for one in below) / above[n] == pytest.approx(1, abs=1e-9)


def test_nothing_is_published_before_three_days_have_passed(people):
    assert close_due(closing_of(1) - timedelta(hours=2)) == 0
    assert close_due(closing_of(1)) == 1


def test_a_second_run_publishes_nothing(people):
    close_due(closing_of(1))
    before = figures()

    assert close_due(closing_of(1)) == 0
    assert not close(Task(stream="mood_week", period=first_period()), now=closing_of(1))
    assert figures() == before


def first_period():
    from wellbeing.trends import schedule
    from wellbeing.trends.planning import zone

    return schedule.period(MONDAY, 1, zone())


def test_missed_weeks_are_caught_up_in_order(people):
    everybody_says(people, MONDAY, 3)

    assert close_due(closing_of(5)) == 5 + 4  # five weeks; sources, energy, abuse and help of four

    weeks = Release.objects.filter(level="base").order_by("number")
    assert [one.starts_on for one in weeks] == [MONDAY + timedelta(weeks=n) for n in range(5)]
    assert Planning.objects.count() == 2
    assert not list(due(closing_of(5)))


def test_every_stream_is_published_in_its_time(people):
    close_due(closing_of(13))

    found = {(one.stream, one.level) for one in Release.objects.all()}
    assert found == {
        ("mood_week", "base"), ("mood_week", "large"), ("cycle_13wk", "large"),
        ("stress_4wk", "large"), ("energy_4wk", "large"), ("abuse_4wk", "large"),
        ("help_4wk", "whole"),
    }  # fmt: skip
    lengths = {row.release.stream: len(row.values) for row in Figure.objects.all()}
    assert lengths == {
        "mood_week": 2, "cycle_13wk": 168, "stress_4wk": 10, "energy_4wk": 2, "abuse_4wk": 6,
        "help_4wk": 4,
    }  # fmt: skip


def test_what_arrives_too_late_changes_nothing(people, settings):
    close_due(closing_of(1))
    before = settings.RELEASES_FILE.read_bytes() if settings.RELEASES_FILE.exists() else b""
    stored = figures()

    say(people[0], at(MONDAY), 1, received=closing_of(1))
    close_due(closing_of(1))
    chain.append_missing()

    assert figures() == stored
    assert settings.RELEASES_FILE.read_bytes().startswith(before)


def test_the_same_groups_are_published_whoever_takes_part(people):
    """With one agent's rows, without them, and with no rows at all."""
    everybody_says(people, MONDAY, 3)

    def keys_published():
        with transaction.atomic():
            close_due(closing_of(4))
            keys = set(figures("mood_week")) | set(figures("stress_4wk"))
            transaction.set_rollback(True)
        return keys

    full = keys_published()
    CheckIn.objects.of(CheckIn.objects.first().subject).delete()
    without_one = keys_published()
    CheckIn.objects.all().delete()

    assert full == without_one == keys_published()


def test_below_eighty_agents_nothing_is_planned_or_published(organisation):
    people = company([79])

    assert close_due(closing_of(1)) == 0
    assert not Planning.objects.exists()
    hire(1, people[0].unit)
    close_due(closing_of(1))
    assert Planning.objects.get().agents == 80


def test_a_company_that_shrinks_below_eighty_gets_no_more_releases(people):
    close_due(closing_of(3))
    RoleGrant.objects.filter(person__in=people[79:]).delete()

    close_due(closing_of(9))

    assert Release.objects.latest("number").starts_on < MONDAY + timedelta(weeks=4)
    assert not Planning.objects.get(number=1).cells.exists()


def test_who_joins_or_moves_counts_there_from_the_next_four_weeks(people):
    new = hire(1, Unit.objects.get(name="Department 0.0"))[0]
    moved = people[0]
    moved.unit = Unit.objects.get(name="Department 1.0")
    moved.save()

    plan_until(at(MONDAY + timedelta(weeks=4)))

    cells = Membership.objects.filter(person=moved).order_by("planning")
    assert [row.cell.name for row in cells] == ["Department 0.0", "Department 1.0"]
    assert [row.planning_id for row in Membership.objects.filter(person=new)] == [1]


def test_everybody_is_in_one_group_of_each_level(people):
    assert Membership.objects.count() == len(people)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(planning_id=0, person=people[0], cell=Cell.objects.last())
    for level in ("large", "base"):
        sizes = Cell.objects.filter(level=level).values_list("agents", flat=True)
        assert sum(sizes) == len(people)


# --- Once -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("model", [Release, Figure, Cell, Planning])
@pytest.mark.parametrize("act", ["update", "delete"])
def test_what_was_released_is_never_changed(people, model, act):
    close_due(closing_of(1))
    rows = model.objects.order_by("pk")[:1]
    table, key = model._meta.db_table, model._meta.pk.column
    statement = {
        "update": f"UPDATE {table} SET {key} = {key}",  # noqa: S608
        "delete": f"DELETE FROM {table}",  # noqa: S608
    }[act]

    refused = pytest.raises(DatabaseError, match="never changed")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert model.objects.filter(pk__in=[row.pk for row in rows]).exists()


def test_the_database_refuses_a_second_release_of_a_period(people):
    close_due(closing_of(1))
    one = Release.objects.get(level="base")
    one.number = 99

    with pytest.raises(IntegrityError), transaction.atomic():
        one.save(force_insert=True)


class _Killed(BaseException):
    """The process is gone: nothing of ours may catch it."""


def test_a_crash_at_any_statement_leaves_nothing_and_can_be_repeated(people):
    everybody_says(people, MONDAY, 4)
    task, now, statements = first_week(), closing_of(1), 0

    def kill_at(place):
        seen = 0

        def run(execute, sql, params, many, context):
            nonlocal seen
            seen += 1
            if seen == place:
                raise _Killed
            return execute(sql, params, many, context)

        return run

    while True:
        statements += 1
        try:
            with transaction.atomic(), connection.execute_wrapper(kill_at(statements)):
                close(task, now=now)
        except _Killed:
            assert not Release.objects.exists()
            assert not Figure.objects.exists()
            assert not OutboxEvent.objects.exists()
            continue
        break

    assert statements > 15
    assert Release.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_publishes(organisation):
    everybody_says(company([120]), MONDAY, 4)
    plan_until(at(MONDAY))
    task, now = first_week(), closing_of(1)
    gate, won = threading.Barrier(4), []

    def work():
        gate.wait()
        try:
            won.append(close(task, now=now))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(won) == [False, False, False, True]
    assert Release.objects.count() == 2


def test_a_release_that_the_budget_does_not_allow_is_not_made(people, monkeypatch):
    """By an accident of ours: a preset that was raised behind the ledger's back."""
    close_due(closing_of(51))
    monkeypatch.setitem(release.PRESETS, "standard", 0.25)
    rows = list(Release.objects.all())
    assert sum(one.rho for one in rows if one.stream == "mood_week") < 0.25
    task = next(task for task in due(closing_of(52)) if task.stream == "mood_week")
    extra = Release.objects.latest("number")
    extra.pk, extra.rho, extra.level = extra.pk + 1, 0.08, "extra"
    extra.save(force_insert=True)

    with pytest.raises(release.BudgetSpent):
        close(task, now=closing_of(52))


def test_progress_is_noted(people):
    close_due(closing_of(2))

    noted = Closing.objects.order_by("starts_on")
    assert [(one.stream, one.tries) for one in noted] == [("mood_week", 1)] * 2
    assert all(one.finished_at == closing_of(2) for one in noted)


def test_a_large_company_has_days_and_its_own_strength(people, ada):
    """Chosen for the second planning period, as for a roster of five thousand."""
    Choice.objects.create(
        from_planning=1, preset="strict", table="large", chosen_at=at(MONDAY), chosen_by=ada
    )
    everybody_says(people, MONDAY + timedelta(weeks=4), 5)

    close_due(closing_of(5))

    day = Release.objects.get(stream="mood_day")
    assert (day.level, day.preset, day.starts_on) == (
        "whole", "strict", MONDAY + timedelta(weeks=4),
    )  # fmt: skip
    assert len(day.figures.get().values) == 14
    first = Release.objects.filter(level="base").earliest("number")
    assert (first.preset, first.rho_year) == ("standard", 0.25)
    assert not list(due(closing_of(5)))
