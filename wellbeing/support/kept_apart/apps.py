from django.apps import AppConfig


class KeptApartConfig(AppConfig):
    name = "wellbeing.support.kept_apart"
    label = "support_kept_apart"
