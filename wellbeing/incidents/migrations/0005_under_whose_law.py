from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def of_whoever_reported(apps, schema_editor):
    """As it is now: nothing else is known of cases from before."""
    Case, User = apps.get_model("incidents", "Case"), apps.get_model("accounts", "User")
    theirs = User.objects.filter(pk=OuterRef("reporter")).values("country")[:1]
    signed = Case.objects.filter(reporter__isnull=False)
    signed.update(country=Subquery(theirs))


class Migration(migrations.Migration):
    dependencies = [("incidents", "0004_who_had_a_case_so_far")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="country",
            field=models.CharField(blank=True, default="", max_length=2),
            preserve_default=False,
        ),
        migrations.RunPython(of_whoever_reported, migrations.RunPython.noop, elidable=True),
    ]
