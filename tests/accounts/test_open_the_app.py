"""The first question of a browser that remembers nothing."""

import pytest

pytestmark = pytest.mark.django_db
URL = "/api/v1/sign-in-options"


def test_a_stranger_is_told_how_to_sign_in(stranger, organisation):
    said = stranger.get(URL).json()

    assert (said["signed_in"], said["organisation"]) == (False, "Northwind Care")


def test_somebody_with_a_session_is_told_so(asha, signed_in):
    assert signed_in(asha).get(URL).json()["signed_in"] is True
