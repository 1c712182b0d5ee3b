from wellbeing.resets.api.sessions import ResetDetail, ResetList

__all__ = ["ResetDetail", "ResetList"]
