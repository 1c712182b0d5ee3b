"""Rungs as they come in and go out, and units as they are named."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from wellbeing.core.api import WholeNumberField, WordField
from wellbeing.support.help_now.rules import (
    LONGEST_PHONE,
    LONGEST_WAIT,
    MOST_PEOPLE,
    PEOPLE,
    PHONE,
    SHORTEST_WAIT,
    WHO,
    Rung,
)

_PHONE = re.compile(r"[+]?[0-9][0-9 ()./-]{1,30}")


class UnitNameOutput(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class RungInput(serializers.Serializer[Any]):
    """`people` and `phone` belong to a rung of that kind, and are empty on any other."""

    who = WordField(choices=WHO)
    wait_seconds = WholeNumberField(min_value=SHORTEST_WAIT, max_value=LONGEST_WAIT)
    people = serializers.ListField(
        child=serializers.UUIDField(), max_length=MOST_PEOPLE, default=list
    )
    phone = serializers.CharField(max_length=LONGEST_PHONE, allow_blank=True, default="")

    def validate_phone(self, value: str) -> str:
        if value and not _PHONE.fullmatch(value):
            raise serializers.ValidationError(_("Give a phone number, such as +48 12 345 67 89."))
        return value

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        who = given["who"]
        if (who == PEOPLE) != bool(given["people"]):
            raise serializers.ValidationError({"people": _("Name the people of this step.")})
        if (who == PHONE) != bool(given["phone"]):
            raise serializers.ValidationError({"phone": _("Give the number of this step.")})
        return given


def rung_of(given: dict[str, Any]) -> Rung:
    people = tuple(str(person) for person in dict.fromkeys(given["people"]))
    return Rung(
        who=given["who"],
        wait_seconds=given["wait_seconds"],
        people=people,
        phone=given["phone"],
    )


class NamedOutput(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()


class RungOutput(serializers.Serializer[Any]):
    who = serializers.ChoiceField(choices=WHO)
    wait_seconds = serializers.IntegerField()
    people = NamedOutput(many=True)
    phone = serializers.CharField()


def shown(rungs: tuple[Rung, ...], names: dict[str, str]) -> list[dict[str, Any]]:
    """Who has left the organisation's list has no name any more, and is left out."""
    return [
        {
            "who": rung.who,
            "wait_seconds": rung.wait_seconds,
            "people": [{"id": id, "name": names[id]} for id in rung.people if id in names],
            "phone": rung.phone,
        }
        for rung in rungs
    ]
