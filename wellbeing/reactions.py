"""Everything that follows from something else."""

from accounts import mail
from accounts.events import AccessEnded, PasswordResetRequested, PersonFoundAnew, SignInChanged
from wellbeing.core.events import react_to
from wellbeing.incidents import tasks as incidents
from wellbeing.incidents.aftercare import tasks as aftercare
from wellbeing.incidents.customers import tasks as customers
from wellbeing.incidents.customers.events import (
    ActionDueNear,
    ActionMoved,
    CustomerFlagEnded,
    CustomerFlagged,
)
from wellbeing.incidents.events import (
    CaseDeadlineNear,
    CaseGiven,
    CaseLeft,
    CaseMoved,
    CaseNeedsEyes,
)
from wellbeing.incidents.evidence import tasks as evidence
from wellbeing.incidents.evidence.events import FileArrived, FileSettled
from wellbeing.notifications.live import recheck_sockets
from wellbeing.notifications.tasks import forget_ended_phones
from wellbeing.resets import tasks as resets
from wellbeing.resets.events import PassMoved
from wellbeing.support.buddies import tasks as buddies
from wellbeing.support.buddies.events import BuddiesChanged
from wellbeing.support.counselling import tasks as counselling
from wellbeing.support.counselling.events import AppointmentChanged
from wellbeing.support.help_now import tasks as help_now
from wellbeing.support.help_now.events import HelpCallMoved
from wellbeing.support.talk_reports import tasks as talk_reports
from wellbeing.support.talk_reports.events import TalkReportMoved
from wellbeing.support.talks import tasks as talks
from wellbeing.support.talks.events import (
    TalkLeft,
    TalkMoved,
    TalkOffered,
    TalkOfferEnded,
    TalkRequestMoved,
)
from wellbeing.trends import tasks as trends
from wellbeing.trends.events import FiguresReleased


def bind() -> None:
    react_to(
        AccessEnded,
        recheck_sockets,
        forget_ended_phones,
        resets.end_pass_of_leaver,
        help_now.leave_with_access,
        incidents.leave_with_access,
        counselling.leave,
        buddies.leave_with_access,
        talks.leave_with_access,
    )
    react_to(ActionDueNear, customers.tell_of_action_due)
    react_to(ActionMoved, customers.tell_of_action)
    react_to(AppointmentChanged, counselling.tell_of_appointment)
    react_to(BuddiesChanged, buddies.tell_of_buddies)
    react_to(CaseDeadlineNear, incidents.tell_of_deadline)
    react_to(CaseGiven, incidents.tell_of_given_case)
    react_to(CaseLeft, customers.keep_away_who_left)
    react_to(CaseMoved, incidents.tell_of_case, customers.note_customer, aftercare.forget_offers)
    react_to(CaseNeedsEyes, incidents.tell_of_case_to_all)
    react_to(CustomerFlagEnded, customers.tell_customer_system)
    react_to(CustomerFlagged, customers.tell_customer_system)
    react_to(FiguresReleased, trends.tell_open_pages, trends.mail_digests)
    react_to(FileArrived, evidence.tell_of_file, evidence.look_into_file)
    react_to(FileSettled, evidence.tell_of_file)
    react_to(HelpCallMoved, help_now.tell_of_help_call)
    react_to(PassMoved, resets.tell_holder)
    react_to(PasswordResetRequested, mail.send_password_reset)
    react_to(PersonFoundAnew, mail.tell_old_address)
    react_to(SignInChanged, mail.tell_of_change)
    react_to(TalkLeft, talks.tell_leaver)
    react_to(TalkMoved, talks.tell_participants)
    react_to(TalkOffered, talks.tell_supporter)
    react_to(TalkOfferEnded, talks.tell_supporter)
    react_to(TalkReportMoved, talk_reports.tell_of_talk_report)
    react_to(TalkRequestMoved, talks.tell_asker)
