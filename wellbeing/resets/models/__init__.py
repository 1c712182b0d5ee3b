from wellbeing.resets.models.passes import BreakPass, Floor, PassDay
from wellbeing.resets.models.policies import BreakPolicy
from wellbeing.resets.models.sessions import Reset

__all__ = ["BreakPass", "BreakPolicy", "Floor", "PassDay", "Reset"]
