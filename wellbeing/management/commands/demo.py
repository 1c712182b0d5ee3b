"""Fills an empty installation with a living organisation."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from accounts.models import User
from accounts.models.people import SECOND_FACTOR_ROLES
from wellbeing.demo import load
from wellbeing.demo.people import CAST, PASSWORD
from wellbeing.demo.weeks import release


class Command(BaseCommand):
    help = "Load the demo: a company of 2,000 people with half a year of check-ins. Once."

    def handle(self, *args: Any, **options: Any) -> None:
        if load.is_empty():
            count = load.load(
                now=timezone.now(),
                progress=lambda posts: tqdm(
                    posts, desc="Loading half a year", unit=" people", mininterval=0.5
                ),
            )
            weeks = release(
                now=timezone.now(),
                progress=lambda numbers: tqdm(numbers, desc="Releasing the weeks", unit=" weeks"),
            )
            people = User.objects.count()
            self.stdout.write(f"{people:,} people, {count:,} check-ins, {weeks} weeks of trends.")
        elif not User.objects.filter(personnel_number=CAST[0][0]).exists():
            raise CommandError("There is somebody else's organisation here already.")
        self.stdout.write(_accounts())


def _accounts() -> str:
    lines = [f"\nSign in at {settings.ORIGIN} with the password: {PASSWORD}\n"]
    for login, name, role, _ in CAST:
        mark = "  *" if role in SECOND_FACTOR_ROLES else ""
        lines.append(f"  {login:6} {name:16} {role.label}{mark}")
    lines.append("\n* is asked at the first sign-in to set up a passkey or an authenticator app.\n")
    return "\n".join(lines)
