from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "wellbeing.incidents.evidence"
    label = "evidence"
