"""Two hundred people share one address, and nobody locks out anybody else."""

from uuid import uuid4

import pytest
from django.core.cache import cache

from tests.incidents.reports import ANONYMOUS, LOOKS, WRITES, said
from wellbeing.incidents.api.throttles import NewReportThrottle, NobodyThrottle
from wellbeing.incidents.evidence.api.throttles import FloorsFileThrottle, NobodysFileThrottle
from wellbeing.incidents.receipts import LETTERS, RANDOM, checksum

pytestmark = pytest.mark.django_db

FILES = "/api/v1/receipt-files"
ACTIONS = "/api/v1/receipt-actions"
FLOOR = 200
SOME = 80  # of them: more than once were let through in an hour
LOOKS_OF_AN_HOUR = 120
ASKED_BY_A_PAGE_IN_A_MINUTE = 4  # the report and what was done about it, twice each
WRITES_OF_AN_HOUR = 60


@pytest.fixture(autouse=True)
def an_hour_of_its_own():
    cache.clear()
    yield
    cache.clear()


def another(seed):
    random = (LETTERS[seed // 32] + LETTERS[seed % 32]).rjust(RANDOM, "0")
    return random + checksum(random)


def reports(stranger, seed):
    return stranger.post(ANONYMOUS, said(receipt=another(seed), story="")).status_code


def looks(stranger, route, seed=0):
    return stranger.post(route, {"receipt": another(seed)}).status_code


def writes(stranger, seed):
    written = {"receipt": another(seed), "id": str(uuid4()), "text": "Once more."}
    return stranger.post(WRITES, written).status_code


def test_an_hour_of_an_open_page_lets_everybody_report_and_look(stranger):
    reports(stranger, 0)

    assert {looks(stranger, LOOKS) for _ in range(LOOKS_OF_AN_HOUR)} == {200}
    assert {reports(stranger, one) for one in range(1, SOME)} == {201}
    assert [looks(stranger, route) for route in (LOOKS, ACTIONS)] == [200, 200]


def test_the_whole_floor_fits_under_the_limits():
    at_once = FLOOR * ASKED_BY_A_PAGE_IN_A_MINUTE

    assert NobodyThrottle().num_requests >= at_once
    assert NewReportThrottle().num_requests >= FLOOR * 3


def test_who_writes_too_much_stops_nobody_else(stranger):
    reports(stranger, 1)
    reports(stranger, 2)

    codes = [writes(stranger, 1) for _ in range(WRITES_OF_AN_HOUR + 1)]

    assert (set(codes[:-1]), codes[-1]) == ({200}, 429)
    assert writes(stranger, 2) == 200
    assert looks(stranger, LOOKS, 1) == 200


def test_however_it_is_typed_it_is_one_receipt(stranger):
    reports(stranger, 3)
    for _ in range(WRITES_OF_AN_HOUR):
        writes(stranger, 3)

    typed = {"receipt": another(3).lower(), "id": str(uuid4()), "text": "Once more."}
    assert stranger.post(WRITES, typed).status_code == 429


def announces(stranger, seed):
    told = {"name": "a.png", "size": 10, "sha256": "0" * 64, "id": str(uuid4())}
    return stranger.post(FILES, told | {"receipt": another(seed)}).status_code


def test_who_hands_in_much_stops_nobody_else(stranger, monkeypatch):
    for one in (1, 2):
        reports(stranger, one)
    monkeypatch.setattr(NobodysFileThrottle, "rate", "2/hour")

    assert [announces(stranger, 1) for _ in range(3)] == [200, 200, 429]
    assert announces(stranger, 2) == 200
    assert looks(stranger, LOOKS, 1) == 200


def test_files_of_the_whole_floor_fit_under_the_limits():
    parts_of_five_large_ones = 5 * 101

    assert NobodysFileThrottle().num_requests >= 2 * parts_of_five_large_ones
    assert FloorsFileThrottle().num_requests >= FLOOR * 5
