"""Near-best alternatives (近优方案): what else would do almost as well, region by region."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from optimizer.app.check import Checked, check_case
from optimizer.app.risk import Program, solved_program
from optimizer.app.workers import Tell, Workers, spread
from optimizer.domain.outcome import Outcome
from optimizer.domain.risk import NearBest
from optimizer.errors import WrongUsage
from optimizer.report.parts.stamp import Stamp, make_stamp
from optimizer.report.plan.result_json import failure_document, write_json
from optimizer.report.risk.near_best_tables import near_best_document, write_near_best
from optimizer.systems.uncertainty.near_best import around, ends_of, near_best_of, reach
from optimizer.text.near_best import BAD_NEAR


@dataclass(frozen=True, eq=False)
class Alternatives:
    """Near-best plans with their stamp; None where the case has no plan, then with the conflict."""

    checked: Checked
    outcome: Outcome
    found: NearBest | None
    stamp: Stamp
    conflict: tuple[dict[str, Any], ...] = ()

    @property
    def document(self) -> dict[str, Any]:
        """The JSON of the ranges, or of the failure."""
        case = self.checked.case
        if self.found is None:
            warnings = self.checked.warnings
            return failure_document(case.name, case.model, self.outcome, warnings, self.stamp, self.conflict)
        return near_best_document(case, self.found, self.stamp)


def alternatives_case(
    case: str, near: float = 0.01, workers: Workers = Workers(), tell: Tell | None = None  # noqa: B008
) -> Alternatives:
    """Return how far each leaf could go among plans that lose no more than a share `near` of the best objective.

    Raises InputRejected, WrongUsage, SolverTrouble.
    """
    if not 0.0 <= near < 1.0:
        raise WrongUsage(BAD_NEAR)
    program = solved_program(check_case(case))
    checked, base = program.checked, program.base
    stamp = make_stamp(checked.case, checked.policy, base.outcome, {"alternatives": near})
    if not base.outcome.ok:
        return Alternatives(checked, base.outcome, None, stamp, program.conflict)
    return Alternatives(checked, base.outcome, _near_best(program, near, workers, tell), stamp)


def _near_best(program: Program, near: float, workers: Workers, tell: Tell | None) -> NearBest:
    case, facts, best = program.checked.case, program.facts, program.base.outcome.objective
    floor = best - near * abs(best)
    asked = [[end] for end in ends_of(facts)]
    shared = around(case, facts, program.matrix, floor)
    found = [one for part in spread(reach, shared, asked, workers, tell) for one in part]
    return near_best_of(case, facts, program.base.x, found, near, (best, floor))


def write_alternatives(found: Alternatives, workbook: Path | None = None, json_file: Path | None = None) -> list[Path]:
    """Write what was asked for; without a plan only the JSON is written. Returns the paths written."""
    written = []
    if json_file is not None:
        write_json(json_file, found.document)
        written.append(json_file)
    if workbook is not None and found.found is not None:
        write_near_best(workbook, found.found, found.stamp)
        written.append(workbook)
    return written
