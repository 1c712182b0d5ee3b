"""When a file was settled stood there by the second, which says who sent it, and was never read."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial")]
    operations = [migrations.RemoveField("evidencefile", "settled_at")]
