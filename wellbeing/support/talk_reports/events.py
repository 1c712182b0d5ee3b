"""What others need to know about reports of talks: facts in the past tense, ids only."""

from dataclasses import dataclass

from wellbeing.core.events import Event


@dataclass(frozen=True, kw_only=True)
class TalkReportMoved(Event):
    """It was made, answered or taken back."""

    report_id: str
