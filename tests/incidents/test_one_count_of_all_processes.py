"""However many processes answer, they count unsigned reports once; a flood silences no floor."""

import time
from importlib.util import module_from_spec, spec_from_file_location

import pytest
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.test import RequestFactory
from rest_framework.request import Request

from tests.incidents.reports import ANONYMOUS, receipt, said
from wellbeing.incidents.api import throttles
from wellbeing.incidents.api.throttles import MOST_TOGETHER, STILL_EACH, NewReportThrottle
from wellbeing.incidents.models import Case

NOON = 1_700_000_000.0 // 3600 * 3600


class Process:
    """One of several over one cache: whatever the module keeps to itself, each has its own."""

    def __init__(self, shared, *, at=NOON, rate="1200/hour"):
        self.shared, self.at = shared, at
        spec = spec_from_file_location("throttles_of_a_process", throttles.__file__)
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        self.counting = type("Counting", (module.NewReportThrottle,), {"rate": rate})

    def lets(self, address):
        throttle = self.counting()
        throttle.cache, throttle.timer = self.shared, lambda: self.at
        asked = Request(RequestFactory().post(ANONYMOUS, REMOTE_ADDR=address))
        return throttle.allow_request(asked, None)


@pytest.fixture
def shared():
    found = LocMemCache("of_all_processes", {})
    found.clear()
    yield found
    found.clear()


def together(at):
    throttle = NewReportThrottle()
    throttle.timer = lambda: at
    return throttle._together()


def stored(shared):
    return "\n".join(f"{key} {shared._cache[key]!r}" for key in shared._cache)


def test_two_processes_count_one_address_together(shared):
    processes = [Process(shared, rate="4/hour") for _ in range(2)]

    told = [processes[n % 2].lets("192.0.2.7") for n in range(6)]

    assert told == [True] * 4 + [False] * 2
    assert processes[0].lets("192.0.2.8")


def test_of_two_that_begin_in_one_moment_one_key_is_taken(shared):
    class AMomentLate(LocMemCache):
        """Another process made one between the look and the making."""

        def add(self, key, value, *more, **named):
            shared.add(key, "made by the other", *more, **named)
            return super().add(key, value, *more, **named)

    late = AMomentLate("of_all_processes", {})
    throttle = NewReportThrottle()
    throttle.cache = late

    assert throttle.key_of("192.0.2.7") == throttle.key_of("192.0.2.7")
    assert shared.get(throttles._PEPPER) == "made by the other"


def test_the_key_is_gone_after_a_day_and_then_it_is_another(shared, monkeypatch):
    throttle = NewReportThrottle()
    throttle.cache = shared
    today = throttle.key_of("192.0.2.7")
    later = time.time() + 24 * 3600 + 1
    monkeypatch.setattr(time, "time", lambda: later)

    assert throttle.key_of("192.0.2.7") != today


def test_the_address_stands_nowhere_and_the_key_of_the_cache_alone_does_not_find_it(
    shared, settings
):
    Process(shared).lets("192.0.2.7")
    throttle = NewReportThrottle()
    throttle.cache = shared
    before = throttle.key_of("192.0.2.7")

    assert before in stored(shared)
    assert "192.0.2.7" not in stored(shared)
    settings.SECRET_KEY = "what somebody has who stole the cache alone"
    assert throttle.key_of("192.0.2.7") not in stored(shared)


def flood(shared):
    """From thousands of addresses, each of them with less than it may."""
    shared.set(together(NOON), MOST_TOGETHER)


def test_all_addresses_together_are_counted(shared):
    process = Process(shared, rate="3/hour")
    for n in range(5):
        process.lets(f"192.0.2.{n}")
    for _ in range(9):  # what is refused makes no flood
        process.lets("192.0.2.1")

    assert shared.get(together(NOON)) == 5 + 2


def test_in_a_flood_each_address_has_less_and_never_nothing(shared):
    flood(shared)
    floor, process = "198.51.100.9", Process(shared)

    told = [process.lets(floor) for _ in range(STILL_EACH + 1)]

    assert told == [True] * STILL_EACH + [False]
    assert process.lets("198.51.100.10")


def test_with_the_next_hour_it_is_over(shared):
    flood(shared)
    floor = "198.51.100.9"
    for _ in range(STILL_EACH):
        Process(shared).lets(floor)
    assert not Process(shared).lets(floor)

    assert Process(shared, at=NOON + 3600).lets(floor)


@pytest.mark.django_db
def test_nothing_of_it_is_in_the_database_or_a_log(stranger, caplog):
    from tests.incidents.canaries import dump

    caches["default"].clear()
    assert stranger.post(ANONYMOUS, said(receipt=receipt())).status_code == 201

    pepper = caches["default"].get(throttles._PEPPER)
    assert Case.objects.count() == 1
    assert pepper not in caplog.text
    assert pepper.encode() not in dump()
    assert b"127.0.0.1" not in dump()
