from wellbeing.support.counselling.api.appointments import (
    Appointment,
    AppointmentCalendar,
    AppointmentList,
    AppointmentNote,
)
from wellbeing.support.counselling.api.bookings import (
    BookingCalendar,
    BookingDetail,
    BookingList,
    BookingNews,
    BookingOffer,
    BookingTime,
    BookingWait,
    BookingWishes,
)
from wellbeing.support.counselling.api.links import (
    AppointmentCancellations,
    AppointmentLooks,
    AppointmentMoves,
)
from wellbeing.support.counselling.api.practices import HoursDetail, MyPractice, SpecialDayDetail
from wellbeing.support.counselling.api.times import FreeTimes
from wellbeing.support.counselling.api.waits import MyTimeWait, MyTimeWaitOffer

__all__ = [
    "Appointment",
    "AppointmentCalendar",
    "AppointmentCancellations",
    "AppointmentList",
    "AppointmentLooks",
    "AppointmentMoves",
    "AppointmentNote",
    "BookingCalendar",
    "BookingDetail",
    "BookingList",
    "BookingNews",
    "BookingOffer",
    "BookingTime",
    "BookingWait",
    "BookingWishes",
    "FreeTimes",
    "HoursDetail",
    "MyPractice",
    "MyTimeWait",
    "MyTimeWaitOffer",
    "SpecialDayDetail",
]
