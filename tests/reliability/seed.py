"""Asha and Ben in a fresh installation, each with a session: `python -m tests.reliability.seed`."""

import json
import os

import django


def seed() -> dict[str, dict[str, str]]:
    from django.test import Client

    from accounts.models import RoleGrant, Unit, User
    from accounts.models.people import Role
    from tests.people import PASSWORD, sign_in

    company = Unit.objects.create(kind=Unit.Kind.ORGANISATION, name="Northwind Care")
    found = {}
    for number in ("asha", "ben"):
        person = User.objects.create_user(number, PASSWORD, name=number.title(), unit=company)
        RoleGrant.objects.create(person=person, role=Role.AGENT, unit=company)
        client = Client()
        sign_in(client, person)
        found[number] = {"id": str(person.pk), "session": client.session.session_key}
    return found


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellbeing.settings")
    django.setup()
    print(json.dumps(seed()))
