from wellbeing.support.help_now.models.calls import HelpCall, HelpCallReached, HelpStep
from wellbeing.support.help_now.models.ladders import Ladder

__all__ = ["HelpCall", "HelpCallReached", "HelpStep", "Ladder"]
