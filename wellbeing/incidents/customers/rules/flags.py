"""What the customer system (CRM) of the house is told of an action."""

from datetime import timedelta
from typing import Final

from wellbeing.incidents.customers.rules.actions import BLOCK, LETTER, NOTE, REFUSAL, RESTRICTED

# What whoever takes the next call has to know. Courts and the police are not among it.
FLAGS: Final = (LETTER, NOTE, RESTRICTED, BLOCK, REFUSAL)

# Nobody: what was reported is no number, no address and no id. Overtaken: over before it was said.
WAITING, TOLD, NOBODY, OVERTAKEN = OUTCOMES = ("waiting", "told", "nobody", "overtaken")

FLAGGED, FLAG_ENDED = "customer.flagged", "customer.flag_ended"

# How long one worker has a message to itself; longer than the other side may take to answer.
CLAIM: Final = timedelta(minutes=2)
FIRST_WAIT: Final = timedelta(seconds=30)
LONGEST_WAIT: Final = timedelta(hours=1)


def addressed(spelling: str, written: str) -> dict[str, str]:
    """Whom it is about, as another system knows them: a number (E.164, and behind a switchboard
    with `;ext=` as in RFC 3966), an address, or what was written.
    """
    kind, _, value = spelling.partition(":")
    if kind == "tel":
        return {"kind": "phone", "value": value.replace(";", ";ext=")}
    if kind == "mail":
        return {"kind": "email", "value": value}
    return {"kind": "id", "value": written.strip()}
