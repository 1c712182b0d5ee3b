"""Whoever had the case, or has it: an action knows them also where the case is gone."""

from django.conf import settings
from django.db import migrations, models


def _note(apps, _editor):
    action, holder = apps.get_model("customers", "Action"), apps.get_model("incidents", "Holder")
    kept, of_case = action.had_by.through, {}
    for case, person in holder.objects.values_list("case", "person"):
        of_case.setdefault(case, set()).add(person)
    rows = [
        kept(action_id=pk, user_id=person)
        for pk, case in action.objects.exclude(case=None).values_list("pk", "case")
        for person in of_case.get(case, ())
    ]
    kept.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0002_flag_notices"),
        ("incidents", "0004_who_had_a_case_so_far"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            model_name="action",
            name="had_by",
            field=models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.RunPython(_note, migrations.RunPython.noop),
    ]
