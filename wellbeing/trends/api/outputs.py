"""What the page of trends is told, in the form of the schema."""

from typing import Any

from rest_framework import serializers


class GroupOutput(serializers.Serializer[Any]):
    """Who a number is about; `unit` is one to ask for, none for the organisation."""

    level = serializers.CharField()
    kind = serializers.CharField()
    name = serializers.CharField()
    unit = serializers.IntegerField(allow_null=True)
    agents = serializers.IntegerField()


class NumberOutput(serializers.Serializer[Any]):
    """A number and the half width of its 95 % interval."""

    value = serializers.FloatField()
    half_width = serializers.FloatField()


class PointOutput(serializers.Serializer[Any]):
    starts_on = serializers.DateField()
    mean = serializers.FloatField()
    half_width = serializers.FloatField()
    alert = serializers.BooleanField()


class NowOutput(serializers.Serializer[Any]):
    group = GroupOutput()
    mean = serializers.FloatField()
    half_width = serializers.FloatField()
    weeks = serializers.IntegerField()


class SaidOutput(serializers.Serializer[Any]):
    word = serializers.ChoiceField(["clear", "possible", "steady", "early"])
    change = serializers.FloatField(allow_null=True)
    alert = serializers.BooleanField()


class TookPartOutput(serializers.Serializer[Any]):
    share = serializers.FloatField()
    half_width = serializers.FloatField()


class MoodOutput(serializers.Serializer[Any]):
    line = PointOutput(many=True)
    now = NowOutput(allow_null=True)
    said = SaidOutput()
    took_part = TookPartOutput()


class SpanOutput(serializers.Serializer[Any]):
    group = GroupOutput()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()


class SourceOutput(NumberOutput):
    name = serializers.CharField()


class SourcesOutput(SpanOutput):
    parts = SourceOutput(many=True)


class LevelOutput(SpanOutput, NumberOutput):
    pass


class CycleOutput(SpanOutput):
    """84 slots of two hours, Monday first; null stays blank."""

    slots = serializers.ListField(child=NumberOutput(allow_null=True))


class CountOutput(serializers.Serializer[Any]):
    counted = serializers.BooleanField()
    found = LevelOutput(allow_null=True)


class ResultOutput(NumberOutput):
    word = serializers.ChoiceField(["clear", "possible", "early"])


class ChangeOutput(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    group = GroupOutput()
    actions = serializers.ListField(child=serializers.CharField())
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    before_from = serializers.DateField()
    state = serializers.ChoiceField(["announced", "running", "told", "unclear", "lost_or_late"])
    result = ResultOutput(allow_null=True)


class PromiseOutput(serializers.Serializer[Any]):
    """Best possible guesses out of a hundred, computed from the ledger; a coin gives fifty."""

    took_part = serializers.IntegerField()
    took_part_three_years = serializers.IntegerField()
    took_part_five_years = serializers.IntegerField()
    good_or_bad = serializers.IntegerField()
    one_week = serializers.IntegerField()
    rho_year = serializers.FloatField()
    mu = serializers.FloatField()
    epsilon = serializers.FloatField()
    epsilon_zcdp = serializers.FloatField()


class StrengthOutput(serializers.Serializer[Any]):
    preset = serializers.CharField()
    next = serializers.CharField(allow_null=True)
    next_from = serializers.DateField(allow_null=True)


class StreamOutput(serializers.Serializer[Any]):
    name = serializers.CharField()
    level = serializers.CharField()
    weeks = serializers.IntegerField()
    share = serializers.FloatField()
    rho = serializers.FloatField()
    sigma = serializers.FloatField()
    counted = serializers.BooleanField()
    releases = serializers.IntegerField()


class LedgerOutput(serializers.Serializer[Any]):
    largest_part = serializers.FloatField()
    streams = StreamOutput(many=True)
    number = serializers.IntegerField()
    hash = serializers.CharField()


class LookOutput(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    by = serializers.CharField()
    role = serializers.CharField()


class PageOutput(serializers.Serializer[Any]):
    """Below eighty agents there is no group, and all that is about one is missing.

    `operator` says who runs the server, and is empty where nobody has said so.
    """

    floor = serializers.IntegerField()
    operator = serializers.CharField(allow_blank=True)
    unit = serializers.IntegerField(allow_null=True)
    group = GroupOutput(allow_null=True)
    groups = GroupOutput(many=True, required=False)
    mood = MoodOutput(allow_null=True, required=False)
    sources = SourcesOutput(allow_null=True, required=False)
    energy = LevelOutput(allow_null=True, required=False)
    cycle = CycleOutput(allow_null=True, required=False)
    abuse = CountOutput(required=False)
    help = CountOutput(required=False)
    changes = ChangeOutput(many=True, required=False)
    promise = PromiseOutput(required=False)
    strength = StrengthOutput(required=False)
    ledger = LedgerOutput(required=False)
    looked = LookOutput(many=True)


class ClosingOutput(serializers.Serializer[Any]):
    stream = serializers.CharField()
    starts_on = serializers.DateField()
    tries = serializers.IntegerField()
    tried_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)


class ClosingsOutput(serializers.Serializer[Any]):
    copy_missing = serializers.BooleanField()
    waiting = ClosingOutput(many=True)
    closings = ClosingOutput(many=True)
