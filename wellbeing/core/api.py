"""Conventions that every route keeps."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse, inline_serializer
from rest_framework import serializers

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CURSOR = re.compile(r"([0-9]{1,17})-([0-9a-f]{32})")  # microseconds up to the year 5138


class WholeNumberField(serializers.IntegerField):
    """A number as JSON has it: no text, no truth value, nothing after the point."""

    def to_internal_value(self, data: Any) -> int:
        if type(data) is not int:
            self.fail("invalid")
        return data


class WordField(serializers.ChoiceField):
    """One word of a list; anything that is not text is none of them."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid_choice", input=data)
        return str(super().to_internal_value(data))


class YesNoField(serializers.BooleanField):
    """As JSON has it: no text, no number."""

    def to_internal_value(self, data: Any) -> bool:
        if type(data) is not bool:
            self.fail("invalid", input=data)
        return data


class SaidField(serializers.CharField):
    """Somebody's own words, kept as they were written; not only empty space."""

    default_error_messages = {"null_characters": _("This cannot be stored.")}

    def __init__(self, **more: Any) -> None:
        super().__init__(trim_whitespace=False, **more)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data))

    def run_validation(self, data: Any = serializers.empty) -> Any:
        if isinstance(data, str) and not data.strip() and not self.allow_blank:
            self.fail("blank")
        return super().run_validation(data)


class WordsField(serializers.Field[list[str], list[str], list[str], list[str]]):
    """Some words of a fixed list, each once, in the order of the list."""

    default_error_messages = {
        "invalid": _("Give a list of words."),
        "unknown": _("This word is not one of ours."),
    }

    def __init__(self, choices: Sequence[str], **more: Any) -> None:
        self.choices = {word: place for place, word in enumerate(choices)}
        super().__init__(**more)

    def to_internal_value(self, data: Any) -> list[str]:
        if not isinstance(data, list) or not all(isinstance(word, str) for word in data):
            self.fail("invalid")
        if not self.choices.keys() >= set(data):
            self.fail("unknown")
        return sorted(set(data), key=self.choices.__getitem__)

    def to_representation(self, value: list[str]) -> list[str]:
        return value


def words(choices: Sequence[str]) -> WordsField:
    return WordsField(choices, default=list)


class WordsSchema(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]
    target_class = WordsField

    def map_serializer_field(self, auto_schema: AutoSchema, direction: str) -> dict[str, Any]:
        return {"type": "array", "items": {"type": "string", "enum": list(self.target.choices)}}


class CursorField(serializers.Field[tuple[datetime, UUID], str, str, tuple[datetime, UUID]]):
    """Where a device stopped reading: opaque to it, a time and an id to us."""

    default_error_messages = {"invalid": _("This cursor is not one of ours.")}

    def to_internal_value(self, data: str) -> tuple[datetime, UUID]:
        form = _CURSOR.fullmatch(data)
        if form is None:
            self.fail("invalid")
        return _EPOCH + timedelta(microseconds=int(form[1])), UUID(form[2])

    def to_representation(self, value: tuple[datetime, UUID]) -> str:
        moment, last = value
        return f"{(moment - _EPOCH) // timedelta(microseconds=1)}-{last.hex}"


PROBLEM = inline_serializer(
    "Problem",
    {
        "code": serializers.CharField(),
        "message": serializers.CharField(),
        "fields": serializers.DictField(required=False),
    },
)
PROBLEMS = {
    code: OpenApiResponse(PROBLEM)
    for code in (400, 401, 403, 404, 405, 406, 409, 410, 415, 422, 429)
}
