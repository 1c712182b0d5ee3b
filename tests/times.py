"""The same few moments in every test."""

from datetime import UTC, datetime, timedelta, timezone

WARSAW = timezone(timedelta(hours=1))
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
NOON = datetime(2026, 11, 18, 12, 0, tzinfo=WARSAW)  # a Wednesday
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
