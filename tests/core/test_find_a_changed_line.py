"""Lines about one case hang together: whatever is done to one of them behind our back is found."""

from datetime import timedelta
from io import StringIO
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from tests.times import NOON
from wellbeing.core import audit, chain
from wellbeing.core.models import AuditChain, AuditEntry
from wellbeing.core.privacy import AUDIT_KEPT

pytestmark = pytest.mark.django_db


def line(id: UUID, *, act: str = "case_opened", at=NOON) -> AuditEntry:
    with transaction.atomic():
        return audit.record(act, actor_id=None, role="reporter", now=at, chain=id, case=str(id))


@pytest.fixture
def three():
    id = uuid4()
    return [line(id), line(id, act="case_acknowledged"), line(id, act="case_closed")]


def behind_our_back(statement: str, *values: object) -> None:
    """As somebody who owns the database and has put its triggers aside."""
    off, on = {
        "postgresql": (
            [
                "SET CONSTRAINTS ALL IMMEDIATE",  # what waits would keep the table from changing
                "ALTER TABLE core_auditentry DISABLE TRIGGER audit_is_append_only",
            ],
            ["ALTER TABLE core_auditentry ENABLE TRIGGER audit_is_append_only"],
        ),
        "sqlite": (
            [
                "DROP TRIGGER IF EXISTS audit_is_never_changed",
                "DROP TRIGGER IF EXISTS audit_is_kept_for_three_years",
            ],
            [],
        ),
    }[connection.vendor]
    with connection.cursor() as cursor:
        for one in off:
            cursor.execute(one)
        cursor.execute(statement, values)
        for one in on:
            cursor.execute(one)


def test_what_nobody_touched_is_whole(three):
    out = StringIO()
    line(uuid4())

    call_command("verify_audit", stdout=out)

    assert "2 chains" in out.getvalue()
    assert [entry.number for entry in three] == [1, 2, 3]


@pytest.mark.parametrize(
    ("statement", "where", "number"),
    [
        ("UPDATE core_auditentry SET act = 'case_left' WHERE id = %s", 1, 2),
        ("UPDATE core_auditentry SET role = 'x' WHERE id = %s", 0, 1),
        ("DELETE FROM core_auditentry WHERE id = %s", 0, 1),
        ("DELETE FROM core_auditentry WHERE id = %s", 1, 2),
        ("DELETE FROM core_auditentry WHERE id = %s", 2, 3),
        ("UPDATE core_auditentry SET number = 9 WHERE id = %s", 2, 3),
    ],
)
def test_the_first_line_that_was_touched_is_named(three, statement, where, number):
    behind_our_back(statement, three[where].pk)

    assert list(chain.broken()) == [(three[0].chain, number)]
    with pytest.raises(CommandError):
        call_command("verify_audit", stderr=StringIO())


def test_two_lines_that_changed_places_are_found(three):
    for number, entry in ((8, three[0]), (1, three[1]), (2, three[0])):
        behind_our_back("UPDATE core_auditentry SET number = %s WHERE id = %s", number, entry.pk)

    assert list(chain.broken()) == [(three[0].chain, 1)]


def test_a_line_put_in_between_is_found(three):
    behind_our_back("UPDATE core_auditentry SET number = 4 WHERE id = %s", three[2].pk)
    like = three[1]
    AuditEntry.objects.create(
        at=NOON, role="case_handler", act="x", chain=like.chain, number=3, hash=like.hash
    )

    assert list(chain.broken()) == [(three[0].chain, 3)]


def test_a_chain_whose_end_was_cut_off_with_its_number_is_found(three):
    behind_our_back("DELETE FROM core_auditentry WHERE id = %s", three[2].pk)
    AuditChain.objects.update(last=2, hash=three[1].hash)

    assert list(chain.broken()) == [(three[0].chain, 1)]


def test_that_it_is_about_somebody_else_or_nobody_is_found(three, asha, ben):
    id = uuid4()
    with transaction.atomic():
        audit.record(
            "case_opened", actor_id=ben.pk, role="case_handler", now=NOON, person_id=asha.pk,
            chain=id,
        )  # fmt: skip
    assert not list(chain.broken())

    for person in (ben, None):
        AuditChain.objects.filter(pk=id).update(person=person)
        assert list(chain.broken()) == [(id, 1)]

    chain.unname([id])
    assert not list(chain.broken())
    assert not chain.about(asha.pk)


def test_no_line_of_a_chain_can_name_whom_it_is_about(three, asha):
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEntry.objects.create(
            at=NOON, role="case_handler", act="x", chain=uuid4(), number=1, hash=b"h", person=asha
        )


def test_what_is_three_years_old_goes_and_the_rest_can_be_checked():
    id, now = uuid4(), NOON
    old = now - AUDIT_KEPT - timedelta(days=30)
    for at in (old, old, now, now):
        line(id, at=at)

    chain.forget(now - AUDIT_KEPT)

    assert [entry.number for entry in AuditEntry.objects.order_by("number")] == [3, 4]
    assert not list(chain.broken())
    assert line(id).number == 5
    assert not list(chain.broken())
    behind_our_back("UPDATE core_auditentry SET act = 'x' WHERE number = %s", 3)
    assert list(chain.broken()) == [(id, 3)]


def test_a_chain_all_of_which_is_old_goes_whole():
    old = NOON - AUDIT_KEPT - timedelta(days=30)
    line(uuid4(), at=old)

    chain.forget(NOON - AUDIT_KEPT)

    assert not AuditEntry.objects.exists()
    assert not AuditChain.objects.exists()
