from django.apps import AppConfig


class TalksConfig(AppConfig):
    name = "wellbeing.support.talks"
    label = "support_talks"
