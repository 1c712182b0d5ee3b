"""What trends may count: of which kinds somebody reported abuse under their name."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from django.db import connection

from wellbeing.core.counting import Period, Row
from wellbeing.core.subjects import apart
from wellbeing.incidents.models import ReportedKind
from wellbeing.incidents.rules import GROUPS, PURPOSE

PLACES = GROUPS


def abuse_4wk(period: Period, members: str) -> Iterator[Row]:
    """floor(100 / number reported) for each of the six groups that an agent reported: 100 at most.

    A report without a name has nobody whose part could be bounded, and never comes here.
    """
    reported = _reported(period)
    if not reported:
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT subject, cell FROM {members}")  # noqa: S608
        found = cursor.fetchall()
    for subject, cell in found:
        if places := reported.get(apart(UUID(str(subject)), PURPOSE)):
            yield cell, [(place, 100 // len(places)) for place in sorted(places)]


def _reported(period: Period) -> dict[UUID, set[int]]:
    places: dict[UUID, set[int]] = defaultdict(set)
    rows = ReportedKind.objects.filter(on__gte=period.starts_on, on__lt=period.ends_on)
    for one, group in rows.values_list("whose", "group"):
        places[one].add(PLACES.index(group))
    return places
