from wellbeing.support.talks.models.people import Supporter
from wellbeing.support.talks.models.queue import Offer, TalkRequest, WaitTime
from wellbeing.support.talks.models.talks import Conversation, Message, Participant

__all__ = [
    "Conversation",
    "Message",
    "Offer",
    "Participant",
    "Supporter",
    "TalkRequest",
    "WaitTime",
]
