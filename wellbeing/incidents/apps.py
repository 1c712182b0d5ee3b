from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from wellbeing.incidents.clocks import parsed_hours


class IncidentsConfig(AppConfig):
    name = "wellbeing.incidents"
    label = "incidents"

    def ready(self) -> None:
        """Better at the start than with the first report."""
        try:
            parsed_hours(settings.BUSINESS_HOURS)
        except ValueError as fault:
            raise ImproperlyConfigured(f"AFTERCALL_BUSINESS_HOURS: {fault}") from fault
