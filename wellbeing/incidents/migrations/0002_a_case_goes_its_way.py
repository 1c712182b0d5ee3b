"""Which state follows which is held by the database too, also against an UPDATE by hand.

A closed case is withdrawn only as it is forgotten: with its reporter and its key.
"""

from django.db import migrations

_ALLOWED = """
    OLD.state = NEW.state
    OR (OLD.state = 'received' AND NEW.state IN ('acknowledged', 'withdrawn'))
    OR (OLD.state = 'acknowledged' AND NEW.state IN ('closed', 'withdrawn'))
    OR (OLD.state = 'closed' AND NEW.state = 'acknowledged')
    OR (OLD.state = 'closed' AND NEW.state = 'withdrawn'
        AND NEW.reporter_id IS NULL AND NEW.key_id IS NULL)
"""
_POSTGRESQL = [
    f"""
    CREATE FUNCTION case_goes_its_way() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF {_ALLOWED} THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'a case does not go from % to %', OLD.state, NEW.state
            USING ERRCODE = 'check_violation';
    END $$
    """,
    """
    CREATE TRIGGER case_goes_its_way BEFORE UPDATE OF state ON incidents_case
    FOR EACH ROW EXECUTE FUNCTION case_goes_its_way()
    """,
]
_POSTGRESQL_BACK = [
    "DROP TRIGGER case_goes_its_way ON incidents_case",
    "DROP FUNCTION case_goes_its_way()",
]
_SQLITE = [
    f"""
    CREATE TRIGGER case_goes_its_way BEFORE UPDATE OF state ON incidents_case
    WHEN NOT ({_ALLOWED})
    BEGIN SELECT RAISE(ABORT, 'a case does not go that way'); END
    """
]
_SQLITE_BACK = ["DROP TRIGGER case_goes_its_way"]


def _run(on_postgresql, on_sqlite):
    def run(apps, schema_editor):
        vendor = schema_editor.connection.vendor
        with schema_editor.connection.cursor() as cursor:
            for statement in {"postgresql": on_postgresql, "sqlite": on_sqlite}[vendor]:
                cursor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("incidents", "0001_initial")]
    operations = [
        migrations.RunPython(_run(_POSTGRESQL, _SQLITE), _run(_POSTGRESQL_BACK, _SQLITE_BACK))
    ]
