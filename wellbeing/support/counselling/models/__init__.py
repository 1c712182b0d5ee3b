from wellbeing.support.counselling.models.bookings import BookedQuarter, Booking, Note, Reminder
from wellbeing.support.counselling.models.practices import Hours, Practice, SpecialDay
from wellbeing.support.counselling.models.waits import KeptTime, TimeWait, Wait

__all__ = [
    "BookedQuarter",
    "Booking",
    "Hours",
    "KeptTime",
    "Note",
    "Practice",
    "Reminder",
    "SpecialDay",
    "TimeWait",
    "Wait",
]
