from wellbeing.trends.api.changes import Closings, InterventionDetail, Strength
from wellbeing.trends.api.digest import Digest
from wellbeing.trends.api.page import ExportLedger, ExportTrends, Page

__all__ = [
    "Closings",
    "Digest",
    "ExportLedger",
    "ExportTrends",
    "InterventionDetail",
    "Page",
    "Strength",
]
