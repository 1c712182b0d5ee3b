from django.apps import AppConfig


class HelpNowConfig(AppConfig):
    name = "wellbeing.support.help_now"
    label = "support_help_now"
