"""Whoever has a case now, and whoever did in it what only its holder may."""

from django.db import migrations

_OF_ITS_HOLDER = (
    "case_acknowledged", "case_taken_over", "case_given", "case_message", "case_closed",
    "case_reopened", "case_paused", "case_resumed", "case_held", "case_let_go",
    "case_step_settled", "case_pack_made", "customer_matched", "customer_told_apart",
    "action_proposed",
)  # fmt: skip


def _note(apps, _editor):
    holder, case = apps.get_model("incidents", "Holder"), apps.get_model("incidents", "Case")
    message, line = apps.get_model("incidents", "CaseMessage"), apps.get_model("core", "AuditEntry")
    # Whoever was given a case and did nothing may be gone from the roster.
    people = {
        str(one) for one in apps.get_model("accounts", "User").objects.values_list("pk", flat=True)
    }
    lines = line.objects.filter(chain__in=case.objects.values("pk"), act__in=_OF_ITS_HOLDER)
    for found in (
        case.objects.values_list("pk", "assigned_to"),
        case.objects.values_list("pk", "closed_by"),
        # The log of old cases may be gone by itself; their messages are not.
        message.objects.values_list("case", "author"),
        lines.values_list("chain", "actor"),
        lines.filter(act="case_given").values_list("chain", "detail__to"),
    ):
        known = {(case, person) for case, person in found.distinct() if str(person) in people}
        rows = [holder(case_id=case, person_id=person) for case, person in known]
        holder.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("core", "0002_audit_is_append_only"),
        ("incidents", "0003_whoever_had_a_case_is_part_of_it"),
    ]
    operations = [migrations.RunPython(_note, migrations.RunPython.noop)]
