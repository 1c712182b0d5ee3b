from django.apps import AppConfig


class TalkReportsConfig(AppConfig):
    name = "wellbeing.support.talk_reports"
    label = "support_talk_reports"
