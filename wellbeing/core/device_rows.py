"""Rows that a device names and a subject owns: they carry no person and no unit."""

from datetime import datetime, timedelta, timezone
from functools import cache
from typing import Any, ClassVar, Self, TypeVar
from uuid import UUID

from django.db import connections, models
from django.db.models import F, Q

TOMBSTONE_KEPT = timedelta(days=60)

Row = TypeVar("Row", bound="DeviceRow")


class DeviceRowQuerySet(models.QuerySet[Row]):
    def of(self, subject: UUID) -> Self:
        return self.filter(subject=subject)

    def said(self) -> Self:
        """Without the ids that are left of what was undone."""
        return self.filter(forgotten_at=None)

    def forget(self, now: datetime) -> int:
        """Keep the id alone, so that a late repeat from a phone cannot bring it back."""
        return self.said().update(forgotten_at=now, changed_at=now, **self.model.NOTHING_SAID)

    def put(self, row: Row) -> datetime | None:
        """Store a new row, or replace one of a lower revision; None where nothing changed.

        Returns when the row first arrived. One statement decides, so two phones, two tabs or a
        repeat can never both win.
        """
        connection = connections[self.db]
        fields = self.model._meta.local_concrete_fields
        values = [f.get_db_prep_save(getattr(row, f.attname), connection) for f in fields]
        with connection.cursor() as cursor:
            cursor.execute(_put(self.model), values)
            stored = cursor.fetchone()
        if stored is None:
            return None
        arrived = self.model._meta.get_field("received_at")
        moment: datetime = _from_db(arrived, stored[0], connection)
        return moment

    def record(self, row: Row) -> tuple[Row, bool]:
        """What is stored after this row came, and whether it was new; it may be forgotten."""
        if self.put(row) == row.received_at:
            return row, True
        return self.get(subject=row.subject, id=row.id), False

    def withdraw(self, *, subject: UUID, id: UUID, now: datetime) -> None:
        """Forget one; its id stays, also when the row itself has not arrived yet."""
        blank = self.model(
            subject=subject, id=id, revision=0, received_at=now, changed_at=now, forgotten_at=now
        )
        if self.put(blank) != now:  # it was there already
            self.filter(subject=subject, id=id).forget(now)

    def drop_tombstones(self, now: datetime) -> None:
        self.filter(forgotten_at__lt=now - TOMBSTONE_KEPT).delete()


class DeviceRow(models.Model):
    """Something that one person said; or, once undone, the id alone for sixty days."""

    # What a later revision replaces, and how each field is left when the row is forgotten.
    REPLACED: ClassVar[tuple[str, ...]]
    NOTHING_SAID: ClassVar[dict[str, Any]]

    pk = models.CompositePrimaryKey("subject", "id")
    subject = models.UUIDField()
    id = models.UUIDField()
    revision = models.PositiveIntegerField()
    utc_offset = models.SmallIntegerField(null=True)  # minutes east, where the phone was
    received_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def on_its_clock(self, moment: datetime | None) -> datetime:
        """A moment of this row, on the clock of the place where it was said."""
        assert moment is not None
        assert self.utc_offset is not None
        return moment.astimezone(timezone(timedelta(minutes=self.utc_offset)))


def sync_indexes(prefix: str) -> list[models.Index]:
    return [
        models.Index(name=f"{prefix}_sync", fields=["subject", "changed_at", "id"]),
        models.Index(
            name=f"{prefix}_tombstone",
            fields=["forgotten_at"],
            condition=Q(forgotten_at__isnull=False),
        ),
    ]


def said_or_forgotten(nothing_said: dict[str, Any], *, needed: tuple[str, ...]) -> Q:
    """Either everything that is needed is said, or nothing is left."""
    said = Q(forgotten_at=None, **{f"{field}__isnull": False for field in needed})
    return said | Q(forgotten_at__isnull=False, **nothing_said)


def offset_of(moment: datetime) -> int:
    """Minutes east of UTC, as the device wrote it."""
    offset = moment.utcoffset()
    assert offset is not None
    return offset // timedelta(minutes=1)


@cache
def _put(model: type[DeviceRow]) -> str:
    columns = [str(field.column) for field in model._meta.local_concrete_fields]
    replaced = ", ".join(f"{name} = excluded.{name}" for name in _replaced_columns(model))
    return (
        f'INSERT INTO "{model._meta.db_table}" AS old ({", ".join(_quoted(columns))}) '  # noqa: S608  names of our own columns
        f"VALUES ({', '.join(['%s'] * len(columns))}) "
        f"ON CONFLICT (subject, id) DO UPDATE SET {replaced} "
        "WHERE old.revision < excluded.revision AND old.forgotten_at IS NULL RETURNING received_at"
    )


def _replaced_columns(model: type[DeviceRow]) -> list[str]:
    return _quoted(["revision", "changed_at", *model.REPLACED])


def _quoted(columns: list[str]) -> list[str]:
    return [f'"{column}"' for column in columns]  # among them "before" and "after"


def _from_db(field: Any, value: Any, connection: Any) -> Any:
    expression = F(field.name)
    for convert in connection.ops.get_db_converters(models.expressions.Col("", field)):
        value = convert(value, expression, connection)
    return value
