"""What the trends keep: public lists made from the roster, and what was released. Never a mood."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

_NAMES = 64


class Choice(models.Model):
    """How strong the blur is, from one planning period on. The first is made at installation."""

    from_planning = models.PositiveIntegerField(unique=True)
    preset = models.CharField(max_length=16)
    table = models.CharField(max_length=16)
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    chosen_at = models.DateTimeField()


class Planning(models.Model):
    """Four weeks for which the groups are fixed, from the roster at their beginning."""

    number = models.PositiveIntegerField(primary_key=True)
    starts_on = models.DateField(unique=True)
    agents = models.PositiveIntegerField()
    # For each floor what the next planning period must remember of units: see cells.Hysteresis.
    memory = models.JSONField()
    made_at = models.DateTimeField()


class Cell(models.Model):
    """A group with a number of its own in one planning period."""

    class Level(models.TextChoices):
        LARGE = "large"
        BASE = "base"

    class Kind(models.TextChoices):
        UNIT = "unit"
        WITH_SMALL = "with_small"  # a unit and small ones beside it
        OTHERS = "others"  # the small ones of a unit

    planning = models.ForeignKey(Planning, models.PROTECT, related_name="cells")
    level = models.CharField(max_length=8, choices=Level)
    key = models.TextField()  # the same key in two planning periods is the same line
    kind = models.CharField(max_length=16, choices=Kind)
    name = models.CharField(max_length=120)
    agents = models.PositiveIntegerField()
    large = models.ForeignKey("self", models.PROTECT, related_name="bases", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_cell_per_key_and_level", fields=["planning", "level", "key"]
            ),
            models.CheckConstraint(name="no_cell_below_the_floor", condition=Q(agents__gte=80)),
            models.CheckConstraint(
                name="base_cells_lie_in_large_ones",
                condition=Q(level="large", large=None) | Q(level="base", large__isnull=False),
            ),
        ]


class Membership(models.Model):
    """In which base cell somebody counts for four weeks, whether they take part or not."""

    planning = models.ForeignKey(Planning, models.PROTECT, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    cell = models.ForeignKey(Cell, models.PROTECT, related_name="memberships")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_cell_per_person_and_planning", fields=["planning", "person"]
            )
        ]


class Place(models.Model):
    """Where a unit counts for four weeks: in which base cell, and in which large one."""

    planning = models.ForeignKey(Planning, models.PROTECT, related_name="places")
    unit_id = models.BigIntegerField()
    base = models.ForeignKey(Cell, models.PROTECT, related_name="+", null=True)
    large = models.ForeignKey(Cell, models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_place_per_unit_and_planning", fields=["planning", "unit_id"]
            )
        ]


class Intervention(models.Model):
    """A change that a manager announced, and whose people are fixed from then on."""

    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="registered_interventions"
    )
    device_id = models.UUIDField()
    cell = models.ForeignKey(Cell, models.PROTECT, related_name="interventions")
    actions = models.JSONField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    registered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_intervention_per_device_id", fields=["registered_by", "device_id"]
            ),
            models.CheckConstraint(
                name="intervention_ends_after_it_starts", condition=Q(ends_on__gt=F("starts_on"))
            ),
        ]


class InterventionPerson(models.Model):
    """One of the rostered people whom a change concerned when it was announced."""

    intervention = models.ForeignKey(Intervention, models.PROTECT, related_name="people")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="once_per_person_and_intervention", fields=["intervention", "person"]
            )
        ]


class ReleaseQuerySet(models.QuerySet["Release"]):
    def of(self, stream: str) -> Self:
        return self.filter(stream=stream, lost=False)


class Release(models.Model):
    """One line of the ledger: what was published once, what it cost, chained to the line before.

    A lost one was published before a restore took its figures; it costs the same, and the unique
    constraints keep it from ever being computed again.
    """

    number = models.PositiveIntegerField(primary_key=True)
    stream = models.CharField(max_length=16)
    level = models.CharField(max_length=8)
    starts_on = models.DateField()
    ends_on = models.DateField()
    planning = models.ForeignKey(Planning, models.PROTECT, related_name="releases", null=True)
    intervention = models.OneToOneField(
        Intervention, models.PROTECT, related_name="release", null=True
    )
    lost = models.BooleanField(default=False)
    preset = models.CharField(max_length=16)
    rho_year = models.FloatField()
    rho = models.FloatField()
    l2 = models.FloatField()
    scale = models.FloatField()
    engine = models.CharField(max_length=16)
    released_at = models.DateTimeField()
    previous_hash = models.CharField(max_length=_NAMES)
    hash = models.CharField(max_length=_NAMES)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(name="release_of_stream", fields=["stream", "ends_on"])]
        constraints = [
            models.UniqueConstraint(
                name="published_once",
                fields=["stream", "level", "starts_on"],
                condition=Q(intervention=None),
            ),
            models.CheckConstraint(
                name="costs_something_within_the_year",
                condition=Q(rho__gt=0, rho__lte=F("rho_year"), rho_year__lte=0.5),
            ),
        ]


class Figure(models.Model):
    """The noisy integers of one cell in one release, and what least squares makes of them."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="figures")
    cell = models.ForeignKey(Cell, models.PROTECT, related_name="figures", null=True)
    values = models.JSONField()
    agreed = models.JSONField()
    variance = models.FloatField()  # of each number in `agreed`

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_figure_per_cell", fields=["release", "cell"]),
            models.UniqueConstraint(
                name="one_figure_without_a_cell", fields=["release"], condition=Q(cell=None)
            ),
        ]


class Closing(models.Model):
    """How far the closing of a period is: for administrators, and of no other use."""

    stream = models.CharField(max_length=16)
    starts_on = models.DateField()
    of_intervention = models.PositiveBigIntegerField(default=0)
    tries = models.PositiveIntegerField(default=0)
    tried_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_closing_per_period",
                fields=["stream", "starts_on", "of_intervention"],
            )
        ]


class DigestWish(models.Model):
    """Somebody asked for the weekly e-mail; nobody gets it unasked."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    told_of = models.DateField(null=True)  # the last week that was sent to them
