"""docs/openapi.yaml is what the code says; the front end's types are made from it."""

import io

from django.core.management import call_command

from tests.architecture.files import HOME


def test_the_schema_is_complete_and_current():
    fresh = io.StringIO()

    call_command("spectacular", "--validate", "--fail-on-warn", stdout=fresh)

    assert fresh.getvalue().strip() == (HOME / "docs" / "openapi.yaml").read_text().strip(), (
        "manage.py spectacular --file docs/openapi.yaml"
    )
