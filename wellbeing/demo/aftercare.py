"""What was offered to people of the demo after they had reported, and what they said to it."""

from datetime import timedelta
from random import Random
from typing import Final

from wellbeing.incidents.aftercare.rules import (
    BREAK,
    COUNSELLOR,
    DECLINED,
    OFFERS,
    PACK,
    PEER,
    TAKEN,
)
from wellbeing.incidents.aftercare.services import answer, note_offered
from wellbeing.incidents.models import Case

# Of a hundred: who takes it, and who puts it off. The rest lets it stand.
_SAID: Final = {BREAK: (45, 20), PEER: (20, 30), COUNSELLOR: (8, 35), PACK: (25, 10)}
_A_MOMENT: Final = timedelta(minutes=1)


def store_aftercare(cases: list[Case], *, chance: Random) -> None:
    """Most look at it once; nothing of what nobody signed."""
    for case in cases:
        if case.reporter is None or chance.random() < 0.2:
            continue
        at = case.received_at + _A_MOMENT
        note_offered(case, offers=OFFERS, now=at)
        for offer, (takes, declines) in _SAID.items():
            drawn = chance.randrange(100)
            if drawn < takes + declines:
                state = TAKEN if drawn < takes else DECLINED
                answer(case, offer=offer, state=state, now=at)
