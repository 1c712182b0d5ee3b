import pytest

from tests.incidents.reports import handles


@pytest.fixture
def max_(person, organisation):
    """A second case handler of the whole house."""
    found = person("max")
    handles(found, organisation)
    return found


@pytest.fixture
def hana(person, organisation):
    """A third."""
    found = person("hana")
    handles(found, organisation)
    return found
