"""When and where a counsellor can be met."""

from datetime import date, datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from wellbeing.core.models import DataKey
from wellbeing.support.counselling.rules import HORIZON_DAYS, NOTICE_MINUTES, Weekly, Window


class Practice(models.Model):
    """How one counsellor works. Whoever changes their diary locks it."""

    counsellor = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="practice"
    )
    time_zone = models.CharField(max_length=64)
    notice_minutes = models.PositiveIntegerField(default=NOTICE_MINUTES)
    horizon_days = models.PositiveSmallIntegerField(default=HORIZON_DAYS)
    place = models.CharField(max_length=200, blank=True)  # shown to those who booked, and no others
    languages = models.JSONField(default=list)
    # What the counsellor's own notes are sealed with; destroyed when they leave.
    notes_key = models.ForeignKey(DataKey, models.SET_NULL, null=True, related_name="+")


class HoursQuerySet(models.QuerySet["Hours"]):
    def still_to_come(self, day: date) -> Self:
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=day))


class Hours(models.Model):
    """The same hours on some days of each week, by the counsellor's own clock."""

    pk = models.CompositePrimaryKey("counsellor_id", "id")
    counsellor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    id = models.UUIDField()
    weekdays = models.JSONField()  # 0 is Monday
    from_time = models.TimeField()
    to_time = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    pause = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    objects = HoursQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="hours_end_after_they_begin", condition=Q(to_time__gt=F("from_time"))
            )
        ]

    def rule(self) -> Weekly:
        return Weekly(
            from_time=self.from_time,
            to_time=self.to_time,
            minutes=self.minutes,
            pause=self.pause,
            weekdays=tuple(self.weekdays),
            valid_from=self.valid_from,
            valid_until=self.valid_until,
        )


class SpecialDay(models.Model):
    """One day that is not as the week has it: off, or with hours more."""

    pk = models.CompositePrimaryKey("counsellor_id", "id")
    counsellor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    id = models.UUIDField()
    day = models.DateField()
    from_time = models.TimeField(null=True)  # none: a day off
    to_time = models.TimeField(null=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    pause = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="special_day_is_off_or_has_hours",
                condition=Q(from_time=None, to_time=None, minutes=None, pause=None)
                | Q(to_time__gt=F("from_time"), minutes__isnull=False, pause__isnull=False),
            )
        ]

    @property
    def off(self) -> bool:
        return self.from_time is None

    def window(self) -> Window:
        assert self.from_time
        assert self.to_time
        assert self.minutes is not None
        assert self.pause is not None
        return Window(self.from_time, self.to_time, self.minutes, self.pause)


def horizon_of(practice: Practice, now: datetime) -> tuple[datetime, datetime]:
    """Between which moments it can be booked at this one."""
    notice = timedelta(minutes=practice.notice_minutes)
    return now + notice, now + timedelta(days=practice.horizon_days)
