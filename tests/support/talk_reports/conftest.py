import pytest
from django.utils import timezone

from tests.support.talks.talks import accepted, asked, on_shift, said


@pytest.fixture
def talk(asha, pia):
    """Asha, who calls herself Blue Heron, and Pia, who is a peer supporter."""
    now = timezone.now()
    on_shift(pia, now=now)
    row = accepted(asked(asha, now=now, alias="Blue Heron"), now=now)
    said(asha, row, "I need somebody", now=now)
    said(pia, row, "Grow up", now=now)
    return row
