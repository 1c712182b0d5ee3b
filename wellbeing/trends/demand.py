"""Demand for support and breaks: what two features know is put together in the database alone."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Final

from django.db import connection

from wellbeing.core.counting import Period, Row, parts
from wellbeing.resets import facts as resets
from wellbeing.support.uses import facts as uses

PLACES: Final = ("peer", "counsellor", "supervisor", "break")


def help_4wk(period: Period, members: str) -> Iterator[Row]:
    """floor(100 / number used) for each of the four that an agent used: 100 at most in all."""
    with parts() as table:
        uses.asked(period, members, table, places=PLACES)
        resets.breaks(period, members, table, place=PLACES.index("break"))
        with connection.cursor() as cursor:
            cursor.execute(
                f"""SELECT m.cell, p.subject, p.place FROM {table} p
                JOIN {members} m ON m.subject = p.subject ORDER BY p.subject, p.place"""  # noqa: S608
            )
            found = cursor.fetchall()
    for (cell, _), rows in groupby(found, key=itemgetter(0, 1)):
        used = [place for *_, place in rows]
        yield cell, [(place, 100 // len(used)) for place in used]
