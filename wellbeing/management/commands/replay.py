"""Plays real diaries through the public API of a running server."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from wellbeing.replay import study, verify
from wellbeing.replay.play import play


class Command(BaseCommand):
    help = (
        "Play the diaries of a study through the API of a running server on this installation's "
        "data, as 79 phones with a poor signal, and check what it then has. May run again."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--url", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        answers = study.read(options["file"])
        with tqdm(total=len(answers), desc="Replaying", unit=" answers", mininterval=0.5) as bar:
            lists = play(answers, url=options["url"], now=timezone.now(), said=bar.update)
        wrong = verify.differences(answers, lists)
        if wrong:
            raise CommandError("\n".join([*wrong[:20], f"{len(wrong)} differences."]))
        self.stdout.write(f"{verify.ROWS:,} rows of {verify.PEOPLE} people, as known.")
