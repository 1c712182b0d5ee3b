"""Measures, on the shipped code, how much a year of trends could give away of one agent."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wellbeing.management.worst_agent import worst_year
from wellbeing.trends.audit import Verdict, audit
from wellbeing.trends.budget import PRESETS, TABLES
from wellbeing.trends.throwaway import throwaway_database


class Command(BaseCommand):
    help = "Play years with and without the worst agent; fails when a promise does not hold."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--trials", type=int, default=2000)
        parser.add_argument("--preset", choices=PRESETS, default="standard")
        parser.add_argument("--table", choices=TABLES, default="small")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        with throwaway_database():
            year = worst_year(options["table"])
        verdict = audit(year, rho_year=PRESETS[options["preset"]], trials=options["trials"])
        said = json.dumps(verdict.as_json()) if options["json"] else _table(verdict)
        self.stdout.write(said)
        if not verdict.holds:
            raise CommandError("A bound does not hold: nothing must be published like this.")


def _table(found: Verdict) -> str:
    longest = "\n".join(
        f"| {name} | {ratio:.4f} | {'holds' if ratio <= 1 else 'BROKEN'} |"
        for name, ratio in found.too_long.items()
    )
    held = "holds" if found.mu_at_least <= found.mu_promised else "BROKEN"
    return (
        f"| what one agent can add, over its bound | ratio | |\n|---|---|---|\n{longest}\n\n"
        f"| {found.trials} years each | guesser | promised | |\n|---|---|---|---|\n"
        f"| mu, at least (95 %) | {found.mu_at_least:.3f} | {found.mu_promised:.3f} | {held} |\n"
        f"| pairs sorted right | {found.auc:.3f} | {found.auc_promised:.3f} | |"
    )
