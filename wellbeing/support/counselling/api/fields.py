"""Fields that several answers about appointments share."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from accounts.models.people import valid_time_zone
from wellbeing.core.api import WholeNumberField
from wellbeing.support.counselling.models import KeptTime
from wellbeing.support.counselling.rules import LENGTHS, PAUSES, QUARTER

REMINDER_WORDS = ("day", "hour")


class KeptTimeOutput(serializers.Serializer[KeptTime]):
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    until = serializers.DateTimeField()


class QuarterField(serializers.TimeField):
    """A time of day on a quarter of an hour, as `09:15`."""

    default_error_messages = {"quarter": _("Choose a full quarter of an hour.")}

    def __init__(self, **more: Any) -> None:
        super().__init__(format="%H:%M", input_formats=["%H:%M"], **more)

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            self.fail("invalid", format="hh:mm")
        value = super().to_internal_value(data)
        if value.minute % (QUARTER.seconds // 60):
            self.fail("quarter")
        return value


class WindowInput(serializers.Serializer[Any]):
    """Hours of a day, cut into appointments of one length with a pause after each."""

    from_time = QuarterField()
    to_time = QuarterField()
    minutes = WholeNumberField()
    pause = WholeNumberField()

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        if given["to_time"] <= given["from_time"]:
            raise serializers.ValidationError({"to_time": _("This is before it begins.")})
        if given["minutes"] not in LENGTHS:
            raise serializers.ValidationError({"minutes": _("Choose 30 or 50 minutes.")})
        if given["pause"] not in PAUSES[given["minutes"]]:
            raise serializers.ValidationError(
                {"pause": _("Choose a pause that fills the quarter of an hour.")}
            )
        return given


class ZoneField(serializers.CharField):
    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=64, validators=[valid_time_zone], **more)
