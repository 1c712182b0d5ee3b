"""Fields that take what JSON has, and nothing that only looks like it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers


class ChosenField(serializers.ChoiceField):
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
