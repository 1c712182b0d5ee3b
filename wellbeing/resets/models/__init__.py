from wellbeing.resets.models.sessions import Reset

__all__ = ["Reset"]
