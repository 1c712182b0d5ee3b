"""F: what fresh noise on each recompute would give away; what is shown is a bug, not the app."""

from typing import Final

import numpy as np

from wellbeing.trends import noise
from wellbeing.trends.attacks.knowing import Known
from wellbeing.trends.attacks.publisher import TABLE
from wellbeing.trends.audit import Floats
from wellbeing.trends.budget import Stream, streams_named

DRAWS: Final = (1, 2, 7, 30)


def recompute(worst: tuple[int, int], *, rho_year: float, trials: int) -> list[Known]:
    """What a year gives away where each week may be computed again: it is the bug that is shown.

    Groups of 80 alone; so many draws of the same week are averaged.
    """
    stream = streams_named("mood_week", TABLE)[0]
    absent, present = (
        np.cumsum(_draws(stream, vector, rho_year, trials) @ np.array(worst), axis=-1)
        for vector in ((0, 0), worst)
    )
    return [
        Known(
            "1 draw" if draws == 1 else f"{draws} draws",
            absent[..., draws - 1].sum(axis=1),
            present[..., draws - 1].sum(axis=1),
            stream.rho(rho_year) * stream.a_year * draws,
        )
        for draws in DRAWS
    ]


def _draws(stream: Stream, vector: tuple[int, int], rho_year: float, trials: int) -> Floats:
    """Trials x weeks x draws x 2."""
    shape = (trials, stream.a_year, max(DRAWS), 2)
    totals = np.broadcast_to(np.array(vector), shape).ravel().tolist()
    drawn = noise.noisy(totals, l2=stream.l2, rho=stream.rho(rho_year))
    return np.array(drawn.values, dtype=float).reshape(shape)
