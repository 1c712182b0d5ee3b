from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "wellbeing.core"

    def ready(self) -> None:
        from wellbeing.core import checks  # noqa: F401  so that they are registered
