"""Conflict (冲突): a minimal set of limits and decisions that no plan can meet together.

Found by dividing and conquering (QuickXplain, Junker 2004) over feasibility runs, whole approvals included, then
verified by ourselves: the set is impossible, and without any one member the rest can be met. The
solver's own word (its IIS) is not relied on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from optimizer.domain.case import QUANTITIES, Case, Quantity
from optimizer.domain.conflict import Member
from optimizer.domain.outcome import Stop
from optimizer.errors import SolverTrouble
from optimizer.rules.facts import Facts
from optimizer.solver.highs import attempt
from optimizer.solver.matrix import Matrix
from optimizer.solver.scaling import scale

LIMITS = ("intensity", "total", "hand_down")
HARD = 2


@dataclass(frozen=True, slots=True)
class Lever:
    """How a member is switched off: a row without limit, or a column freed from its decision."""

    member: Member
    row: int = -1
    column: int = -1


class Prober:
    """Says whether a plan exists under some of the levers (试探)."""

    def __init__(self, matrix: Matrix, levers: Sequence[Lever]) -> None:
        self._matrix = scale(replace(matrix, cost=np.zeros_like(matrix.cost))).matrix
        self._rows = np.array([lever.row for lever in levers], dtype=int)
        self._columns = np.array([lever.column for lever in levers], dtype=int)

    def possible(self, kept: Sequence[int]) -> bool:
        """Return whether a plan exists when only these levers (positions) hold."""
        off = np.ones(len(self._rows), dtype=bool)
        off[list(kept)] = False
        upper, lower, top = self._matrix.row_upper.copy(), self._matrix.lower.copy(), self._matrix.upper.copy()
        rows, columns = self._rows[off & (self._rows >= 0)], self._columns[off & (self._columns >= 0)]
        upper[rows] = np.inf
        lower[columns], top[columns] = 0.0, 1.0
        answer = attempt(replace(self._matrix, lower=lower, upper=top, row_upper=upper))
        if answer.stop not in (Stop.PROVED_BEST, Stop.PROVED_IMPOSSIBLE):
            raise SolverTrouble(f"conflict: {answer.stop}")
        return answer.stop is Stop.PROVED_BEST


def find_conflict(case: Case, facts: Facts, matrix: Matrix) -> tuple[Member, ...]:
    """Return a minimal conflict of an impossible case, in the order of the rules; empty if nothing named clashes."""
    levers = levers_of(case, facts, matrix)
    prober = Prober(matrix, levers)
    if prober.possible(range(len(levers))) or not prober.possible(()):
        return ()
    found = sorted(_explain(prober, [], False, list(range(len(levers)))))
    if prober.possible(found) or not all(prober.possible([j for j in found if j != k]) for k in found):
        raise SolverTrouble("conflict is not minimal")
    return tuple(levers[j].member for j in found)


def _explain(prober: Prober, background: list[int], new: bool, levers: list[int]) -> list[int]:
    """Return a minimal part of `levers` that clashes with the background (which holds)."""
    if new and not prober.possible(background):
        return []
    if len(levers) == 1:
        return levers
    first, second = levers[: len(levers) // 2], levers[len(levers) // 2 :]
    part = _explain(prober, background + first, True, second)
    return _explain(prober, background + part, bool(part), first) + part


def levers_of(case: Case, facts: Facts, matrix: Matrix) -> list[Lever]:
    """Return everything that may be a member: hard targets, hard totals, a reserve, and decisions on projects."""
    levers = []
    for r, (rule, key) in enumerate(matrix.rows):
        if rule in LIMITS and (rule != "total" or _hard(facts, *key)):
            region, quantity, year = key
            levers.append(Lever(Member(rule, region, year, quantity), row=r))
    for name, table, part, first in (
        ("project", case.projects, facts.projects, 0),
        ("measure", case.measures, facts.measures, len(facts.projects.record)),
    ):
        for column, record in enumerate(part.record.tolist()):
            rule = "must" if part.lower[column] == 1 else "rejected" if part.upper[column] == 0 else ""
            if rule:
                member = Member(rule, str(table["region"][record]), **{name: str(table[name][record])}, record=record)
                levers.append(Lever(member, column=first + column))
    return levers


def _hard(facts: Facts, region: str, quantity: Quantity, year: int) -> bool:
    """Return whether that total is hard; an elastic one never stands in the way."""
    place = QUANTITIES.index(quantity), facts.tree.names.index(region), facts.years.index(year)
    return bool(facts.limits.mode[place] == HARD)
