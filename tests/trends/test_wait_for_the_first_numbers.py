"""Until there are enough agents the page says how many it takes."""

import pytest

pytestmark = pytest.mark.django_db


def test_before_the_first_release_the_page_says_how_many_it_takes(asha, signed_in):
    found = signed_in(asha).get("/api/v1/trends").json()

    assert (found["floor"], found["group"]) == (80, None)
