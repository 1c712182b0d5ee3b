from wellbeing.incidents.customers.api.actions import (
    ActionAppeal,
    ActionAppealDecision,
    ActionDecision,
    ActionDetail,
    ActionEnd,
    ActionList,
    ActionReview,
)
from wellbeing.incidents.customers.api.cases import CaseActionDetail, CaseCustomer
from wellbeing.incidents.customers.api.reporters import ReceiptActions, ReportActions

__all__ = [
    "ActionAppeal",
    "ActionAppealDecision",
    "ActionDecision",
    "ActionDetail",
    "ActionEnd",
    "ActionList",
    "ActionReview",
    "CaseActionDetail",
    "CaseCustomer",
    "ReceiptActions",
    "ReportActions",
]
