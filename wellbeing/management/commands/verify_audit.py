"""Checks that no line about a case was changed, left out or put in between, and none is gone."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from wellbeing.core import heads
from wellbeing.core.chain import broken
from wellbeing.core.privacy import AUDIT_KEPT
from wellbeing.incidents.selectors.cases import without_a_log


class Command(BaseCommand):
    help = "Check every chain of the audit log; names what is not as it was written, or gone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--since", type=Path, help="an earlier copy: nothing of it may be gone")
        parser.add_argument("--keep", type=Path, help="where to write a copy, if all is well")

    def handle(self, *args: Any, **options: Any) -> None:
        kept = self._read(options["since"])
        found = list(_faults(kept))
        for fault in found:
            self.stderr.write(fault)
        if found:
            raise CommandError(f"{len(found)} broken.")
        ends = list(heads.heads())
        copy, digest = heads.written(ends)
        if options["keep"]:
            options["keep"].write_text(copy)
        self.stdout.write(f"{len(ends)} chains, every line as it was written.")
        if options["since"]:
            self.stdout.write(f"{len(kept)} chains of the earlier copy, none gone or gone back.")
        self.stdout.write(f"Digest of where they end: {digest}")

    def _read(self, path: Path | None) -> list[heads.Head]:
        if path is None:
            return []
        try:
            return heads.read(path.read_text())
        except OSError as error:
            raise CommandError(f"The earlier copy cannot be read: {error.strerror}.") from error
        except heads.NotACopy as error:
            raise CommandError("The earlier copy is not as it was written here.") from error


def _faults(kept: list[heads.Head]) -> Iterator[str]:
    now = timezone.now()
    for chain, number in broken():
        yield f"{chain}: line {number} is not as it was written."
    for case in without_a_log(now=now):
        yield f"{case}: a case without a log."
    for head in heads.gone_back(kept, forgotten=now - AUDIT_KEPT):
        yield f"{head.chain}: line {head.number} was there, and is gone or another."
