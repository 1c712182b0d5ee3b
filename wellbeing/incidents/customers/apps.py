from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "wellbeing.incidents.customers"
    label = "customers"

    def ready(self) -> None:
        """Nobody decides about what they may not look at."""
        from wellbeing.incidents.customers.selectors.actions import asks
        from wellbeing.incidents.services.looking import let_look

        let_look(asks)
