from wellbeing.incidents.models.cases import Case, CaseMessage, Exclusion, Opening
from wellbeing.incidents.models.counts import ReportedKind
from wellbeing.incidents.models.deadlines import CaseDeadline

__all__ = ["Case", "CaseDeadline", "CaseMessage", "Exclusion", "Opening", "ReportedKind"]
