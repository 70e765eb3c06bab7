"""Regret (影响值): force every project in and out, free what the officer has decided; tables and JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any

from optimizer.app.check import Checked, check_case
from optimizer.app.projects import records_of
from optimizer.domain.case import Case
from optimizer.domain.outcome import Outcome
from optimizer.domain.regret import Decision, Regrets
from optimizer.explain.conflict import conflict_in_words
from optimizer.explain.regret import Explainer, decisions_on, positions, question
from optimizer.formulation.build import build
from optimizer.formulation.gather import gather
from optimizer.report.regret_json import regret_document
from optimizer.report.regret_table import write_regrets
from optimizer.report.result_json import failure_document, write_json
from optimizer.report.stamp import Stamp, make_stamp
from optimizer.rules import RULES
from optimizer.rules.facts import Facts
from optimizer.solver.highs import Progress
from optimizer.solver.matrix import Matrix, read_matrix
from optimizer.solver.regret import Reply, Tell, find_regrets
from optimizer.solver.solve import solved_of
from optimizer.solver.stage import Solution, solve

SMALL = 200
"""Whole approvals of up to so many projects are searched to a proof without being asked."""


@dataclass(frozen=True, eq=False)
class Regretted:
    """The regrets of a case (影响值测算); None where there is no plan, then with the conflict."""

    checked: Checked
    outcome: Outcome
    regrets: Regrets | None
    stamp: Stamp
    conflict: tuple[dict[str, Any], ...] = ()

    @property
    def document(self) -> dict[str, Any]:
        """The JSON of the regrets, or of the failure."""
        case = self.checked.case
        if self.regrets is None:
            return failure_document(
                case.name, case.model, self.outcome, self.checked.warnings, self.stamp, self.conflict
            )
        return regret_document(case, self.outcome, self.regrets, self.stamp)


def regret_case(
    case: str, projects: Sequence[str] = (), exact: bool | None = None, progress: Progress | None = None,
    tell: Tell | None = None, stop: Event | None = None, threads: int | None = None,
) -> Regretted:  # fmt: skip
    """Return the regrets of these projects of a case (none named: all).

    exact: whole approvals to a proof (None: up to 200 projects). progress: of the plan's own search; tell: answers so
    far; stop: ends early with what is done. Raises InputRejected, WrongUsage for an unknown project, SolverTrouble.
    """
    checked = check_case(case)
    records = records_of(checked.case, projects)
    facts = gather(checked.case, checked.policy)
    matrix = read_matrix(build(facts, checked.policy, RULES))
    base = solve(matrix, None, progress)
    exact = (len(records) <= SMALL or not matrix.whole.any()) if exact is None else exact
    options = {"regret": [str(checked.case.projects["project"][record]) for record in records], "exact": exact}
    stamp = make_stamp(checked.case, checked.policy, base.outcome, options)
    if not base.outcome.ok:
        solved = solved_of(checked.case, checked.policy, facts, matrix, base)
        conflict = tuple(conflict_in_words(checked.case, solved.conflict))
        return Regretted(checked, base.outcome, None, stamp, conflict)
    regrets = _regrets(checked.case, facts, matrix, base, records, exact, tell, stop, threads)
    return Regretted(checked, base.outcome, regrets, stamp)


def write_regret(found: Regretted, workbook: Path | None = None, json_file: Path | None = None) -> list[Path]:
    """Write what was asked for; without a plan only the JSON is written. Returns the paths written."""
    written = []
    if json_file is not None:
        write_json(json_file, found.document)
        written.append(json_file)
    if workbook is not None and found.regrets is not None:
        write_regrets(workbook, found.checked.case, found.regrets, found.stamp)
        written.append(workbook)
    return written


def _regrets(
    case: Case, facts: Facts, matrix: Matrix, base: Solution, records: Sequence[int], exact: bool,
    tell: Tell | None, stop: Event | None, threads: int | None,
) -> Regrets:  # fmt: skip
    asked = [(p, decision) for p in positions(facts, records) for decision in decisions_on(facts, p)]
    replies = find_regrets(matrix, base, [question(*one) for one in asked], exact, threads, tell, stop)
    by_project: dict[int, dict[Decision, Reply | None]] = {}
    for (project, decision), reply in zip(asked, replies, strict=True):
        by_project.setdefault(project, {})[decision] = reply
    explainer = Explainer(case, facts, base.x)
    found = tuple(explainer.regret(project, answered) for project, answered in by_project.items())
    return Regrets(found, all(reply is not None for reply in replies), exact)
