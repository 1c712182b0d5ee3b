from django.apps import AppConfig


class AftercareConfig(AppConfig):
    name = "wellbeing.incidents.aftercare"
    label = "aftercare"
