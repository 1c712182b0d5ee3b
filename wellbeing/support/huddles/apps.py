from django.apps import AppConfig


class HuddlesConfig(AppConfig):
    name = "wellbeing.support.huddles"
    label = "support_huddles"
