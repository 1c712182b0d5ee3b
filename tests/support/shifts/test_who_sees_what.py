"""A shift is its own person's: they see it, may have it forgotten, and it goes by itself."""

import pytest

from accounts.models.people import Role
from tests.times import HOUR, NOON
from wellbeing import privacy
from wellbeing.support.shifts import privacy as shifts
from wellbeing.support.shifts.models import Shift
from wellbeing.support.shifts.services import set_shift

pytestmark = pytest.mark.django_db


@pytest.fixture
def pias_shift(pia):
    set_shift(pia, role=Role.PEER, until=NOON + HOUR, now=NOON)


def test_nobody_reads_whether_another_is_on_shift(pias_shift, tara, mona, ada, signed_in):
    for other in (tara, mona, ada):
        assert "Pia" not in str(signed_in(other).get("/api/v1/shifts/mine").json())


def test_it_is_shown_exported_and_forgotten(pias_shift, pia):
    assert shifts.holdings(pia)["count"] == 1
    assert list(shifts.export(pia)) == [{"role": "peer", "starts_at": NOON, "until": NOON + HOUR}]
    assert shifts.erase(pia, NOON) == 1
    assert not Shift.objects.exists()


def test_it_is_gone_once_it_is_over(pias_shift):
    privacy.expire(NOON + HOUR)

    assert not Shift.objects.exists()
