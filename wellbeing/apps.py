"""The project itself as an app: it wires what follows from what."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig


class AdminConfig(DjangoAdminConfig):
    default_site = "accounts.admin_site.AdministratorSite"


class WellbeingConfig(AppConfig):
    name = "wellbeing"

    def ready(self) -> None:
        from wellbeing import celery  # noqa: F401  so that shared tasks find their app
        from wellbeing.reactions import bind

        bind()
