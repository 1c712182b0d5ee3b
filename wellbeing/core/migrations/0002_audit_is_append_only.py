"""The log of who looked: written once, then only forgotten when it is three years old."""

from django.db import migrations

_POSTGRESQL = [
    """
    CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' AND OLD.at < now() - interval '1096 days' THEN RETURN OLD; END IF;
        RAISE EXCEPTION 'the audit log is append-only';
    END $$
    """,
    """
    CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE ON core_auditentry
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()
    """,
]
_POSTGRESQL_BACK = [
    "DROP TRIGGER audit_is_append_only ON core_auditentry",
    "DROP FUNCTION audit_is_append_only()",
]
_SQLITE = [
    """
    CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON core_auditentry
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
    """,
    """
    CREATE TRIGGER audit_is_kept_for_three_years BEFORE DELETE ON core_auditentry
    WHEN OLD.at >= strftime('%Y-%m-%d %H:%M:%f', 'now', '-1096 days')
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
    """,
]
_SQLITE_BACK = [
    "DROP TRIGGER audit_is_never_changed",
    "DROP TRIGGER audit_is_kept_for_three_years",
]


def _run(on_postgresql, on_sqlite):
    def run(apps, schema_editor):
        vendor = schema_editor.connection.vendor
        with schema_editor.connection.cursor() as cursor:
            for statement in {"postgresql": on_postgresql, "sqlite": on_sqlite}[vendor]:
                cursor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [
        migrations.RunPython(_run(_POSTGRESQL, _SQLITE), _run(_POSTGRESQL_BACK, _SQLITE_BACK))
    ]
