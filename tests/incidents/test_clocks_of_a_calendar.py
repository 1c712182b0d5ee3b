"""Time as it passes at work: whatever the zone, the hours, the holidays and the clock changes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellbeing.incidents.clocks import Calendar, after, between, is_holiday, parsed_hours, run

# Both hemispheres, half hours, clock changes at midnight and none at all.
ZONES = (
    "UTC", "Europe/Warsaw", "Europe/London", "America/New_York", "America/Santiago", "Asia/Seoul",
    "Asia/Tokyo", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Beirut",
)  # fmt: skip
HOURS = (
    "Mon-Fri 09:00-17:00",
    "Mon-Sun 00:00-24:00",
    "Mon-Sat 00:30-03:30",
    "Sun 01:00-04:00, Wed 22:00-24:00",
    "Tue 08:15-08:30",
)
COUNTRIES = ("", "PL", "GB", "US", "CL", "KR", "JP", "XX")

calendars = st.builds(
    lambda zone, hours, country: Calendar(ZoneInfo(zone), parsed_hours(hours), country),
    st.sampled_from(ZONES), st.sampled_from(HOURS), st.sampled_from(COUNTRIES),
)  # fmt: skip
seconds = st.integers(0, 4 * 365 * 24 * 3600)
moments = seconds.map(lambda more: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=more))
times = st.timedeltas(timedelta(microseconds=1), timedelta(hours=30))

patiently = settings(deadline=None)  # the first of a country counts its holidays


@patiently
@given(calendars, moments, times)
def test_what_was_added_is_what_lies_between(calendar, moment, time):
    assert between(moment, after(moment, time, calendar), calendar) == time


@patiently
@given(calendars, moments, times)
def test_no_time_is_over_outside_the_hours(calendar, moment, time):
    over = after(moment, time, calendar)

    day = over.astimezone(calendar.zone).date()
    around = [calendar.opening(day + timedelta(days)) for days in (-1, 0)]
    assert any(begins < over <= ends for begins, ends in filter(None, around))


@patiently
@given(calendars, moments, times, times)
def test_more_time_is_over_later(calendar, moment, time, more):
    assert moment < after(moment, time, calendar) < after(moment, time + more, calendar)


@patiently
@given(calendars, moments, times, times)
def test_who_begins_later_is_over_no_sooner(calendar, moment, time, later):
    assert after(moment, time, calendar) <= after(moment + later, time, calendar)


@patiently
@given(calendars, moments, times, times)
def test_a_pause_in_between_loses_nothing(calendar, moment, time, pause):
    """Stopped and gone on at once, it is over at the same moment; later, it has its rest."""
    over = after(moment, time, calendar)
    stopped = moment + (over - moment) / 3
    left = between(stopped, over, calendar)

    assert after(stopped, left, calendar) == over
    assert between(stopped + pause, after(stopped + pause, left, calendar), calendar) == left


@patiently
@given(calendars, moments, moments, moments)
def test_between_adds_up(calendar, one, two, three):
    first, second, third = sorted((one, two, three))
    whole = between(first, third, calendar)

    assert between(first, second, calendar) + between(second, third, calendar) == whole
    assert between(third, first, calendar) == timedelta()


@patiently
@given(
    st.none() | calendars,
    moments,
    times.filter(lambda one: one > timedelta(minutes=1)),
    st.none() | st.timedeltas(timedelta(-9), timedelta(9)),  # of a case that is opened again
)
def test_a_clock_reminds_before_it_is_over_and_keeps_its_limit(calendar, moment, time, limit):
    limit_at = None if limit is None else moment + limit
    found = run(moment, time, calendar=calendar, limit_at=limit_at)

    assert found.remind_at < found.due_at
    assert moment < found.remind_at or moment + timedelta(minutes=1) > found.due_at
    assert limit is None or found.due_at <= moment + limit


@pytest.mark.parametrize(
    ("zone", "begins", "expected"),
    [
        # Clocks go forward in the night to Sunday 28 March 2027, and back on 25 October 2026.
        ("Europe/Warsaw", "2027-03-26T16:00+01:00", "2027-03-30T16:00+02:00"),
        ("Europe/Warsaw", "2026-10-23T16:00+02:00", "2026-10-26T16:00+01:00"),
    ],
)
def test_a_working_day_over_a_clock_change_ends_at_the_same_hour(zone, begins, expected):
    # Easter Monday of 2027 is the day after the change.
    calendar = Calendar(ZoneInfo(zone), parsed_hours(HOURS[0]), "PL")

    found = after(datetime.fromisoformat(begins), calendar.working_day(), calendar)

    assert found == datetime.fromisoformat(expected)


def test_a_day_that_opens_in_the_lost_hour_opens_when_it_is_over():
    calendar = Calendar(ZoneInfo("Europe/Warsaw"), parsed_hours("Sun 02:30-04:00"), "")
    lost = datetime(2027, 3, 28, tzinfo=UTC)

    assert between(lost, lost + timedelta(days=1), calendar) == timedelta(minutes=30)


def test_where_a_country_is_not_known_nothing_is_a_holiday():
    christmas = datetime(2026, 12, 25, tzinfo=UTC).date()

    assert is_holiday("PL", christmas)
    assert not is_holiday("XX", christmas)
    assert not is_holiday("", christmas)


@pytest.mark.parametrize("text", ["", "Mon", "Mon 9-17", "Mon 17:00-09:00", "Mo 09:00-17:00"])
def test_hours_that_cannot_be_read_are_refused(text):
    with pytest.raises(ValueError, match=r"."):
        parsed_hours(text)
