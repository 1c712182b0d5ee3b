"""Whom somebody does not want to meet again."""

from django.conf import settings
from django.db import models


class Exclusion(models.Model):
    """Two people who are never brought together again, by the wish of one of them.

    It shows its owner the name they knew. Nothing stops a second row about the same person: that
    would tell whoever is behind an alias.
    """

    pk = models.CompositePrimaryKey("owner_id", "id")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    id = models.UUIDField()
    excluded = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    known_as = models.CharField(max_length=120)
    made_on = models.DateField()
