"""What the reporter's side and the case handler's side show alike."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from wellbeing.support.talk_reports.models import Opening, TalkReport
from wellbeing.support.talk_reports.rules import OPENED


class OpeningOutput(serializers.Serializer[Any]):
    by = serializers.CharField(source="handler.name")
    what = serializers.ChoiceField(choices=OPENED)
    at = serializers.DateTimeField()


def openings_of(report: TalkReport) -> QuerySet[Opening]:
    return report.openings.select_related("handler").order_by("at", "id")
