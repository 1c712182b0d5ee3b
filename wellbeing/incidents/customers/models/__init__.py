from wellbeing.incidents.customers.models.actions import Action, ActionDue, ActionWord, KeptAway
from wellbeing.incidents.customers.models.customers import Customer, Sighting
from wellbeing.incidents.customers.models.flags import FlagNotice

__all__ = ["Action", "ActionDue", "ActionWord", "Customer", "FlagNotice", "KeptAway", "Sighting"]
