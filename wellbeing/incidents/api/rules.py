"""How the time of a case and the rules of a country are shown."""

from typing import Any

from django.utils.translation import get_language
from rest_framework import serializers

from wellbeing.incidents.countries import CODES, Pack, Step, Words
from wellbeing.incidents.models import Case
from wellbeing.incidents.rules import PAUSES, STEP_STATES
from wellbeing.incidents.selectors import steps, timing
from wellbeing.incidents.services.resuming import open_pause, words_of_pause


class CasePauseOutput(serializers.Serializer[Any]):
    reason = serializers.ChoiceField(choices=PAUSES)
    since = serializers.DateTimeField()
    until = serializers.DateTimeField()


class CaseRightOutput(serializers.Serializer[Any]):
    """In the reader's language; `source` in its own."""

    text = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]  # as Field has one too
    address = serializers.CharField()
    checked_on = serializers.DateField()


class CaseRulesOutput(serializers.Serializer[Any]):
    """`note` says what this is, and that it is not legal advice."""

    country = serializers.ChoiceField(choices=CODES)
    name = serializers.CharField()
    note = serializers.CharField()
    terms = serializers.ListField(child=serializers.CharField())
    rights = CaseRightOutput(many=True)


class CaseStepOutput(serializers.Serializer[Any]):
    """`reason` is there where somebody set the step aside."""

    id = serializers.CharField()
    text = serializers.CharField()
    state = serializers.ChoiceField(choices=STEP_STATES)
    by = serializers.CharField(allow_null=True)
    at = serializers.DateTimeField(allow_null=True)
    reason = serializers.CharField()


def timing_shown(case: Case) -> dict[str, Any]:
    """For both sides: that the clock stands still, and what the country says."""
    pause, pack = open_pause(case), timing.pack_of(case)
    return {
        "pause": pause
        and {"reason": pause.reason, "since": pause.paused_at, "until": pause.ends_at},
        "rules": _rules(pack, case.kinds) if pack.steps else None,
    }


def handling_shown(case: Case) -> dict[str, Any]:
    """For handlers alone: why it stands still in words, and which steps are left."""
    pause = open_pause(case)
    return {
        "pause_words": words_of_pause(pause) if pause else "",
        "steps": [_step(one) for one in steps.told(case)],
    }


def _rules(pack: Pack, kinds: list[str]) -> dict[str, Any]:
    found = [_said(pack.terms[kind]) for kind in kinds if kind in pack.terms]
    return {
        "country": pack.code,
        "name": _said(pack.name),
        "note": _said(pack.note),
        "terms": list(dict.fromkeys(found)),
        "rights": [_right(step) for step in pack.steps],
    }


def _right(step: Step) -> dict[str, Any]:
    source = step.source
    told = {"source": source.title, "address": source.address, "checked_on": source.checked_on}
    return {"text": _said(step.right), **told}


def _step(one: steps.Told) -> dict[str, Any]:
    row = one.row
    return {
        "id": one.step.id,
        "text": _said(one.step.words),
        "state": one.state,
        "by": row.by.name if row else None,
        "at": row.at if row else None,
        "reason": one.reason,
    }


def _said(words: Words) -> str:
    language = (get_language() or "").lower()
    by_language = {key.lower(): text for key, text in words.items()}
    return by_language.get(language, words["en"])
