"""The steps that a country asks for, and what came of each in a case."""

from dataclasses import dataclass

from wellbeing.core.sealing import open_sealed
from wellbeing.incidents.countries import Step
from wellbeing.incidents.models import Case, CaseStep
from wellbeing.incidents.rules import STEP_OPEN
from wellbeing.incidents.selectors.timing import pack_of


@dataclass(frozen=True)
class Told:
    """A step of the pack, and what came of it in this case."""

    step: Step
    row: CaseStep | None
    reason: str

    @property
    def state(self) -> str:
        return self.row.state if self.row else STEP_OPEN


def told(case: Case) -> list[Told]:
    rows = {row.step: row for row in case.steps.select_related("by", "key")}
    return [_told(step, rows.get(step.id)) for step in pack_of(case).steps]


def _told(step: Step, row: CaseStep | None) -> Told:
    if row is None or row.reason is None:
        return Told(step, row, "")
    return Told(step, row, open_sealed(row.key, bytes(row.reason), place=row.place))


def all_settled(case: Case) -> bool:
    settled = set(case.steps.values_list("step", flat=True))
    return {one.id for one in pack_of(case).steps} <= settled
