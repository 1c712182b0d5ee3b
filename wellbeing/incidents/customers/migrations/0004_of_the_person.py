"""Who is kept away, and who reported a customer, by the person: a diary may begin anew."""

from django.db import migrations

from wellbeing.core.subjects import apart, subject_of


def _kept_away(apps, _editor):
    kept, user = apps.get_model("customers", "KeptAway"), apps.get_model("accounts", "User")
    for person, diary in user.objects.values_list("pk", "diary").iterator():
        before = apart(subject_of(diary), "kept_away")
        kept.objects.filter(whose=before).update(whose=apart(subject_of(person), "kept_away"))


def _reported(apps, _editor):
    sighting = apps.get_model("customers", "Sighting")
    for row in sighting.objects.filter(case__reporter__isnull=False).select_related("case"):
        customer = f"customer:{bytes(row.hash).hex()}"
        row.whose = apart(subject_of(row.case.reporter_id), customer)
        row.save(update_fields=["whose"])


def _the_same_again(apps, _editor):
    """What a human said stands, where the customer was forgotten meanwhile."""
    sighting, customer = (apps.get_model("customers", name) for name in ("Sighting", "Customer"))
    for row in sighting.objects.filter(same=True, customer=None):
        row.customer, _new = customer.objects.get_or_create(hash=bytes(row.hash))
        row.save(update_fields=["customer"])
        row.case.actions.update(customer=row.customer)


def _all(apps, editor):
    for step in (_kept_away, _reported, _the_same_again):
        step(apps, editor)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("customers", "0003_whoever_had_the_case"),
        ("incidents", "0005_under_whose_law"),
    ]
    operations = [migrations.RunPython(_all, migrations.RunPython.noop)]
