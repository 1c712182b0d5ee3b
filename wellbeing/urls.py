"""Everything that can be asked."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from accounts import api as accounts
from wellbeing import app_shell, health, privacy_api
from wellbeing.checkins import api as checkins
from wellbeing.incident_urls import INCIDENT_PATHS
from wellbeing.notifications import api as notifications
from wellbeing.resets import api as resets
from wellbeing.schema import Schema
from wellbeing.support.buddies import api as buddies
from wellbeing.support.counselling import api as counselling
from wellbeing.support.help_now import api as help_now
from wellbeing.support.huddles import api as huddles
from wellbeing.support.shifts import api as shifts
from wellbeing.support.talk_reports import api as talk_reports
from wellbeing.support.talks import api as talks
from wellbeing.trends import api as trends

api: list[URLPattern | URLResolver] = [
    path("schema", Schema.as_view(), name="schema"),
    path("sign-in-options", accounts.SignInOptions.as_view(), name="sign-in-options"),
    path("people/me", accounts.Me.as_view(), name="me"),
    path("people", accounts.PeopleList.as_view(), name="people"),
    path("people/<uuid:id>", accounts.PersonDetail.as_view(), name="person"),
    path("devices", accounts.DeviceList.as_view(), name="devices"),
    path("devices/<uuid:id>", accounts.DeviceDetail.as_view(), name="device"),
    path("sign-in-links/<uuid:id>", accounts.SignInLinkDetail.as_view(), name="sign-in-link"),
    path(
        "sign-in-links/<uuid:id>/approval",
        accounts.SignInLinkApproval.as_view(),
        name="sign-in-link-approval",
    ),
    path(
        "sign-in-link-claims/<uuid:id>",
        accounts.SignInLinkClaimDetail.as_view(),
        name="sign-in-link-claim",
    ),
    path("invitations/<uuid:id>", accounts.InvitationDetail.as_view(), name="invitation"),
    path(
        "invitation-claims/<uuid:id>",
        accounts.InvitationClaimDetail.as_view(),
        name="invitation-claim",
    ),
    path("roster-imports/<uuid:id>", accounts.RosterImportDetail.as_view(), name="roster-import"),
    path(
        "roster-imports/<uuid:id>/application",
        accounts.RosterApplication.as_view(),
        name="roster-application",
    ),
    path(
        "roster-imports/<uuid:id>/invitations.csv",
        accounts.RosterInvitations.as_view(),
        name="roster-invitations",
    ),
    path("checkins", checkins.CheckInList.as_view(), name="checkins"),
    path("checkins/<uuid:id>", checkins.CheckInDetail.as_view(), name="checkin"),
    *INCIDENT_PATHS,
    path("resets", resets.ResetList.as_view(), name="resets"),
    path("resets/<uuid:id>", resets.ResetDetail.as_view(), name="reset"),
    path("break-allowances/mine", resets.MyBreakAllowance.as_view(), name="my-break-allowance"),
    path("break-passes/<uuid:id>", resets.BreakPassDetail.as_view(), name="break-pass"),
    path(
        "break-passes/<uuid:id>/acceptance",
        resets.BreakPassAcceptance.as_view(),
        name="break-pass-acceptance",
    ),
    path("break-pass-checks", resets.BreakPassChecks.as_view(), name="break-pass-checks"),
    path("floors", resets.FloorList.as_view(), name="floors"),
    path("floors/mine", resets.MyFloor.as_view(), name="my-floor"),
    path("break-policies", resets.BreakPolicyList.as_view(), name="break-policies"),
    path("break-policies/<uuid:id>", resets.BreakPolicyDetail.as_view(), name="break-policy"),
    path("break-policy-units", resets.BreakPolicyUnits.as_view(), name="break-policy-units"),
    path("push-subscriptions/mine", notifications.MyPush.as_view(), name="my-push"),
    path(
        "push-subscriptions/<uuid:id>",
        notifications.PushSubscriptionDetail.as_view(),
        name="push-subscription",
    ),
    path("help-calls/mine", help_now.MyHelp.as_view(), name="my-help"),
    path("help-calls/<uuid:id>", help_now.HelpCallDetail.as_view(), name="help-call"),
    path("help-drills/<uuid:id>", help_now.HelpDrillDetail.as_view(), name="help-drill"),
    path("help-drill-units", help_now.HelpDrillUnits.as_view(), name="help-drill-units"),
    path("help-answers", help_now.HelpAnswerList.as_view(), name="help-answers"),
    path("help-answers/<uuid:id>", help_now.HelpAnswerDetail.as_view(), name="help-answer"),
    path("help-ladders", help_now.HelpLadderList.as_view(), name="help-ladders"),
    path("help-ladders/<uuid:id>", help_now.HelpLadderDetail.as_view(), name="help-ladder"),
    path("help-ladder-units", help_now.HelpLadderUnits.as_view(), name="help-ladder-units"),
    path("shifts/mine", shifts.MyShifts.as_view(), name="my-shifts"),
    path("talks/mine", talks.MyTalks.as_view(), name="my-talks"),
    path("talk-availability", talks.TalkAvailability.as_view(), name="talk-availability"),
    path("talk-supervisors", talks.TalkSupervisors.as_view(), name="talk-supervisors"),
    path("talk-peers", talks.TalkPeers.as_view(), name="talk-peers"),
    path("talk-requests/<uuid:id>", talks.TalkRequestDetail.as_view(), name="talk-request"),
    path("talk-offers", talks.TalkOfferList.as_view(), name="talk-offers"),
    path("talk-offers/<uuid:id>", talks.TalkOfferDetail.as_view(), name="talk-offer"),
    path("supporters/mine", talks.MySupporter.as_view(), name="my-supporter"),
    path("exclusions", talks.ExclusionList.as_view(), name="exclusions"),
    path("exclusions/<uuid:id>", talks.ExclusionDetail.as_view(), name="exclusion"),
    path("conversations/<uuid:id>", talks.ConversationDetail.as_view(), name="conversation"),
    path(
        "conversations/<uuid:id>/messages",
        talks.ConversationMessages.as_view(),
        name="conversation-messages",
    ),
    path(
        "conversations/<uuid:id>/messages/<uuid:message>",
        talks.ConversationMessageDetail.as_view(),
        name="conversation-message",
    ),
    path(
        "conversations/<uuid:id>/reading",
        talks.ConversationReading.as_view(),
        name="conversation-reading",
    ),
    path(
        "conversations/<uuid:id>/typing",
        talks.ConversationTyping.as_view(),
        name="conversation-typing",
    ),
    path(
        "conversations/<uuid:id>/weight",
        talks.ConversationWeight.as_view(),
        name="conversation-weight",
    ),
    path(
        "conversations/<uuid:id>/handover-proposal",
        talks.ConversationProposal.as_view(),
        name="conversation-proposal",
    ),
    path(
        "conversations/<uuid:id>/handover",
        talks.ConversationHandover.as_view(),
        name="conversation-handover",
    ),
    path("talk-reports", talk_reports.TalkReportList.as_view(), name="talk-reports"),
    path("talk-reports/<uuid:id>", talk_reports.TalkReportDetail.as_view(), name="talk-report"),
    path("talk-report-cases", talk_reports.TalkReportCaseList.as_view(), name="talk-report-cases"),
    path(
        "talk-report-cases/<uuid:id>",
        talk_reports.TalkReportCaseDetail.as_view(),
        name="talk-report-case",
    ),
    path(
        "talk-report-cases/<uuid:id>/names",
        talk_reports.TalkReportCaseNames.as_view(),
        name="talk-report-case-names",
    ),
    path(
        "talk-report-cases/<uuid:id>/answer",
        talk_reports.TalkReportCaseAnswer.as_view(),
        name="talk-report-case-answer",
    ),
    path("mail-wishes/mine", notifications.MyMailWish.as_view(), name="my-mail-wish"),
    path("free-times", counselling.FreeTimes.as_view(), name="free-times"),
    path("bookings", counselling.BookingList.as_view(), name="bookings"),
    path("bookings/<uuid:id>", counselling.BookingDetail.as_view(), name="booking"),
    path("bookings/<uuid:id>/time", counselling.BookingTime.as_view(), name="booking-time"),
    path("bookings/<uuid:id>/wishes", counselling.BookingWishes.as_view(), name="booking-wishes"),
    path("time-waits/mine", counselling.MyTimeWait.as_view(), name="my-time-wait"),
    path("time-waits/mine/offer", counselling.MyTimeWaitOffer.as_view(), name="my-time-wait-offer"),
    path("bookings/<uuid:id>/news", counselling.BookingNews.as_view(), name="booking-news"),
    path("bookings/<uuid:id>/wait", counselling.BookingWait.as_view(), name="booking-wait"),
    path("bookings/<uuid:id>/offer", counselling.BookingOffer.as_view(), name="booking-offer"),
    path(
        "bookings/<uuid:id>/calendar.ics",
        counselling.BookingCalendar.as_view(),
        name="booking-calendar",
    ),
    path("appointment-looks", counselling.AppointmentLooks.as_view(), name="appointment-looks"),
    path("appointment-moves", counselling.AppointmentMoves.as_view(), name="appointment-moves"),
    path(
        "appointment-cancellations",
        counselling.AppointmentCancellations.as_view(),
        name="appointment-cancellations",
    ),
    path("appointments", counselling.AppointmentList.as_view(), name="appointments"),
    path("appointments/<uuid:ref>", counselling.Appointment.as_view(), name="appointment"),
    path(
        "appointments/<uuid:ref>/note",
        counselling.AppointmentNote.as_view(),
        name="appointment-note",
    ),
    path(
        "appointments/<uuid:ref>/calendar.ics",
        counselling.AppointmentCalendar.as_view(),
        name="appointment-calendar",
    ),
    path("practices/mine", counselling.MyPractice.as_view(), name="my-practice"),
    path("practice-hours/<uuid:id>", counselling.HoursDetail.as_view(), name="practice-hours"),
    path("special-days/<uuid:id>", counselling.SpecialDayDetail.as_view(), name="special-day"),
    path("buddies/mine", buddies.MyBuddy.as_view(), name="my-buddy"),
    path("buddies/mine/reminder", buddies.MyBuddyReminder.as_view(), name="my-buddy-reminder"),
    path("huddles", huddles.HuddleList.as_view(), name="huddles"),
    path("huddles/mine", huddles.MyHuddlePost.as_view(), name="my-huddle-post"),
    path("trends", trends.Page.as_view(), name="trends"),
    path("trends/closings", trends.Closings.as_view(), name="trend-closings"),
    path("trends/digest", trends.Digest.as_view(), name="trend-digest"),
    path("trends/strength", trends.Strength.as_view(), name="trend-strength"),
    path("interventions/<uuid:id>", trends.InterventionDetail.as_view(), name="intervention"),
    path("exports/trends.csv", trends.ExportTrends.as_view(), name="export-trends"),
    path("exports/ledger.json", trends.ExportLedger.as_view(), name="export-ledger"),
    path("holdings", privacy_api.Holdings.as_view(), name="holdings"),
    path("views", privacy_api.Views.as_view(), name="views"),
    path(
        "exports/everything.json", privacy_api.ExportEverything.as_view(), name="export-everything"
    ),
    path("exports/checkins.csv", privacy_api.ExportCheckIns.as_view(), name="export-checkins"),
    path("erasures/<uuid:id>", privacy_api.ErasureDetail.as_view(), name="erasure"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", app_shell.index, name="app"),
    path("sw.js", app_shell.service_worker, name="service-worker"),
    path("share", app_shell.share, name="share"),
    path("healthz", health.alive, name="health"),
    path("api/v1/", include(api)),
    path("_allauth/", include("allauth.headless.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "wellbeing.core.problems.bad_request"
handler403 = "wellbeing.core.problems.not_allowed"
handler404 = "wellbeing.core.problems.not_found"
handler500 = "wellbeing.core.problems.failed"
