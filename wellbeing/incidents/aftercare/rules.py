"""What is offered to whoever reported abuse, and what they may say to it."""

from typing import Final

# In the order in which they help.
BREAK, PEER, COUNSELLOR, PACK = "break", "peer", "counsellor", "pack"
OFFERS: Final = (BREAK, PEER, COUNSELLOR, PACK)

OFFERED, TAKEN, DECLINED = "offered", "taken", "declined"
STATES: Final = (OFFERED, TAKEN, DECLINED)
ANSWERS: Final = (TAKEN, DECLINED)
