from django.apps import AppConfig


class ShiftsConfig(AppConfig):
    name = "wellbeing.support.shifts"
    label = "support_shifts"
