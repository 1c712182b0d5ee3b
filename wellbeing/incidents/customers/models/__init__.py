from wellbeing.incidents.customers.models.actions import Action, ActionDue, ActionWord, KeptAway
from wellbeing.incidents.customers.models.customers import Customer, Sighting

__all__ = ["Action", "ActionDue", "ActionWord", "Customer", "KeptAway", "Sighting"]
