from wellbeing.incidents.models.cases import Case, CaseMessage, Exclusion, Holder, Opening
from wellbeing.incidents.models.counts import ReportedKind
from wellbeing.incidents.models.deadlines import CaseDeadline, CasePause
from wellbeing.incidents.models.holds import LegalHold, UrgentAlert
from wellbeing.incidents.models.steps import CaseStep

__all__ = [
    "Case",
    "CaseDeadline",
    "CaseMessage",
    "CasePause",
    "CaseStep",
    "Exclusion",
    "Holder",
    "LegalHold",
    "Opening",
    "ReportedKind",
    "UrgentAlert",
]
