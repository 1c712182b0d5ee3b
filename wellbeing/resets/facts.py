"""What trends may count of resets: who stepped away from the desk."""

from django.db import connection

from wellbeing.core.counting import Period, local_minute
from wellbeing.resets.rules import BREAKS


def breaks(period: Period, members: str, parts: str, *, place: int) -> None:
    """Note this place in the table of parts for everybody who took a break in the period."""
    since, until = period.bounds()
    first, last = period.minutes()
    adapted = {
        name: connection.ops.adapt_datetimefield_value(moment)
        for name, moment in (("since", since), ("until", until), ("cutoff", period.cutoff))
    }
    kinds = ", ".join(f"'{kind}'" for kind in BREAKS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH placed AS (
                SELECT m.subject, {local_minute("r", "started_at")} AS minute
                FROM resets_reset r JOIN {members} m ON m.subject = r.subject
                WHERE r.forgotten_at IS NULL AND r.kind IN ({kinds})
                  AND r.started_at >= %(since)s AND r.started_at < %(until)s
                  AND r.started_at <= %(cutoff)s AND r.received_at <= %(cutoff)s)
            INSERT INTO {parts} (subject, place) SELECT DISTINCT subject, {place:d} FROM placed
            WHERE minute >= %(first)s AND minute < %(last)s""",  # noqa: S608  words of our own list
            {**adapted, "first": first, "last": last},
        )
