"""Attacks the trends as a manager could, and as somebody could who knows every other answer."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wellbeing.management.worst_agent import worst_year
from wellbeing.trends.attack import Attack, rota_attack
from wellbeing.trends.audit import Verdict, audit
from wellbeing.trends.budget import PRESETS
from wellbeing.trends.throwaway import throwaway_database

# What the released numbers may give away, as a part of what "five or more answers" does.
SORTED, FOUND = 0.25, 0.10
ALL_KNOWING = 1.02


class Command(BaseCommand):
    help = "Attack the trends with the rota, and knowing all other answers; fails when one works."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--targets", type=int, default=1000)
        parser.add_argument("--trials", type=int, default=2000)
        parser.add_argument("--preset", choices=PRESETS, default="standard")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        rho_year = PRESETS[options["preset"]]
        rota = rota_attack(targets=options["targets"], rho_year=rho_year, seed=options["seed"])
        with throwaway_database():
            year = worst_year("small")
        knowing = audit(year, rho_year=rho_year, trials=options["trials"])
        checks = _checks(rota, knowing)
        answer = {"rota": [one.__dict__ for one in rota], "checks": checks}
        self.stdout.write(json.dumps(answer) if options["json"] else _table(rota, checks))
        if not all(one["holds"] for one in checks):
            raise CommandError("An attack works better than is promised.")


def _checks(rota: list[Attack], knowing: Verdict) -> list[dict[str, Any]]:
    by_name = {one.name: one for one in rota}
    usual, ours = by_name["five or more, rounded"], by_name["released here"]
    by_sorting = (ours.auc - 0.5) / (usual.auc - 0.5)
    by_knowing = knowing.auc / knowing.auc_promised
    return [
        _check("rota: pairs sorted, over the usual rule", by_sorting, SORTED),
        _check("rota: found at 1 % accused, over the usual rule", ours.found / usual.found, FOUND),
        _check("all-knowing: pairs sorted, over the bound", by_knowing, ALL_KNOWING),
    ]


def _check(name: str, ratio: float, limit: float) -> dict[str, Any]:
    return {"name": name, "ratio": round(ratio, 4), "limit": limit, "holds": ratio <= limit}


def _table(rota: list[Attack], checks: list[dict[str, Any]]) -> str:
    attacks = "\n".join(f"| {one.name} | {one.auc:.3f} | {one.found:.3f} |" for one in rota)
    judged = "\n".join(
        f"| {one['name']} | {one['ratio']:.3f} | {one['limit']} | "
        f"{'holds' if one['holds'] else 'BROKEN'} |"
        for one in checks
    )
    return (
        "| a manager with the rota, against | pairs sorted right | found, 1 % accused wrongly |\n"
        f"|---|---|---|\n{attacks}\n\n| check | ratio | limit | |\n|---|---|---|---|\n{judged}"
    )
