import pytest
from django.utils import timezone

from accounts.models.people import Role
from tests.support.help_now.words import on_shift, supervises


@pytest.fixture
def uwe(person, site):
    """Supervises the whole site."""
    user = person("uwe")
    supervises(user, site)
    return user


@pytest.fixture
def vera(person, organisation):
    """Supervises another team of the same site, and is not on shift."""
    return person("vera", Role.SUPERVISOR)


@pytest.fixture
def tara_there(tara):
    on_shift(tara, now=timezone.now())
    return tara


@pytest.fixture
def uwe_there(uwe):
    on_shift(uwe, now=timezone.now())
    return uwe
