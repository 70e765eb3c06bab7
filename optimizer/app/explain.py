"""Explain a case (诊断): why no plan exists, what is missing and what closes it; or what binds where there is one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from optimizer.app.check import Checked, check_case
from optimizer.app.solve import Run, run_of
from optimizer.domain.conflict import Relief
from optimizer.domain.outcome import Stop
from optimizer.explain.conflict import conflict_in_words
from optimizer.explain.menu import menu_of
from optimizer.explain.repair import relief_in_words
from optimizer.formulation.build import build
from optimizer.formulation.gather import gather
from optimizer.report.diagnosis.diagnosis import write_diagnosis
from optimizer.report.plan.result_json import write_json
from optimizer.rules import RULES
from optimizer.rules.facts import Facts
from optimizer.solver.highs import Progress
from optimizer.solver.infeasible.breach import find_breaches
from optimizer.solver.infeasible.conflict import find_conflicts
from optimizer.solver.matrix import Matrix, read_matrix
from optimizer.solver.solve import solve_program
from optimizer.text.diagnosis import NOTICE

First = Callable[[list[dict[str, Any]]], None]
"""Told the limits that give way, in words, as the gaps of a relief are."""


@dataclass(frozen=True, eq=False)
class Diagnosis:
    """What was found (诊断): the run, and without a plan its conflicts, relief and menu, all in words.

    conflicts: one after the other, each with the ones before it resolved. relief: repair, gaps, reductions, remainder.
    """

    run: Run
    conflicts: tuple[list[dict[str, Any]], ...] = ()
    relief: dict[str, list[dict[str, Any]]] | None = None
    menu: tuple[dict[str, Any], ...] = ()

    @property
    def impossible(self) -> bool:
        """True when it is proved that no plan exists."""
        return self.run.outcome.stop is Stop.PROVED_IMPOSSIBLE

    @property
    def document(self) -> dict[str, Any]:
        """The JSON of the run; without a plan with all conflicts and the menu, marked as no plan."""
        if not self.impossible:
            return self.run.document
        return self.run.document | {"notice": NOTICE, "conflicts": list(self.conflicts), "menu": list(self.menu)}


def explain_case(case: str, progress: Progress | None = None, first: First | None = None) -> Diagnosis:
    """Explain the case of a path or a shipped name; raise InputRejected when it has errors.

    first: where there is no plan, told at once which limits give way and by how much; the rest takes many solves more.
    """
    return explain_checked(check_case(case), progress, first)


def explain_checked(checked: Checked, progress: Progress | None = None, first: First | None = None) -> Diagnosis:
    """Explain a checked case."""
    case, policy = checked.case, checked.policy

    def refuted(facts: Facts, matrix: Matrix) -> None:
        if first is not None:
            first(relief_in_words(case, Relief(gaps=find_breaches(case, facts, matrix)))["gaps"])

    solved = solve_program(case, policy, None, progress, refuted)
    return explain_run(run_of(checked, solved, {"time_limit": None}))


def explain_run(run: Run) -> Diagnosis:
    """Explain a case that was solved."""
    checked = run.checked
    if run.outcome.stop is not Stop.PROVED_IMPOSSIBLE:
        return Diagnosis(run)
    case, policy = checked.case, checked.policy
    facts = gather(case, policy)
    repaired = {change.member for change in (run.relief or Relief()).repair}
    conflicts = find_conflicts(case, facts, read_matrix(build(facts, policy, RULES)), repaired)
    words = tuple(conflict_in_words(case, conflict) for conflict in conflicts)
    if run.relief is None:
        return Diagnosis(run, words)
    menu = menu_of(case, policy, run.relief, conflicts)
    return Diagnosis(run, words, relief_in_words(case, run.relief), tuple(menu))


def write_explanation(found: Diagnosis, workbook: Path | None = None, json_file: Path | None = None) -> list[Path]:
    """Write what was asked for; the workbook only without a plan. Returns the paths written."""
    written = []
    if json_file is not None:
        write_json(json_file, found.document)
        written.append(json_file)
    if workbook is not None and found.impossible:
        write_diagnosis(workbook, found.run.stamp, found.conflicts, found.relief or {}, found.menu)
        written.append(workbook)
    return written
