"""The database itself keeps managers from diaries: a user of PostgreSQL who is no superuser.

An installation's own user owns its database and may create roles. Nothing here is a superuser.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest
from asgiref.sync import async_to_sync, sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import ProgrammingError, connection, connections
from django.utils import timezone

from accounts.models import RoleGrant, Unit, User
from accounts.models.devices import Session
from accounts.models.people import Role
from tests.people import ApiClient, sign_in
from tests.times import LONG_AGO
from tests.trends.asked import ASKED, ask
from tests.trends.company import company, everybody_says
from wellbeing.asgi import application
from wellbeing.notifications.live import hint
from wellbeing.trends import schedule, wall
from wellbeing.trends.closing import close_due
from wellbeing.trends.planning import plan_until, zone

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="roles are PostgreSQL's"),
]

OWNER, DATABASE = "aftercall_owner", "aftercall_without_rights"
DIARIES = [
    model._meta.db_table
    for app in ("checkins", "resets")
    for model in apps.get_app_config(app).get_models()
]  # fmt: skip


def as_superuser(*statements: str) -> None:
    with psycopg.connect(settings.DATABASE_URL, autocommit=True) as session:
        for statement in statements:
            session.execute(statement)


@contextmanager
def everything_goes_to(user: str, database: str) -> Iterator[None]:
    """Also what other threads ask; until the end."""
    real = connections["default"]
    described = {**real.settings_dict, "USER": user, "NAME": database, "CONN_MAX_AGE": 0}
    before, connections.settings["default"] = connections.settings["default"], described
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"], connections.settings["default"] = real, before


@pytest.fixture(scope="module")
def installed(django_db_setup, django_db_blocker):
    """An installation of its own, migrated by its own user; dropped with the last test of it."""
    with django_db_blocker.unblock():
        as_superuser(
            f"CREATE ROLE {OWNER} LOGIN CREATEROLE NOSUPERUSER NOCREATEDB NOBYPASSRLS",
            f"CREATE DATABASE {DATABASE} OWNER {OWNER}",
        )
        with everything_goes_to(OWNER, DATABASE):
            call_command("migrate", verbosity=0, interactive=False)
            live_three_weeks()
        yield
        as_superuser(
            f"DROP DATABASE {DATABASE} WITH (FORCE)",
            f"REVOKE {wall.ROLE} FROM {OWNER}",
            f"DROP ROLE {OWNER}",
        )


def live_three_weeks() -> None:
    now = timezone.now()
    Unit.objects.create(kind=Unit.Kind.ORGANISATION, name="Northwind Care")
    people = company([90, 80])
    first = schedule.monday_of(now, zone()) - timedelta(weeks=4)
    plan_until(now - timedelta(weeks=4))
    everybody_says(people, first, 2)
    close_due(now)


@pytest.fixture
def owner(installed):
    with everything_goes_to(OWNER, DATABASE):
        yield


@pytest.fixture
def boss(owner) -> User:
    """Manager of everything, and administrator."""
    top = Unit.objects.get(kind=Unit.Kind.ORGANISATION)
    one = User.objects.create(personnel_number=uuid4().hex, name="Boss", unit=top,
                              email=f"{uuid4().hex}@example.com", joined_at=LONG_AGO)  # fmt: skip
    for role in (Role.MANAGER, Role.ADMINISTRATOR):
        RoleGrant.objects.create(person=one, role=role, unit=top, starts_at=LONG_AGO)
    return one


@contextmanager
def no_right_on_diaries() -> Iterator[None]:
    """The user of the installation itself, who owns them, gives every right on them away."""
    tables = ", ".join(DIARIES)
    with connection.cursor() as cursor:
        cursor.execute(f"REVOKE ALL ON {tables} FROM {OWNER}")
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT ALL ON {tables} TO {OWNER}")


def test_the_user_is_no_superuser(owner):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper, rolbypassrls FROM pg_roles "
                       "WHERE rolname = current_user")  # fmt: skip
        assert cursor.fetchone() == (OWNER, False, False)


def test_the_dashboards_role_reads_what_was_released_and_nothing_else(owner):
    """Check-ins, resets, passes and sessions among them; whatever is added later as well."""
    tables = connection.introspection.table_names()
    assert {*DIARIES, *wall.READABLE, Session._meta.db_table} <= set(tables)
    for table in tables:
        with may_read(table), wall.released_only(), connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}" LIMIT 1')  # noqa: S608


def may_read(table: str) -> AbstractContextManager[object]:
    if table in wall.READABLE:
        return nullcontext()
    return pytest.raises(ProgrammingError, match=f"permission denied for table {table}")


def test_the_dashboards_role_changes_nothing(owner):
    with connection.cursor() as cursor:
        for right in ("INSERT", "UPDATE", "DELETE", "TRUNCATE", "TRIGGER"):
            cursor.execute(
                "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = "
                "current_schema()::regnamespace AND has_table_privilege(%s, oid, %s)",
                [wall.ROLE, right],
            )
            assert cursor.fetchall() == []


def test_nobody_signs_in_as_the_dashboards_role(owner):
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolcanlogin, rolsuper, rolcreaterole, rolcreatedb FROM pg_roles "
                       "WHERE rolname = %s", [wall.ROLE])  # fmt: skip
        assert cursor.fetchone() == (False, False, False, False)


@pytest.mark.parametrize("what", ASKED)
def test_a_manager_needs_no_right_on_any_diary(boss, what):
    client = ApiClient()
    sign_in(client, boss)

    with no_right_on_diaries():
        assert ask(client, what)


def test_without_the_right_a_diary_is_not_read(boss):
    """Else the test above would prove nothing."""
    client = ApiClient()
    sign_in(client, boss)

    with no_right_on_diaries(), pytest.raises(ProgrammingError, match="permission denied"):
        client.get("/api/v1/checkins")


def test_the_live_socket_needs_no_right_either(boss):
    client = ApiClient()
    sign_in(client, boss)
    key = client.cookies["sessionid"].value

    async def stays_open() -> bool:
        headers = [(b"cookie", f"sessionid={key}".encode()), (b"origin", b"http://localhost")]
        scope = {"type": "websocket", "path": "/ws/live", "query_string": b"", "subprotocols": []}
        socket = ApplicationCommunicator(application, scope | {"headers": headers})
        await socket.send_input({"type": "websocket.connect"})
        accepted = (await socket.receive_output(5))["type"] == "websocket.accept"
        await sync_to_async(hint)(person_id=str(boss.pk), topic="trends")
        told = await socket.receive_output(5)
        await socket.send_input({"type": "websocket.disconnect", "code": 1000})
        await socket.wait(5)
        return accepted and told["type"] == "websocket.send"

    with no_right_on_diaries():
        assert async_to_sync(stays_open)()


def test_the_right_to_create_roles_can_be_taken_away_once_the_role_is_there(owner):
    """As docs/operations.md has it: an administrator makes the role, the migration uses it."""
    call_command("migrate", "trends", "0002", verbosity=0)
    as_superuser(f"ALTER ROLE {OWNER} NOCREATEROLE")

    call_command("migrate", "trends", verbosity=0)

    as_superuser(f"ALTER ROLE {OWNER} CREATEROLE")
    with wall.released_only(), connection.cursor() as cursor:
        cursor.execute("SELECT current_user, count(*) > 0 FROM trends_figure")
        assert cursor.fetchone() == (wall.ROLE, True)
