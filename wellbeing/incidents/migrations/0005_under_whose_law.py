from importlib import import_module

from django.db import migrations, models
from django.db.models import OuterRef, Subquery

_WAY = import_module("wellbeing.incidents.migrations.0002_a_case_goes_its_way")
_nothing = migrations.RunPython.noop


def _its_way_again(apps, schema_editor):
    """SQLite may make the table anew, and leaves out what holds the way of a case."""
    if schema_editor.connection.vendor == "sqlite":
        with schema_editor.connection.cursor() as cursor:
            for statement in ("DROP TRIGGER IF EXISTS case_goes_its_way", *_WAY._SQLITE):
                cursor.execute(statement)


def _of_whoever_reported(apps, schema_editor):
    """As it is now: nothing else is known of cases from before."""
    Case, User = apps.get_model("incidents", "Case"), apps.get_model("accounts", "User")
    theirs = User.objects.filter(pk=OuterRef("reporter")).values("country")[:1]
    Case.objects.filter(reporter__isnull=False).update(country=Subquery(theirs))


class Migration(migrations.Migration):
    dependencies = [("incidents", "0004_who_had_a_case_so_far")]

    operations = [
        migrations.RunPython(_nothing, _its_way_again),
        migrations.AddField(
            model_name="case",
            name="country",
            field=models.CharField(blank=True, default="", max_length=2),
            preserve_default=False,
        ),
        migrations.RunPython(_its_way_again, _nothing),
        migrations.RunPython(_of_whoever_reported, _nothing, elidable=True),
    ]
