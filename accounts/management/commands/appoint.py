"""Makes somebody administrator from the server's own command line."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.appointing import appoint_administrator
from accounts.invitations import url_of


class Command(BaseCommand):
    help = "Make somebody administrator, and print the link for their first sign-in."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("personnel_number")
        parser.add_argument("name")
        parser.add_argument("--organisation", default="Our organisation", help="on the first use")

    def handle(self, *args: Any, **options: Any) -> None:
        invitation = appoint_administrator(
            personnel_number=options["personnel_number"],
            name=options["name"],
            organisation=options["organisation"],
            now=timezone.now(),
        )
        if invitation is None:
            self.stdout.write("Done. They can sign in as they did before.")
            return
        self.stdout.write("Done. For the first sign-in, within 14 days:")
        self.stdout.write(url_of(invitation))
