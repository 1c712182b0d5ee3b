from django.apps import AppConfig


class ResetsConfig(AppConfig):
    name = "wellbeing.resets"
