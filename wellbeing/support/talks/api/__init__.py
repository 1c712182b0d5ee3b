from wellbeing.support.talks.api.asking import (
    MyTalks,
    TalkAvailability,
    TalkRequestDetail,
    TalkSupervisors,
)
from wellbeing.support.talks.api.exclusions import ExclusionDetail, ExclusionList, TalkPeers
from wellbeing.support.talks.api.offers import MySupporter, TalkOfferDetail, TalkOfferList
from wellbeing.support.talks.api.talks import (
    ConversationDetail,
    ConversationHandover,
    ConversationMessageDetail,
    ConversationMessages,
    ConversationProposal,
    ConversationReading,
    ConversationTyping,
    ConversationWeight,
)

__all__ = [
    "ConversationDetail",
    "ConversationHandover",
    "ConversationMessageDetail",
    "ConversationMessages",
    "ConversationProposal",
    "ConversationReading",
    "ConversationTyping",
    "ConversationWeight",
    "ExclusionDetail",
    "ExclusionList",
    "MySupporter",
    "MyTalks",
    "TalkAvailability",
    "TalkOfferDetail",
    "TalkOfferList",
    "TalkPeers",
    "TalkRequestDetail",
    "TalkSupervisors",
]
