from wellbeing.incidents.evidence.api.anonymous import (
    ReceiptFileLists,
    ReceiptFileRemovals,
    ReceiptFiles,
    ReceiptParts,
)
from wellbeing.incidents.evidence.api.cases import (
    CaseFileDetail,
    CaseFileList,
    CaseFilePage,
    CaseFilePages,
)
from wellbeing.incidents.evidence.api.reports import (
    ReportFileDetail,
    ReportFileList,
    ReportFilePart,
)

__all__ = [
    "CaseFileDetail",
    "CaseFileList",
    "CaseFilePage",
    "CaseFilePages",
    "ReceiptFileLists",
    "ReceiptFileRemovals",
    "ReceiptFiles",
    "ReceiptParts",
    "ReportFileDetail",
    "ReportFileList",
    "ReportFilePart",
]
