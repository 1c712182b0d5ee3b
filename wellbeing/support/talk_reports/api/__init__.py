from wellbeing.support.talk_reports.api.cases import (
    TalkReportCaseAnswer,
    TalkReportCaseDetail,
    TalkReportCaseList,
    TalkReportCaseNames,
)
from wellbeing.support.talk_reports.api.reports import TalkReportDetail, TalkReportList

__all__ = [
    "TalkReportCaseAnswer",
    "TalkReportCaseDetail",
    "TalkReportCaseList",
    "TalkReportCaseNames",
    "TalkReportDetail",
    "TalkReportList",
]
