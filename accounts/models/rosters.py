"""Files with the people of the organisation, looked at before they are applied."""

from django.conf import settings
from django.db import models


class RosterImport(models.Model):
    """One file: its text until it is applied or a day has passed, then numbers alone."""

    pk = models.CompositePrimaryKey("imported_by_id", "id")
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    id = models.UUIDField()
    file_name = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    absent_leave = models.BooleanField()
    # Of everything that the preview promised, so that applying does exactly that or nothing.
    digest = models.CharField(max_length=64)
    summary = models.JSONField()
    created_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
