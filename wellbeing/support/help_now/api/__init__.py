from wellbeing.support.help_now.api.answers import HelpAnswerDetail, HelpAnswerList
from wellbeing.support.help_now.api.calls import (
    HelpCallDetail,
    HelpDrillDetail,
    HelpDrillUnits,
    MyHelp,
)
from wellbeing.support.help_now.api.ladders import (
    HelpLadderDetail,
    HelpLadderList,
    HelpLadderUnits,
)

__all__ = [
    "HelpAnswerDetail",
    "HelpAnswerList",
    "HelpCallDetail",
    "HelpDrillDetail",
    "HelpDrillUnits",
    "HelpLadderDetail",
    "HelpLadderList",
    "HelpLadderUnits",
    "MyHelp",
]
