from wellbeing.incidents.api.anonymous import AnonymousReports, ReceiptLooks, ReceiptMessages
from wellbeing.incidents.api.cases import (
    CaseAcknowledgement,
    CaseColleagues,
    CaseDetail,
    CaseDistance,
    CaseHold,
    CaseHolder,
    CaseMessageDetail,
    CaseOutcome,
)
from wellbeing.incidents.api.inbox import CaseExport, CaseList
from wellbeing.incidents.api.reports import (
    CaseHandlers,
    ReportDetail,
    ReportList,
    ReportMessageDetail,
)
from wellbeing.incidents.api.timing import CasePauseDetail, CaseStepDetail

__all__ = [
    "AnonymousReports",
    "CaseAcknowledgement",
    "CaseColleagues",
    "CaseDetail",
    "CaseDistance",
    "CaseExport",
    "CaseHandlers",
    "CaseHold",
    "CaseHolder",
    "CaseList",
    "CaseMessageDetail",
    "CaseOutcome",
    "CasePauseDetail",
    "CaseStepDetail",
    "ReceiptLooks",
    "ReceiptMessages",
    "ReportDetail",
    "ReportList",
    "ReportMessageDetail",
]
