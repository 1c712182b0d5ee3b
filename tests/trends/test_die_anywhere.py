"""Wherever the process ends, each period is published once, and nobody ever saw another number."""

import threading
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from tests.trends.company import MONDAY, at, closing_of, company, everybody_says, lines_of
from tests.trends.crash import Killed, killed_at
from wellbeing.core.models import OutboxEvent
from wellbeing.trends import chain
from wellbeing.trends.closing import close_due
from wellbeing.trends.interventions import announce_change
from wellbeing.trends.models import (
    Cell,
    Choice,
    Closing,
    Figure,
    Intervention,
    InterventionPerson,
    Place,
    Planning,
    Release,
)
from wellbeing.trends.planning import plan_until

pytestmark = pytest.mark.django_db

Seen = dict[tuple, set[str]]


def look(seen: Seen, path) -> None:
    """Note every number that anybody could see now: in the database, and in its copy."""
    for row in Figure.objects.select_related("release", "cell"):
        one = row.release
        key = (one.stream, one.level, str(one.starts_on), row.cell.key if row.cell else "")
        seen[key].add(str(row.values))
    for line in lines_of(path) if path.exists() else []:
        for key, values, *_ in line["figures"]:
            seen[line["stream"], line["level"], line["starts_on"], key].add(str(values))


def die_at(statement: int, now) -> bool:
    """Whether the closing job ended there, and not by itself."""
    try:
        with killed_at(statement):
            close_due(now)
    except Killed:
        return True
    return False


def test_a_closing_job_that_dies_at_any_statement_is_taken_up_again(organisation, settings):
    """From the planning of the first week to the last note: the whole job, not one period alone."""
    everybody_says(company([80]), MONDAY, 4)
    plan_until(at(MONDAY))
    statement, dead = 0, True
    while dead:
        statement += 1
        seen: Seen = defaultdict(set)
        fresh = transaction.savepoint()
        dead = die_at(statement, closing_of(1))
        look(seen, settings.RELEASES_FILE)

        close_due(closing_of(1))
        close_due(closing_of(1))
        chain.append_missing()
        look(seen, settings.RELEASES_FILE)

        assert Release.objects.count() == 2
        assert OutboxEvent.objects.count() == 1
        assert Closing.objects.get().finished_at
        assert len(seen) == 3
        assert {len(values) for values in seen.values()} == {1}, statement
        assert chain.broken_links(lines_of(settings.RELEASES_FILE)) == []
        transaction.savepoint_rollback(fresh)
        settings.RELEASES_FILE.unlink()

    assert statement > 40


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("statement", [8, 20, 30, 35, 45])
def test_what_was_committed_before_the_end_stays_and_is_not_drawn_again(
    organisation, settings, statement
):
    """The same with real commits, for which the copy waits."""
    company([80])
    seen: Seen = defaultdict(set)
    plan_until(at(MONDAY))

    assert die_at(statement, closing_of(2))
    look(seen, settings.RELEASES_FILE)
    close_due(closing_of(2))
    look(seen, settings.RELEASES_FILE)

    assert Release.objects.count() == 2 * 2
    assert {len(values) for values in seen.values()} == {1}
    assert len(lines_of(settings.RELEASES_FILE)) == 2 * 2


def two_at_once(work: Callable[[], int | None]) -> list[int | None]:
    """What two workers give back that begin at the same moment; an error of either is raised."""
    gate = threading.Barrier(2)

    def one() -> int | None:
        gate.wait()
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as workers:
        return [found.result() for found in [workers.submit(one) for _ in range(2)]]


@pytest.mark.django_db(transaction=True)
def test_two_workers_that_close_everything_at_once_publish_once(organisation, settings):
    everybody_says(company([80, 90]), MONDAY, 4)
    plan_until(at(MONDAY))

    published = two_at_once(lambda: close_due(closing_of(3)))

    seen: Seen = defaultdict(set)
    look(seen, settings.RELEASES_FILE)
    assert sum(published) == 3
    assert Release.objects.count() == 3 * 2
    assert {len(values) for values in seen.values()} == {1}
    assert chain.broken_links(lines_of(settings.RELEASES_FILE)) == []


@pytest.mark.django_db(transaction=True)
def test_two_workers_that_plan_at_once_make_one_plan(organisation):
    company([80])

    two_at_once(lambda: plan_until(at(MONDAY)))
    two_at_once(lambda: plan_until(at(MONDAY + timedelta(weeks=8))))

    assert list(Planning.objects.values_list("number", flat=True)) == [0, 1, 2]


@pytest.mark.django_db(transaction=True)
def test_two_workers_after_a_restore_book_what_it_took_once(organisation, settings):
    company([80])
    plan_until(at(MONDAY))
    with transaction.atomic():
        close_due(closing_of(3))
        chain.append_missing()
        transaction.set_rollback(True)
    published = {line["starts_on"] for line in lines_of(settings.RELEASES_FILE)}

    assert two_at_once(lambda: close_due(closing_of(3))) == [0, 0]

    lost = Release.objects.filter(lost=True)
    assert lost.count() == Release.objects.count() == 3 * 2
    assert {str(one.starts_on) for one in lost} == published


# --- Never changed --------------------------------------------------------------------------------
def test_no_row_of_what_was_published_is_updated_or_deleted(organisation, mona):
    """Every table of it, by SQL; the triggers alone are asked, on both databases."""
    people = company([90, 80])
    plan_until(at(MONDAY))
    announce_change(
        manager=mona, id=uuid4(), unit=people[0].unit_id, actions=["Huddle"],
        starts_on=MONDAY + timedelta(weeks=2), now=at(MONDAY),
    )  # fmt: skip
    close_due(closing_of(1))

    for model in (
        Release, Figure, Planning, Cell, Place, Choice, Intervention, InterventionPerson,
    ):  # fmt: skip
        table, key = model._meta.db_table, model._meta.pk.column
        before = list(model.objects.order_by("pk").values())
        assert before, table
        for statement in (f"UPDATE {table} SET {key} = {key}", f"DELETE FROM {table}"):  # noqa: S608
            refused = pytest.raises(DatabaseError, match="never changed")
            with refused, transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
        assert list(model.objects.order_by("pk").values()) == before
