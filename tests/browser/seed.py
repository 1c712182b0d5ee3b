"""Fills a fresh installation with the few people of the tests: `python -m tests.browser.seed`."""

import os

import django


def seed() -> None:
    from accounts.models import RoleGrant, Unit, User
    from accounts.models.people import Role
    from tests.password import PASSWORD
    from tests.times import LONG_AGO

    above = None
    names = ("Northwind Care", "Kraków", "Billing", "Billing 1")
    for kind, name in zip(Unit.Kind.values, names, strict=True):
        above = Unit.objects.create(kind=kind, name=name, parent=above)
    people = {"asha": Role.AGENT, "ben": Role.AGENT, "tara": Role.SUPERVISOR, "mona": Role.MANAGER}
    for number, role in {**people, "ada": Role.ADMINISTRATOR}.items():
        person = User.objects.create_user(
            number,
            PASSWORD,
            name=number.title(),
            email=f"{number}@northwind.example",
            unit=above,
            time_zone="Europe/Warsaw",
        )
        where = above if role == Role.AGENT else Unit.objects.get(parent=None)
        RoleGrant.objects.create(person=person, role=role, unit=where, starts_at=LONG_AGO)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellbeing.settings")
    django.setup()
    seed()
