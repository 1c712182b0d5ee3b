"""Who looked at a report is told to whoever made it; once that is erased, no line is theirs."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from tests.incidents.reports import acknowledged, reported
from wellbeing import privacy
from wellbeing.core import chain
from wellbeing.core.models import AuditChain, AuditEntry
from wellbeing.incidents.models import Case
from wellbeing.incidents.rules import KEPT
from wellbeing.incidents.services import handling, keeping, reporting

pytestmark = pytest.mark.django_db
VIEWS = "/api/v1/views"


@pytest.fixture
def seen(asha, sam):
    """A report that Sam opened and took."""
    return acknowledged(reported(asha), sam)


def erase(person):
    privacy.erase(person, id=uuid4(), now=timezone.now())


def written_about(person) -> str:
    """All of the log that could name somebody, as it lies in the database."""
    found = []
    with connection.cursor() as cursor:
        for table in (AuditEntry._meta.db_table, AuditChain._meta.db_table):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608  tables of our own
            found += [str(value) for row in cursor.fetchall() for value in row]
    return " ".join(found).replace("-", "")


def test_who_looked_is_told_and_stands_in_no_line(seen, asha, signed_in):
    looks = signed_in(asha).get(VIEWS).json()

    assert [one["what"] for one in looks] == [
        "Took on your report of abuse", "Opened your report of abuse",
    ]  # fmt: skip
    assert {one["by"] for one in looks} == {"Sam"}
    assert not AuditEntry.objects.filter(person=asha).exists()
    assert next(iter(privacy.export(asha)["views"]))["act"] == "case_opened"


def test_erased_the_log_names_nobody_and_still_hangs_together(seen, asha, signed_in):
    assert asha.pk.hex in written_about(asha)

    erase(asha)

    assert asha.pk.hex not in written_about(asha)
    assert AuditEntry.objects.filter(chain=seen.pk).count() == 4
    assert not list(chain.broken())
    assert signed_in(asha).get(VIEWS).json() == []


def test_what_comes_after_it_was_erased_names_nobody_either(seen, asha, sam):
    """Also of somebody who had opened it a moment before, and still has it in their hands."""
    erase(asha)
    assert seen.reporter_id is not None

    handling.stand_back(sam, id=seen.pk, now=timezone.now())
    privacy.expire(timezone.now() + timedelta(days=31))

    assert not Case.objects.exists()
    assert asha.pk.hex not in written_about(asha)
    assert not list(chain.broken())


def test_whose_it_was_goes_also_where_the_report_is_gone_already(seen, asha, sam, signed_in):
    handling.close(sam, id=seen.pk, outcome="Done.", now=timezone.now())
    privacy.expire(timezone.now() + KEPT + timedelta(days=1))
    assert not Case.objects.exists()
    assert len(signed_in(asha).get(VIEWS).json()) == 3

    erase(asha)

    assert asha.pk.hex not in written_about(asha)


def test_what_is_held_by_law_stays_theirs_until_it_is_let_go(seen, asha, sam):
    other = reported(asha)
    review_at = timezone.now() + timedelta(days=90)
    keeping.hold(sam, id=seen.pk, reason="Court.", review_at=review_at, now=timezone.now())

    erase(asha)
    assert chain.about(asha.pk) == {seen.pk}

    keeping.let_go(sam, id=seen.pk, now=timezone.now())
    assert chain.about(asha.pk) == set()
    assert Case.objects.get(pk=other.pk).reporter is None


def test_another_persons_log_stays(seen, asha, ben, sam):
    acknowledged(reported(ben), sam)

    erase(asha)

    assert len(chain.about(ben.pk)) == 1
    assert AuditEntry.objects.about(ben.pk).count() == 2


def test_a_report_that_was_only_taken_back_still_tells_who_looked(seen, asha, signed_in):
    reporting.withdraw(seen, now=timezone.now())

    assert len(signed_in(asha).get(VIEWS).json()) == 2
