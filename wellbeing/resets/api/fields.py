"""Fields that resets, passes and policies share."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.models import Unit
from wellbeing.core.api import WholeNumberField
from wellbeing.resets.rules import PASS_MINUTES


@extend_schema_field({"type": "integer", "enum": list(PASS_MINUTES)})
class MinutesField(WholeNumberField):
    default_error_messages = {"minutes": _("Choose 5, 10, 15, 20 or 30 minutes.")}

    def to_internal_value(self, data: Any) -> int:
        minutes = super().to_internal_value(data)
        if minutes not in PASS_MINUTES:
            self.fail("minutes")
        return minutes


class FloorUnitOutput(serializers.Serializer[Unit]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class FiguresOutput(serializers.Serializer[Any]):
    minutes = serializers.IntegerField()
    passes_a_day = serializers.IntegerField()
    places = serializers.IntegerField()
    extra_after_threat = serializers.IntegerField()
    extra_after_slur = serializers.IntegerField()
