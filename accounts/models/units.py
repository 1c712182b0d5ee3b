"""The organisation as a tree of at most four levels."""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class UnitQuerySet(models.QuerySet["Unit"]):
    def within(self, unit: "Unit") -> Self:
        """The unit and everything below it; four levels deep at most, so no recursion."""
        return self.within_any([unit.pk])

    def within_any(self, units: Iterable[int]) -> Self:
        found = Q(pk__in=units)
        for level in ("parent", "parent__parent", "parent__parent__parent"):
            found |= Q(**{f"{level}__in": units})
        return self.filter(found)


class Unit(models.Model):
    """An organisation, site, department or team."""

    class Kind(models.TextChoices):
        ORGANISATION = "organisation", _("Organisation")
        SITE = "site", _("Site")
        DEPARTMENT = "department", _("Department")
        TEAM = "team", _("Team")

    kind = models.CharField(max_length=16, choices=Kind)
    name = models.CharField(max_length=120)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="unit_names_differ_below_one_parent", fields=["parent", "name"]
            ),
            models.UniqueConstraint(
                name="one_organisation", fields=["kind"], condition=Q(kind="organisation")
            ),
            models.CheckConstraint(
                name="only_the_organisation_has_no_parent",
                condition=Q(kind="organisation", parent=None)
                | (~Q(kind="organisation") & Q(parent__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def path(self) -> list["Unit"]:
        """From the organisation down to this unit."""
        above = self.parent.path() if self.parent else []
        return [*above, self]
