"""Local hours become free times: right on both sides of every clock change, and none twice."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import given, settings
from hypothesis import strategies as st

from wellbeing.support.counselling.rules import PAUSES, Slot, Weekly, Window, quarters, slots

DAYS = tuple(range(7))
WARSAW, NEW_YORK, LORD_HOWE = map(
    ZoneInfo, ("Europe/Warsaw", "America/New_York", "Australia/Lord_Howe")
)


def weekly(first: int = 9, last: int = 17, *, minutes: int = 50, pause: int = 10) -> Weekly:
    begin = date(2020, 1, 1)
    return Weekly(time(first), time(last), minutes, pause, DAYS, begin, None)


def on(day: date, zone: ZoneInfo, *rules: Weekly, extra=(), off=()) -> list[Slot]:
    since = datetime.combine(day, time(), zone).astimezone(UTC)
    until = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
    return slots(rules, extra, off, zone=zone, since=since, until=until)


def walls(found: list[Slot], zone: ZoneInfo) -> list[str]:
    return [f"{slot.starts_at.astimezone(zone):%H:%M}" for slot in found]


def test_a_day_is_cut_into_appointments_with_their_pauses():
    found = on(date(2026, 11, 18), WARSAW, weekly(9, 12))

    assert walls(found, WARSAW) == ["09:00", "10:00", "11:00"]
    assert {slot.ends_at - slot.starts_at for slot in found} == {timedelta(minutes=50)}


def test_what_does_not_fit_before_closing_is_not_offered():
    found = on(date(2026, 11, 18), WARSAW, weekly(9, 11, minutes=50, pause=25))

    assert walls(found, WARSAW) == ["09:00"]


def test_the_same_local_hours_hold_on_both_sides_of_the_clock_change():
    before = on(date(2026, 10, 24), WARSAW, weekly())
    after = on(date(2026, 10, 26), WARSAW, weekly())

    assert walls(before, WARSAW) == walls(after, WARSAW)
    assert after[0].starts_at - before[0].starts_at == timedelta(days=2, hours=1)


def test_no_time_in_the_hour_that_does_not_exist():
    night = on(date(2026, 3, 29), WARSAW, weekly(1, 5))

    assert walls(night, WARSAW) == ["01:00", "03:00", "04:00"]


def test_the_hour_that_comes_twice_is_offered_once():
    night = on(date(2026, 10, 25), WARSAW, weekly(1, 5))

    assert walls(night, WARSAW) == ["01:00", "02:00", "03:00", "04:00"]


def test_half_an_hour_of_clock_change_is_minded_too():
    spring = on(date(2026, 10, 4), LORD_HOWE, weekly(1, 4, minutes=30, pause=0))

    assert walls(spring, LORD_HOWE) == ["01:00", "01:30", "02:30", "03:00", "03:30"]


def test_a_day_off_has_none_and_an_extra_window_adds_its_own():
    day = date(2026, 11, 18)
    extra = [(day, Window(time(18), time(19), 30, 0))]

    assert walls(on(day, WARSAW, weekly(), off=[day], extra=extra), WARSAW) == ["18:00", "18:30"]


def test_hours_that_overlap_offer_nothing_twice():
    found = on(date(2026, 11, 18), WARSAW, weekly(9, 12), weekly(9, 12, minutes=30, pause=0))

    for one, other in pairwise(found):
        assert one.free_again_at <= other.starts_at


ZONES = st.sampled_from(sorted(available_timezones())).map(ZoneInfo)
STARTS = st.datetimes(datetime(2015, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
LENGTHS = st.sampled_from([(minutes, pause) for minutes, all in PAUSES.items() for pause in all])
HOURS = st.tuples(st.integers(0, 22), st.integers(1, 23)).filter(lambda both: both[0] < both[1])


@settings(max_examples=400, deadline=None, database=None)
@given(zone=ZONES, since=STARTS, length=LENGTHS, hours=st.lists(HOURS, min_size=1, max_size=3))
def test_in_every_zone_and_year(zone, since, length, hours):
    minutes, pause = length
    rules = [weekly(a, b, minutes=minutes, pause=pause) for a, b in hours]
    until = since + timedelta(days=9)

    found = slots(rules, [], [], zone=zone, since=since, until=until)

    for slot in found:
        wall, end = (at.astimezone(zone) for at in (slot.starts_at, slot.ends_at))
        assert since <= slot.starts_at < until
        assert any(time(a) <= wall.time() and end.time() <= time(b) for a, b in hours)
        assert wall.fold == 0 or wall.replace(fold=0).utcoffset() == wall.utcoffset()
        assert slot.ends_at - slot.starts_at == timedelta(minutes=minutes)
    taken = [at for slot in found for at in quarters(slot.starts_at, slot.free_again_at)]
    if all(offset_is_on_the_quarter(slot.starts_at, zone) for slot in found):
        assert len(taken) == len(set(taken))  # what one unique row a quarter rests upon
    starts = [(slot.starts_at.astimezone(zone).replace(tzinfo=None, fold=0)) for slot in found]
    assert len(starts) == len(set(starts))  # no time of the wall twice


def offset_is_on_the_quarter(moment: datetime, zone: ZoneInfo) -> bool:
    offset = moment.astimezone(zone).utcoffset()
    assert offset is not None
    return not offset % timedelta(minutes=15)
