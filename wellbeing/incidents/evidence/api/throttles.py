"""How much may be handed in: five files of the largest kind, several times an hour."""

from accounts.throttles import PersonThrottle
from wellbeing.incidents.api.throttles import NobodyThrottle, ReceiptThrottle


class FileThrottle(PersonThrottle):
    scope = "evidence"
    rate = "1500/hour"


class FloorsFileThrottle(NobodyThrottle):
    """Apart from that of looks, so that files of a whole floor let the next report through."""

    scope = "anonymous-evidence"
    rate = "1200/min"


class NobodysFileThrottle(ReceiptThrottle):
    """Each receipt for itself: who hands much in takes nothing away from anybody else."""

    scope = "receipt-evidence"
    rate = "1500/hour"
