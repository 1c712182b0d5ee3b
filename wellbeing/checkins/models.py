"""Check-ins: they carry a subject, never a person, a unit or a word of the note."""

from datetime import datetime, timedelta, timezone
from typing import Any, Self
from uuid import UUID

from django.db import connections, models
from django.db.models import F, Q

from wellbeing.checkins.rules import HIGHEST, LOWEST


def _nothing_said() -> dict[str, Any]:
    return {"answered_at": None, "utc_offset": None, "mood": None, "energy": None} | {
        "feelings": [],
        "body": [],
        "sources": [],
    }


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    def of(self, subject: UUID) -> Self:
        return self.filter(subject=subject)

    def said(self) -> Self:
        """Without the ids that are left of what was undone."""
        return self.filter(forgotten_at=None)

    def forget(self, now: datetime) -> int:
        """Keep the id alone, so that a late repeat from a phone cannot bring it back."""
        return self.said().update(forgotten_at=now, changed_at=now, **_nothing_said())

    def put(self, row: "CheckIn") -> datetime | None:
        """Store a new row, or replace one of a lower revision; None where nothing changed.

        Returns when the row first arrived. One statement decides, so two phones, two tabs or a
        repeat can never both win.
        """
        connection = connections[self.db]
        fields = CheckIn._meta.local_concrete_fields
        values = [f.get_db_prep_save(getattr(row, f.attname), connection) for f in fields]
        with connection.cursor() as cursor:
            cursor.execute(_PUT, values)
            stored = cursor.fetchone()
        if stored is None:
            return None
        moment: datetime = _from_db(CheckIn._meta.get_field("received_at"), stored[0], connection)
        return moment


def _from_db(field: Any, value: Any, connection: Any) -> Any:
    expression = F(field.name)
    for convert in connection.ops.get_db_converters(models.expressions.Col("", field)):
        value = convert(value, expression, connection)
    return value


class CheckIn(models.Model):
    """How somebody was at one moment; or, once undone, the id alone for sixty days."""

    pk = models.CompositePrimaryKey("subject", "id")
    subject = models.UUIDField()
    id = models.UUIDField()
    revision = models.PositiveIntegerField()
    answered_at = models.DateTimeField(null=True)
    utc_offset = models.SmallIntegerField(null=True)  # minutes east, where the phone was
    received_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    mood = models.PositiveSmallIntegerField(null=True)
    energy = models.PositiveSmallIntegerField(null=True)
    feelings = models.JSONField(default=list)
    body = models.JSONField(default=list)
    sources = models.JSONField(default=list)
    forgotten_at = models.DateTimeField(null=True)

    objects = CheckInQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(name="checkin_sync", fields=["subject", "changed_at", "id"]),
            models.Index(name="checkin_period", fields=["answered_at"]),
            models.Index(
                name="checkin_tombstone",
                fields=["forgotten_at"],
                condition=Q(forgotten_at__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="checkin_mood_in_range", condition=Q(mood__range=(LOWEST, HIGHEST))
            ),
            models.CheckConstraint(
                name="checkin_energy_in_range", condition=Q(energy__range=(LOWEST, HIGHEST))
            ),
            models.CheckConstraint(
                name="checkin_says_something_or_is_forgotten",
                condition=Q(
                    forgotten_at=None,
                    mood__isnull=False,
                    answered_at__isnull=False,
                    utc_offset__isnull=False,
                )
                | Q(
                    forgotten_at__isnull=False,
                    mood=None,
                    answered_at=None,
                    utc_offset=None,
                    energy=None,
                    feelings=[],
                    body=[],
                    sources=[],
                ),
            ),
        ]

    def local(self) -> datetime:
        """When it was said, on the clock of the place where it was said."""
        assert self.answered_at is not None
        assert self.utc_offset is not None
        return self.answered_at.astimezone(timezone(timedelta(minutes=self.utc_offset)))


_COLUMNS = [str(field.column) for field in CheckIn._meta.local_concrete_fields]
_REPLACED = ["revision", "changed_at", "mood", "energy", "feelings", "body", "sources"]
_SET = ", ".join(f"{column} = excluded.{column}" for column in _REPLACED)
_TABLE = CheckIn._meta.db_table
_PUT = (
    f'INSERT INTO "{_TABLE}" AS old ({", ".join(_COLUMNS)}) '  # noqa: S608  names of our own columns
    f"VALUES ({', '.join(['%s'] * len(_COLUMNS))}) "
    f"ON CONFLICT (subject, id) DO UPDATE SET {_SET} "
    "WHERE old.revision < excluded.revision AND old.forgotten_at IS NULL RETURNING received_at"
)
