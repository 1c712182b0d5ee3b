"""On PostgreSQL: a role that may read what was released, and no check-in, request or report.

Whoever runs the migrations must be allowed to create roles, or an administrator of the database
creates it first: CREATE ROLE aftercall_dashboard NOLOGIN; GRANT aftercall_dashboard TO <user>;
"""

from django.db import migrations

ROLE = "aftercall_dashboard"
READABLE = [
    f"trends_{name}"
    for name in ("release", "figure", "planning", "cell", "place", "choice", "intervention")
]

# As of PostgreSQL 16 whoever creates a role is a member of it that may not take it on.
_CREATE = f"""
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{ROLE}') THEN
        CREATE ROLE {ROLE} NOLOGIN;
    END IF;
    IF NOT pg_has_role(current_user, '{ROLE}',
        CASE WHEN current_setting('server_version_num')::int < 160000 THEN 'MEMBER' ELSE 'SET' END)
    THEN
        EXECUTE format('GRANT {ROLE} TO %I', current_user);
    END IF;
END $$
"""


def build(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(_CREATE)
        cursor.execute("SELECT current_schema()")
        cursor.execute(f"GRANT USAGE ON SCHEMA {cursor.fetchone()[0]} TO {ROLE}")
        cursor.execute(f"GRANT SELECT ON {', '.join(READABLE)} TO {ROLE}")


def take_down(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(f"REVOKE ALL ON {', '.join(READABLE)} FROM {ROLE}")


class Migration(migrations.Migration):
    dependencies = [("trends", "0002_released_once_and_never_changed")]
    operations = [migrations.RunPython(build, take_down)]
