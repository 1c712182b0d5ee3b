"""Everybody reads who opened their entry; the log can be added to and not bent."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from tests.times import MINUTE
from wellbeing.core.audit import record
from wellbeing.core.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def looked_at(asha, ada, mona):
    now = timezone.now()
    record("person_opened", actor_id=ada.pk, role="administrator", now=now, person_id=asha.pk)
    later = now + MINUTE
    record("person_opened", actor_id=mona.pk, role="manager", now=later, person_id=asha.pk)
    return asha


@pytest.mark.parametrize("page", ["/api/v1/people/{}", "/admin/accounts/user/{}/change/"])
def test_an_administrator_who_opens_her_entry_is_seen(page, asha, ada, signed_in):
    assert signed_in(ada).get(page.format(asha.pk)).status_code == 200

    (view,) = signed_in(asha).get("/api/v1/views").json()
    assert (view["by"], view["role"], view["what"]) == (
        "Ada",
        "administrator",
        "Opened your entry",
    )


def test_the_newest_look_comes_first_with_name_and_role(looked_at, signed_in):
    views = signed_in(looked_at).get("/api/v1/views").json()

    assert [(view["by"], view["role"]) for view in views] == [
        ("Mona", "manager"),
        ("Ada", "administrator"),
    ]
    assert all(view["what"] for view in views)


def test_nobody_else_reads_who_looked_at_her(looked_at, ben, tara, mona, ada, signed_in):
    for person in (ben, tara, mona, ada):
        assert signed_in(person).get("/api/v1/views").json() == []


def test_ones_own_steps_are_no_look(ada, signed_in):
    record(
        "person_opened",
        actor_id=ada.pk,
        role="administrator",
        now=timezone.now(),
        person_id=ada.pk,
    )

    assert signed_in(ada).get("/api/v1/views").json() == []


@pytest.mark.parametrize("role", ["agent", "peer"])
def test_looks_of_agents_and_peers_cannot_even_be_stored(asha, pia, role):
    with pytest.raises(IntegrityError), transaction.atomic():
        record("trends_opened", actor_id=pia.pk, role=role, now=timezone.now(), person_id=asha.pk)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE core_auditentry SET role = 'manager'", "DELETE FROM core_auditentry"],
)
def test_the_database_itself_refuses_to_bend_the_log(looked_at, statement):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert AuditEntry.objects.count() == 2
