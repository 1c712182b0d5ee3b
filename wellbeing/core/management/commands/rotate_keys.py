"""Changes the key that wraps the keys of everything sealed, while the product runs."""

import argparse
import secrets
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from wellbeing.core.keys import change_ring
from wellbeing.core.sealing import drop

_NEXT = {
    "add": "A key was added. Give each machine the file and restart it; then: rotate_keys use",
    "use": "The new key wraps. Give each machine the file and restart it; then: rotate_keys drop",
    "drop": "The old keys are gone. Give each machine the file and restart it.",
}


class Command(BaseCommand):
    help = "Rotate the key ring: add a key, use it, drop the old ones. Between the steps restart."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("step", choices=_NEXT)

    def handle(self, *args: Any, step: str, **options: Any) -> None:
        ring: list[str] = settings.SEALING_KEYS
        if step == "add":
            ring = [*ring, secrets.token_hex(32)]
        elif len(ring) < 2:
            raise CommandError("There is one key only: begin with rotate_keys add.")
        elif step == "use":
            ring = [ring[-1], *ring[:-1]]
        else:
            keep, *old = ring
            # First in the database, then in the file: breaking off in between loses nothing.
            if not drop(old, keep=keep, now=timezone.now()):
                raise CommandError("An old key is still in use: restart every process first.")
            ring = [keep]
        change_ring(settings.KEY_FILE, ring)
        self.stdout.write(_NEXT[step])
