"""A report is found again by the diary that told it, and not by whoever has the name later."""

from importlib import import_module

from django.db import migrations, models
from django.db.models import Q

from wellbeing.core.subjects import apart, subject_of

_its_way_again = import_module("wellbeing.incidents.migrations.0005_under_whose_law")._its_way_again
_nothing = migrations.RunPython.noop


def _by_the_diary_of_now(apps, _editor):
    """Nothing else is known of reports from before."""
    Case, User = apps.get_model("incidents", "Case"), apps.get_model("accounts", "User")
    signed = Case.objects.filter(reporter__isnull=False)
    people = User.objects.filter(pk__in=signed.values("reporter"))
    for person, diary in people.values_list("pk", "diary").iterator():
        signed.filter(reporter=person).update(whose=apart(subject_of(diary), "reports"))


class Migration(migrations.Migration):
    dependencies = [("incidents", "0005_under_whose_law")]

    operations = [
        migrations.RunPython(_nothing, _its_way_again),
        migrations.AddField("case", "whose", models.UUIDField(null=True)),
        migrations.AddConstraint(
            "case",
            models.CheckConstraint(
                name="case_of_nobody_leads_to_no_diary",
                condition=Q(whose=None) | Q(reporter__isnull=False),
            ),
        ),
        migrations.RunPython(_its_way_again, _nothing),
        migrations.RunPython(_by_the_diary_of_now, _nothing),
    ]
