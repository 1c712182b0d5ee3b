"""What was released can be checked by anybody, and is neither repeated nor free after a restore."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from tests.trends.company import MONDAY, at, closing_of, lines_of
from wellbeing.trends import chain, closing
from wellbeing.trends.closing import close_due
from wellbeing.trends.interventions import BudgetTaken, announce_change
from wellbeing.trends.models import Figure, Release

pytestmark = pytest.mark.django_db


def test_anybody_can_check_the_chain(people, django_capture_on_commit_callbacks, settings):
    with django_capture_on_commit_callbacks(execute=True):
        close_due(closing_of(5))
    said = lines_of(settings.RELEASES_FILE)

    assert len(said) == Release.objects.count() == 5 * 2 + 4
    assert chain.broken_links(said) == []
    said[3]["figures"][0][1][0] += 1
    assert chain.broken_links(said) == [4]
    del said[6]
    assert chain.broken_links(said) == [4, 8]


def test_what_the_database_gives_is_what_the_copy_holds(people, settings):
    close_due(closing_of(1))
    chain.append_missing()

    assert lines_of(settings.RELEASES_FILE) == json.loads(
        json.dumps(list(chain.lines(Release.objects.all())))
    )


def test_a_restore_never_publishes_a_period_twice(people, settings):
    close_due(closing_of(2))
    chain.append_missing()
    backup = transaction.savepoint()
    close_due(closing_of(4))
    chain.append_missing()
    seen = {(line["stream"], line["level"], line["starts_on"]) for line in
            lines_of(settings.RELEASES_FILE)}  # fmt: skip
    transaction.savepoint_rollback(backup)
    assert Release.objects.count() == 4

    assert close_due(closing_of(4)) == 0

    lost = Release.objects.filter(lost=True)
    assert lost.count() == 2 * 2 + 4
    assert not Figure.objects.filter(release__in=lost).exists()
    assert {(one.stream, one.level, str(one.starts_on)) for one in Release.objects.all()} == seen
    assert close_due(closing_of(5)) == 1
    chain.append_missing()
    assert chain.broken_links(lines_of(settings.RELEASES_FILE)) == []


def test_lost_periods_were_paid_for_all_the_same(people):
    close_due(closing_of(2))
    chain.append_missing()
    spent = sum(Release.objects.values_list("rho", flat=True))
    backup = transaction.savepoint()
    transaction.savepoint_rollback(backup)

    closing.book_lost(chain.unknown_to_the_database(), now=closing_of(2))

    assert sum(Release.objects.values_list("rho", flat=True)) == spent


def test_without_the_copy_nothing_is_published_until_somebody_looks(people, settings):
    close_due(closing_of(1))
    chain.append_missing()
    settings.RELEASES_FILE.unlink()

    with pytest.raises(chain.CopyMissing):
        close_due(closing_of(2))

    assert Release.objects.count() == 2


def test_a_line_that_was_cut_off_is_written_again(people, settings):
    close_due(closing_of(1))
    chain.append_missing()
    whole = settings.RELEASES_FILE.read_bytes()
    settings.RELEASES_FILE.write_bytes(whole[:-20])

    chain.append_missing()

    assert settings.RELEASES_FILE.read_bytes() == whole


def test_a_change_that_a_restore_took_is_paid_for_by_everybody(people, mona, settings):
    changes = [
        announce_change(
            manager=mona, id=uuid4(), unit=people[200 * n].unit_id, actions=["Huddle"],
            starts_on=MONDAY + timedelta(weeks=3), now=at(MONDAY),
        )[0]
        for n in range(2)
    ]  # fmt: skip
    assert len(changes) == 2
    line = {
        "stream": "intervention", "level": "change", "preset": "standard", "rho_year": 0.25,
        "rho": 0.01, "l2": 141.0, "scale": 1000.0, "engine": "opendp 0.16.0",
        "starts_on": str(MONDAY), "ends_on": str(MONDAY + timedelta(weeks=16)),
    }  # fmt: skip

    closing.book_lost([line | {"intervention": 90}, line | {"intervention": 91}], now=at(MONDAY))
    chain.append_missing()

    assert Release.objects.filter(lost=True, stream="intervention").count() == 2
    assert close_due(closing_of(1)) == 1  # the weeks go on
    with pytest.raises(BudgetTaken):
        announce_change(
            manager=mona, id=uuid4(), unit=people[0].unit_id, actions=["Again"],
            starts_on=MONDAY + timedelta(weeks=8), now=at(MONDAY),
        )  # fmt: skip
