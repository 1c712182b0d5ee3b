"""What was released, announced or planned is written once; no row of it is changed or deleted."""

from django.db import migrations

_TABLES = [
    f"trends_{name}"
    for name in (
        "release", "figure", "planning", "cell", "place", "choice", "intervention",
        "interventionperson",
    )
]  # fmt: skip
_NEVER = "what was released is never changed"
_POSTGRESQL = [
    f"""
    CREATE FUNCTION trends_are_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{_NEVER}'; END $$
    """,
    *(
        f"""
        CREATE TRIGGER {table}_is_never_changed BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION trends_are_never_changed()
        """
        for table in _TABLES
    ),
]
_POSTGRESQL_BACK = [
    *(f"DROP TRIGGER {table}_is_never_changed ON {table}" for table in _TABLES),
    "DROP FUNCTION trends_are_never_changed()",
]
_SQLITE = [
    f"""
    CREATE TRIGGER {table}_is_never_{act[1]} BEFORE {act[0]} ON {table}
    BEGIN SELECT RAISE(ABORT, '{_NEVER}'); END
    """
    for table in _TABLES
    for act in (("UPDATE", "changed"), ("DELETE", "deleted"))
]
_SQLITE_BACK = [
    f"DROP TRIGGER {table}_is_never_{act}" for table in _TABLES for act in ("changed", "deleted")
]


def _run(on_postgresql, on_sqlite):
    def run(apps, schema_editor):
        vendor = schema_editor.connection.vendor
        with schema_editor.connection.cursor() as cursor:
            for statement in {"postgresql": on_postgresql, "sqlite": on_sqlite}[vendor]:
                cursor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("trends", "0001_initial")]
    operations = [
        migrations.RunPython(_run(_POSTGRESQL, _SQLITE), _run(_POSTGRESQL_BACK, _SQLITE_BACK))
    ]
