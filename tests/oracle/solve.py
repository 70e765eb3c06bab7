"""The oracle: the proved optimum of a case by another road than the product's.

Nothing but whole decisions: every combination in exact fractions. Up to 2^8 whole combinations beside shares:
one linear program each. More: branch and bound with gaps of zero. All rows and overruns are scaled to one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import NamedTuple

import highspy
import numpy as np

from tests.oracle.program import ONE, Key, Program, Variable, program

EXACT, LISTED = 10, 8
AMOUNTS = (("s",), ("x",), ("g",), ("b",), ("o",))
"""Variables in 万t: overruns, transfers, grants, banked, borrowed."""


class Answer(NamedTuple):
    """`best` or `impossible`; the objective (亿元) and the approvals by project, where there are any."""

    status: str
    objective: float | None
    approvals: dict[str, float] | None


def oracle(folder: Path, approvals: Mapping[str, float] | None = None, way: str = "") -> Answer:
    """Solve the case; with `approvals` these are fixed and only the rest is chosen. `way` forces one road.

    Approvals come as floats, so that every hard row is then given a ten-millionth of its largest term.
    """
    case = program(folder)
    if approvals is not None:
        for project, share in approvals.items():
            fixed = Fraction(share)
            case.variables["y", project] = replace(case.variables["y", project], lower=fixed, upper=fixed)
        for row in case.rows:
            if any(k[:1] == ("y",) for k in row) and not any(k[:1] == ("s",) for k in row):
                largest = max((abs(c) for k, c in row.items() if k[:1] not in AMOUNTS), default=Fraction(0))
                row[ONE] = row.get(ONE, Fraction(0)) - largest / 10**7
    free = [k for k, v in case.variables.items() if k[0] != "s" and v.lower != v.upper]
    whole = [k for k in free if case.variables[k].whole]
    if not way:
        way = "exact" if len(free) == len(whole) <= EXACT else "listed" if len(whole) <= LISTED else "branch"
    return {"exact": _exact, "listed": _listed, "branch": _branch}[way](case, whole)


def scale(folder: Path) -> float:
    """The largest single sum of money at stake (亿元): what one decision can add or cost."""
    return max((abs(float(v.profit)) for k, v in program(folder).variables.items() if k[:1] not in AMOUNTS), default=0.0)


def _answer(case: Program, objective: float, values: Mapping[Key, float | Fraction]) -> Answer:
    return Answer("best", objective, {str(k[1]): float(values[k]) for k in case.variables if k[0] == "y"})


NOTHING = Answer("impossible", None, None)


def _exact(case: Program, whole: list[Key]) -> Answer:
    best: tuple[Fraction, dict[Key, Fraction]] | None = None
    for choice in product((Fraction(0), Fraction(1)), repeat=len(whole)):
        values = {k: v.lower for k, v in case.variables.items() if k[0] != "s"} | dict(zip(whole, choice, strict=True))
        if not _allowed(case, values):
            continue
        fine = _penalty(case, values)
        worth = sum((case.variables[k].profit * x for k, x in values.items()), Fraction(0)) - fine
        if best is None or worth > best[0]:
            best = worth, values
    return _answer(case, float(best[0]), best[1]) if best else NOTHING


def _allowed(case: Program, values: Mapping[Key, Fraction]) -> bool:
    """True when every hard row holds, in exact arithmetic."""
    hard = (row for row in case.rows if not any(k[:1] == ("s",) for k in row))
    return all(sum((c * (1 if k == ONE else values[k]) for k, c in row.items()), Fraction(0)) <= 0 for row in hard)


def _penalty(case: Program, values: Mapping[Key, Fraction]) -> Fraction:
    """The cheapest overruns that keep every elastic row, in exact arithmetic."""
    short: dict[Key, Fraction] = {}
    for row in case.rows:
        excess = sum((c * (1 if k == ONE else values[k]) for k, c in row.items() if k[:1] != ("s",)), Fraction(0))
        tiers = [k for k in row if k[:1] == ("s",)]
        if tiers:
            where = tiers[0][:-1]
            short[where] = max(short.get(where, Fraction(0)), excess)
    fine = Fraction(0)
    for where, missing in short.items():
        for tier in sorted((k for k in case.variables if k[:-1] == where), key=str):
            width = case.variables[tier].upper
            taken = missing if width is None else min(missing, width)
            fine -= case.variables[tier].profit * taken
            missing -= taken
    return fine


@dataclass
class _Matrix:
    """The program in HiGHS: rows divided by their largest entry, overruns counted in such units."""

    solver: highspy.Highs
    columns: dict[Key, int]
    unit: dict[Key, float]
    money: float

    def values(self) -> dict[Key, float]:
        found = self.solver.getSolution().col_value
        return {k: found[j] * self.unit[k] for k, j in self.columns.items()}


def _unit(case: Program) -> dict[Key, float]:
    found = dict.fromkeys(case.variables, 1.0)
    for row in case.rows:
        size = max((abs(float(c)) for k, c in row.items() if k[:1] not in AMOUNTS), default=1.0) or 1.0
        for k in row:
            if k[:1] in AMOUNTS:
                found[k] = max(size, found[k]) if found[k] != 1.0 else size
    return found


def _matrix(case: Program, whole: bool) -> _Matrix:
    solver = highspy.Highs()
    for option, value in {
        "output_flag": False, "threads": 1, "small_matrix_value": 1e-12,
        "mip_rel_gap": 0.0, "mip_abs_gap": 0.0, "primal_feasibility_tolerance": 1e-10,
        "dual_feasibility_tolerance": 1e-10, "mip_feasibility_tolerance": 1e-9,
    }.items():  # fmt: skip
        solver.setOptionValue(option, value)
    unit, columns = _unit(case), {k: j for j, k in enumerate(case.variables)}
    money = max((abs(float(v.profit)) * unit[k] for k, v in case.variables.items()), default=1.0) or 1.0
    for k, v in case.variables.items():
        upper = highspy.kHighsInf if v.upper is None else float(v.upper) / unit[k]
        solver.addVar(float(v.lower) / unit[k], upper)
        solver.changeColCost(columns[k], -float(v.profit) * unit[k] / money)
        if whole and v.whole and v.lower != v.upper:
            solver.changeColIntegrality(columns[k], highspy.HighsVarType.kInteger)
    for row in case.rows:
        entries = {columns[k]: float(c) * unit[k] for k, c in row.items() if k != ONE}
        size = max((abs(c) for c in entries.values()), default=0.0)
        constant = float(row.get(ONE, 0))
        size = max(size, abs(constant)) if size == 0 else size
        index = np.array(list(entries), dtype=np.int32)
        weights = np.array(list(entries.values())) / (size or 1.0)
        solver.addRow(-highspy.kHighsInf, -constant / (size or 1.0), len(entries), index, weights)
    return _Matrix(solver, columns, unit, money)


def _run(case: Program, matrix: _Matrix) -> tuple[float, dict[Key, float]] | None:
    matrix.solver.run()
    status = matrix.solver.getModelStatus()
    if status == highspy.HighsModelStatus.kOptimal or not case.variables:
        values = matrix.values()
        decided = {k: Fraction(x) for k, x in values.items() if k[0] != "s"}
        worth = sum((case.variables[k].profit * x for k, x in decided.items()), Fraction(0))
        return float(worth - _penalty(case, decided)), values
    if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return None
    raise RuntimeError(f"the oracle's own solver stopped with {status}")


def _listed(case: Program, whole: list[Key]) -> Answer:
    matrix = _matrix(case, whole=False)
    best: tuple[float, dict[Key, float]] | None = None
    for choice in product((0.0, 1.0), repeat=len(whole)):
        for k, x in zip(whole, choice, strict=True):
            matrix.solver.changeColBounds(matrix.columns[k], x, x)
        found = _run(case, matrix)
        if found and (best is None or found[0] > best[0]):
            best = found
    return _answer(case, *best) if best else NOTHING


def _branch(case: Program, whole: list[Key]) -> Answer:
    matrix = _matrix(case, whole=True)
    found = _run(case, matrix)
    if found is None:
        return NOTHING
    rounded = Program(dict(case.variables), case.rows)
    for k in whole:
        x = Fraction(round(found[1][k]))
        rounded.variables[k] = Variable(x, x, True, case.variables[k].profit)
    polished = _listed(rounded, [])
    if polished.objective is None:
        raise RuntimeError("the oracle's own solver returned whole numbers that are not feasible")
    return polished
