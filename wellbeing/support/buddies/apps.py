from django.apps import AppConfig


class BuddiesConfig(AppConfig):
    name = "wellbeing.support.buddies"
    label = "support_buddies"
