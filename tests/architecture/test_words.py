"""Every string that the server says is there in every language."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from tests.translations import CATALOGUES, read, said_in_sources

SOURCES = sorted(CATALOGUES.glob("*/LC_MESSAGES/django.po"))
CALM = {
    "ru": "Этого нет, или это не для вас.",
    "zh-Hans": "内容不存在，或不对你开放。",
    "en": "This does not exist, or not for you.",
}


def test_there_is_a_catalogue_for_each_language():
    assert [path.parent.parent.name for path in SOURCES] == ["ru", "zh_Hans"]


@pytest.fixture(params=SOURCES, ids=lambda path: path.parent.parent.name)
def catalogue(request):
    return read(request.param)


def test_nothing_is_missing_and_nothing_is_left_over(catalogue):
    assert {message.id for message in catalogue if message.id} == set(said_in_sources())


def test_everything_is_translated_for_certain(catalogue):
    for message in catalogue:
        words = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(words) or not message.id, message.id
        assert not message.fuzzy or not message.id, message.id


def test_what_is_filled_in_is_the_same(catalogue):
    for message in catalogue:
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        words = message.string if isinstance(message.string, tuple) else (message.string,)
        filled = {frozenset(re.findall(r"%\(\w+\)[sd]|\{\w*\}", text)) for text in [*ids, *words]}
        assert len(filled) == 1, message.id


def test_nothing_shouts(catalogue):
    for message in catalogue:
        assert not message.id or not set("!！") & set(str(message.string)), message.id
        assert not set("!！") & set(str(message.id)), message.id


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("en", "en"), ("en-GB", "en"), ("fr", "en"), ("", "en"), ("ru", "ru"), ("ru-RU,en", "ru"),
        ("zh-Hans", "zh-Hans"), ("zh-hans-CN", "zh-Hans"), ("zh-CN", "zh-Hans"),
        ("zh", "zh-Hans"), ("fr;q=0.9, zh-CN;q=0.5", "zh-Hans"),
    ],
)  # fmt: skip
def test_the_device_chooses_the_language(db, asked, language):
    response = Client().get("/api/v1/nothing", headers={"Accept-Language": asked})

    assert response.json()["message"] == CALM[language]


@pytest.mark.parametrize("language", ["ru", "zh-hans"])
def test_messages_of_fields_are_translated_too(asha, signed_in, language):
    phone = signed_in(asha)
    url = "/api/v1/checkins/019a0000-0000-7000-8000-000000000000"

    said = phone.put(url, {"mood": "x"}, headers={"Accept-Language": language}).json()
    english = phone.put(url, {"mood": "x"}).json()

    assert set(said["fields"]) == set(english["fields"])
    for field in said["fields"]:
        assert said["fields"][field] != english["fields"][field], field


def test_catalogues_are_found_where_the_settings_say(settings):
    assert [Path(CATALOGUES)] == settings.LOCALE_PATHS
    with translation.override("ru"):
        assert translation.gettext("Please sign in.") == "Войдите, пожалуйста."
