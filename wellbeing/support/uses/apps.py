from django.apps import AppConfig


class UsesConfig(AppConfig):
    name = "wellbeing.support.uses"
    label = "support_uses"
