"""Risk (风险测算): Monte Carlo over what a case declares uncertain; tables, charts and JSON."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from optimizer.app.check import Checked, check_case
from optimizer.app.workers import Tell, Workers, spread
from optimizer.domain.outcome import Outcome
from optimizer.domain.risk import Risk
from optimizer.errors import WrongUsage
from optimizer.explain.conflict import conflict_in_words
from optimizer.formulation.build import build
from optimizer.formulation.gather import gather
from optimizer.report.parts.stamp import Stamp, make_stamp
from optimizer.report.plan.result_json import failure_document, write_json
from optimizer.report.risk.json import risk_document
from optimizer.report.risk.workbook import write_risks
from optimizer.rules import RULES
from optimizer.rules.facts import Facts
from optimizer.solver.matrix import Matrix, read_matrix
from optimizer.solver.moved import moved_of
from optimizer.solver.share import share, use_of
from optimizer.solver.solve import solved_of
from optimizer.solver.stage import Solution, solve
from optimizer.systems.uncertainty.risk import risk_of
from optimizer.systems.uncertainty.risk_draws import Bench, decisions, draw, joined
from optimizer.systems.uncertainty.uncertain import uncertain_of
from optimizer.text import risk as words

PART = 25
"""Draws that a worker does at a time."""


@dataclass(frozen=True, eq=False)
class Program:
    """A checked case, its program and the optimum from which everything uncertain is looked at (底案)."""

    checked: Checked
    facts: Facts
    matrix: Matrix
    base: Solution

    @property
    def conflict(self) -> tuple[dict[str, Any], ...]:
        """What stands in the way where there is no plan."""
        solved = solved_of(self.checked.case, self.checked.policy, self.facts, self.matrix, self.base)
        return tuple(conflict_in_words(self.checked.case, solved.conflict))


@dataclass(frozen=True, eq=False)
class Risked:
    """A risk run with its stamp; None where there is no plan, then with the conflict."""

    checked: Checked
    outcome: Outcome
    risk: Risk | None
    stamp: Stamp
    conflict: tuple[dict[str, Any], ...] = ()

    @property
    def document(self) -> dict[str, Any]:
        """The JSON of the run, or of the failure."""
        case = self.checked.case
        if self.risk is None:
            warnings = self.checked.warnings
            return failure_document(case.name, case.model, self.outcome, warnings, self.stamp, self.conflict)
        return risk_document(case, self.risk, self.stamp)


def open_program(case: str) -> Program:
    """Return the program of a case with a table of what is uncertain, solved.

    Raises InputRejected, WrongUsage where nothing is declared uncertain, SolverTrouble.
    """
    checked = check_case(case)
    if checked.case.uncertainty.empty:
        raise WrongUsage(words.NO_TABLE)
    return solved_program(checked)


def solved_program(checked: Checked) -> Program:
    """Return the program of a checked case with its optimum; raise SolverTrouble."""
    facts = gather(checked.case, checked.policy)
    matrix = read_matrix(build(facts, checked.policy, RULES))
    return Program(checked, facts, matrix, solve(matrix))


def risk_case(
    case: str, draws: int = 10_000, seed: int = 1, workers: Workers = Workers(), tell: Tell | None = None  # noqa: B008
) -> Risked:
    """Return what chance does to a case's plan, and to its optimum, in so many draws of a seed.

    Raises WrongUsage when nothing is declared uncertain, and what check and solve raise.
    """
    if draws < 1:
        raise WrongUsage(words.BAD_DRAWS)
    if seed < 0:
        raise WrongUsage(words.BAD_SEED)
    program = open_program(case)
    checked, facts, base = program.checked, program.facts, program.base
    stamp = make_stamp(checked.case, checked.policy, base.outcome, {"risk": [draws, seed]})
    if not base.outcome.ok:
        return Risked(checked, base.outcome, None, stamp, program.conflict)
    approval, uptake = decisions(facts, base.x)
    shares = share(facts, use_of(facts, approval, uptake), moved_of(facts, base.x))
    bench = Bench(facts, checked.policy, checked.case.base_year, uncertain_of(checked.case, facts), approval, uptake,
                  shares.moved, seed)  # fmt: skip
    parts = [range(first, min(first + PART, draws)) for first in range(0, draws, PART)]
    told = None if tell is None else lambda done, _: tell(min(done * PART, draws), draws)
    found = joined(spread(draw, bench, parts, workers, told))
    plan = np.asarray(approval), shares.budget
    risk = risk_of(checked.case, facts, found, plan, seed, base.outcome.objective)
    return Risked(checked, base.outcome, risk, stamp)


def write_risk(found: Risked, workbook: Path | None = None, json_file: Path | None = None) -> list[Path]:
    """Write what was asked for; without a plan only the JSON is written. Returns the paths written."""
    written = []
    if json_file is not None:
        write_json(json_file, found.document)
        written.append(json_file)
    if workbook is not None and found.risk is not None:
        write_risks(workbook, found.checked.case, found.risk, found.stamp)
        written.append(workbook)
    return written
