from wellbeing.trends.api.changes import Closings, InterventionDetail, Strength
from wellbeing.trends.api.page import ExportLedger, ExportTrends, Page

__all__ = [
    "Closings",
    "ExportLedger",
    "ExportTrends",
    "InterventionDetail",
    "Page",
    "Strength",
]
