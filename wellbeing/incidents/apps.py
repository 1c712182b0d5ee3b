from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "wellbeing.incidents"
    label = "incidents"
