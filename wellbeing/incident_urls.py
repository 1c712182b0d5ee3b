"""What can be asked about abuse that was reported, and the cases it becomes."""

from django.urls import path

from wellbeing.incidents import api as incidents
from wellbeing.incidents.aftercare import api as aftercare
from wellbeing.incidents.customers import api as customers
from wellbeing.incidents.evidence import api as evidence
from wellbeing.incidents.pack import api as pack

INCIDENT_PATHS = [
    path("reports", incidents.ReportList.as_view(), name="reports"),
    path("reports/<uuid:id>", incidents.ReportDetail.as_view(), name="report"),
    path(
        "reports/<uuid:id>/messages/<uuid:message>",
        incidents.ReportMessageDetail.as_view(),
        name="report-message",
    ),
    path("reports/<uuid:id>/aftercare", aftercare.AftercareList.as_view(), name="aftercare"),
    path(
        "reports/<uuid:id>/aftercare/<str:offer>",
        aftercare.AftercareAnswer.as_view(),
        name="aftercare-answer",
    ),
    path("reports/<uuid:id>/files", evidence.ReportFileList.as_view(), name="report-files"),
    path(
        "reports/<uuid:id>/files/<uuid:file>",
        evidence.ReportFileDetail.as_view(),
        name="report-file",
    ),
    path(
        "reports/<uuid:id>/files/<uuid:file>/parts/<int:number>",
        evidence.ReportFilePart.as_view(),
        name="report-file-part",
    ),
    path("receipt-files", evidence.ReceiptFiles.as_view(), name="receipt-files"),
    path("receipt-parts", evidence.ReceiptParts.as_view(), name="receipt-parts"),
    path("receipt-file-lists", evidence.ReceiptFileLists.as_view(), name="receipt-file-lists"),
    path(
        "receipt-file-removals",
        evidence.ReceiptFileRemovals.as_view(),
        name="receipt-file-removals",
    ),
    path("cases/<uuid:id>/files", evidence.CaseFileList.as_view(), name="case-files"),
    path("cases/<uuid:id>/files/<uuid:file>", evidence.CaseFileDetail.as_view(), name="case-file"),
    path(
        "cases/<uuid:id>/files/<uuid:file>/pages",
        evidence.CaseFilePages.as_view(),
        name="case-file-pages",
    ),
    path(
        "cases/<uuid:id>/files/<uuid:file>/pages/<int:page>",
        evidence.CaseFilePage.as_view(),
        name="case-file-page",
    ),
    path("reports/<uuid:id>/actions", customers.ReportActions.as_view(), name="report-actions"),
    path("receipt-actions", customers.ReceiptActions.as_view(), name="receipt-actions"),
    path("cases/<uuid:id>/customer", customers.CaseCustomer.as_view(), name="case-customer"),
    path(
        "cases/<uuid:id>/actions/<uuid:action>",
        customers.CaseActionDetail.as_view(),
        name="case-action",
    ),
    path("actions", customers.ActionList.as_view(), name="actions"),
    path("actions/<uuid:id>", customers.ActionDetail.as_view(), name="action"),
    path("actions/<uuid:id>/decision", customers.ActionDecision.as_view(), name="action-decision"),
    path("actions/<uuid:id>/end", customers.ActionEnd.as_view(), name="action-end"),
    path("actions/<uuid:id>/review", customers.ActionReview.as_view(), name="action-review"),
    path("actions/<uuid:id>/appeal", customers.ActionAppeal.as_view(), name="action-appeal"),
    path(
        "actions/<uuid:id>/appeal-decision",
        customers.ActionAppealDecision.as_view(),
        name="action-appeal-decision",
    ),
    path("case-handlers", incidents.CaseHandlers.as_view(), name="case-handlers"),
    path("anonymous-reports", incidents.AnonymousReports.as_view(), name="anonymous-reports"),
    path("receipt-looks", incidents.ReceiptLooks.as_view(), name="receipt-looks"),
    path("receipt-messages", incidents.ReceiptMessages.as_view(), name="receipt-messages"),
    path("cases", incidents.CaseList.as_view(), name="cases"),
    path("reports/<uuid:id>/pack", pack.ReportPack.as_view(), name="report-pack"),
    path("receipt-packs", pack.ReceiptPacks.as_view(), name="receipt-packs"),
    path("cases/<uuid:id>/pack", pack.CasePack.as_view(), name="case-pack"),
    path("cases/export", incidents.CaseExport.as_view(), name="case-export"),
    path("cases/<uuid:id>/hold", incidents.CaseHold.as_view(), name="case-hold"),
    path("cases/<uuid:id>", incidents.CaseDetail.as_view(), name="case"),
    path(
        "cases/<uuid:id>/acknowledgement",
        incidents.CaseAcknowledgement.as_view(),
        name="case-acknowledgement",
    ),
    path("cases/<uuid:id>/holder", incidents.CaseHolder.as_view(), name="case-holder"),
    path(
        "cases/<uuid:id>/colleagues",
        incidents.CaseColleagues.as_view(),
        name="case-colleagues",
    ),
    path("cases/<uuid:id>/outcome", incidents.CaseOutcome.as_view(), name="case-outcome"),
    path("cases/<uuid:id>/pause", incidents.CasePauseDetail.as_view(), name="case-pause"),
    path("cases/<uuid:id>/steps/<str:step>", incidents.CaseStepDetail.as_view(), name="case-step"),
    path("cases/<uuid:id>/distance", incidents.CaseDistance.as_view(), name="case-distance"),
    path(
        "cases/<uuid:id>/messages/<uuid:message>",
        incidents.CaseMessageDetail.as_view(),
        name="case-message",
    ),
]
