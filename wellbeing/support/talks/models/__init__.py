from wellbeing.support.talks.models.people import Exclusion, Supporter
from wellbeing.support.talks.models.queue import Offer, TalkRequest, Wait
from wellbeing.support.talks.models.talks import Conversation, Message, Participant

__all__ = [
    "Conversation",
    "Exclusion",
    "Message",
    "Offer",
    "Participant",
    "Supporter",
    "TalkRequest",
    "Wait",
]
