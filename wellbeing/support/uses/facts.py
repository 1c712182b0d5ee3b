"""What trends may count: whom somebody asked for."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from wellbeing.core.counting import Period
from wellbeing.core.subjects import apart
from wellbeing.support.uses.models import Use
from wellbeing.support.uses.rules import PURPOSE


def asked(period: Period, members: str, parts: str, *, places: Sequence[str]) -> None:
    """Note in the table of parts, for everybody in that of members, whom they asked for."""
    used: dict[UUID, set[int]] = defaultdict(set)
    rows = Use.objects.filter(used_on__gte=period.starts_on, used_on__lt=period.ends_on)
    for one, kind in rows.values_list("whose", "kind"):
        used[one].add(places.index(kind))
    if not used:
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT subject FROM {members}")  # noqa: S608
        found = [
            (subject, place)
            for (subject,) in cursor.fetchall()
            for place in used.get(apart(UUID(str(subject)), PURPOSE), ())
        ]
        insert = f"INSERT INTO {parts} (subject, place) VALUES (%s, %s)"  # noqa: S608
        cursor.executemany(insert, found)
