"""What the privacy centre lists is named in the person's language, never by our own word."""

import json

import pytest

from wellbeing import privacy

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "zh-Hans", "ru"])
def test_each_kind_of_record_has_a_name(asha, language, settings):
    words = settings.BASE_DIR / "frontend" / "src" / "shared" / "i18n" / "words"
    catalogue = words / "accounts" / f"{language}.json"
    named = set(json.loads(catalogue.read_text()))
    kinds = {holding["kind"] for holding in privacy.holdings(asha)}

    assert {f"kind.{kind}" for kind in kinds} <= named
    assert kinds >= {"roster", "devices", "checkins", "resets"}
