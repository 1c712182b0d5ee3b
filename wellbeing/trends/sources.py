"""Which feature counts for which stream. A stream is published once its feature is installed."""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Final

from django.apps import apps

from wellbeing.checkins import facts as checkins
from wellbeing.core.counting import Period, Row

Contributions = Callable[[Period, str], Iterator[Row]]

_CHECKINS: Final = dict.fromkeys(checkins.CONTRIBUTIONS, "wellbeing.checkins")
FEATURES: Final = {**_CHECKINS, "abuse_4wk": "wellbeing.incidents", "help_4wk": "wellbeing.support"}


def contributions(stream: str) -> Contributions | None:
    """What counts for this stream; None while its feature is not there or counts nothing."""
    feature = FEATURES[stream]
    if not apps.is_installed(feature):
        return None
    if feature == "wellbeing.checkins":
        return checkins.CONTRIBUTIONS[stream]
    counts: dict[str, Contributions] = import_module(f"{feature}.facts").CONTRIBUTIONS
    return counts.get(stream)


def names(stream: str) -> tuple[str, ...]:
    """What the places of a vector stand for."""
    return checkins.NAMES[stream]
