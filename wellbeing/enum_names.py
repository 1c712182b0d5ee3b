"""What the schema calls lists of words that several routes share."""

ENUM_NAMES = {
    "AbuseKindEnum": "wellbeing.incidents.rules.KINDS",
    "CaseChannelEnum": "wellbeing.incidents.rules.CHANNELS",
    "CaseStateEnum": "wellbeing.incidents.rules.STATES",
    "CaseStepEnum": "wellbeing.incidents.rules.ACTS",
    "ReportIdentityEnum": "wellbeing.incidents.rules.IDENTITIES",
    "SignedIdentityEnum": "wellbeing.incidents.rules.SIGNED",
    "BookingStateEnum": "wellbeing.support.counselling.models.bookings.STATES",
    "HelpStateEnum": "wellbeing.support.help_now.rules.STATES",
    "LanguageEnum": ["en", "zh-Hans", "ru"],
    "ResetKindEnum": "wellbeing.resets.rules.KINDS",
    "SpokenEnum": "wellbeing.support.talks.rules.LANGUAGES",
    "SupporterRoleEnum": "wellbeing.support.talks.rules.SUPPORTERS",
    "TalkReportPartEnum": "wellbeing.support.talk_reports.rules.OPENED",
    "TalkReportStateEnum": "wellbeing.support.talk_reports.rules.STATES",
    "TalkReportWhatEnum": "wellbeing.support.talk_reports.rules.WHAT",
    "TalkRequestStateEnum": "wellbeing.support.talks.rules.REQUEST_STATES",
    "TalkRoleEnum": "wellbeing.support.talks.rules.ROLES",
    "TalkStateEnum": "wellbeing.support.talks.rules.TALK_STATES",
    "TalkTopicEnum": "wellbeing.support.talks.rules.TOPICS",
}
