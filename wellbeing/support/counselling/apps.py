from django.apps import AppConfig


class CounsellingConfig(AppConfig):
    name = "wellbeing.support.counselling"
    label = "support_counselling"
