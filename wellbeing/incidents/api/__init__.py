from wellbeing.incidents.api.anonymous import AnonymousReports, ReceiptLooks, ReceiptMessages
from wellbeing.incidents.api.cases import (
    CaseAcknowledgement,
    CaseDetail,
    CaseDistance,
    CaseHolder,
    CaseList,
    CaseMessageDetail,
    CaseOutcome,
)
from wellbeing.incidents.api.reports import (
    CaseHandlers,
    ReportDetail,
    ReportList,
    ReportMessageDetail,
)

__all__ = [
    "AnonymousReports",
    "CaseAcknowledgement",
    "CaseDetail",
    "CaseDistance",
    "CaseHandlers",
    "CaseHolder",
    "CaseList",
    "CaseMessageDetail",
    "CaseOutcome",
    "ReceiptLooks",
    "ReceiptMessages",
    "ReportDetail",
    "ReportList",
    "ReportMessageDetail",
]
