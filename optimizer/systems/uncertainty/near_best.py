"""Near-best plans (近优方案): among all plans within a share of the best objective, how far could each region go?

Every end is the proved optimum of a program of its own (whole approvals included), so it is attained by a plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from optimizer.domain.case import QUANTITIES, Case
from optimizer.domain.risk import NearBest, Reach
from optimizer.errors import SolverTrouble
from optimizer.rules.facts import Array, Facts
from optimizer.solver.infeasible.elastic import with_rows
from optimizer.solver.matrix import Matrix
from optimizer.solver.share import use_of
from optimizer.solver.stage import solve
from optimizer.systems.uncertainty.risk_draws import book, decisions

FIGURES = ("value", "count", "energy", "carbon")
End = tuple[int, str, int]
"""node, figure, −1 for the least or +1 for the most."""
SPARE = 1e-9
"""The objective may fall below the floor by this share, so that the best plan itself stays inside."""


@dataclass(frozen=True, eq=False)
class Around:
    """All that the ends of one case share: the program with its floor, and each figure as a row over the columns."""

    facts: Facts
    near: Matrix
    homes: Array
    """P: node of each project's region."""

    def figure(self, node: int, name: str) -> tuple[Array, float]:
        """Return a figure of a leaf as coefficients of the columns, and a constant."""
        cost, projects = np.zeros(self.near.shape[1]), self.facts.projects
        here = self.homes == node
        count = len(projects.record)
        if name in ("value", "count"):
            cost[:count][here] = projects.value[here] if name == "value" else 1.0
            return cost, 0.0
        row = self.near.rows.index(("coverage", (self.facts.tree.names[node], name, self.facts.years[-1])))
        at = slice(self.near.start[row], self.near.start[row + 1])
        inside = self.near.index[at] < count + len(self.facts.measures.record)
        cost[self.near.index[at][inside]] = self.near.value[at][inside]
        return cost, -float(self.near.row_upper[row])


def around(case: Case, facts: Facts, matrix: Matrix, floor: float) -> Around:
    """Return the program of all plans whose objective is at least `floor` (亿元)."""
    columns = np.flatnonzero(matrix.cost)
    limit = -floor + SPARE * max(abs(floor), 1.0)
    near = with_rows(matrix, [columns], [matrix.cost[columns]], [limit])
    node = {name: n for n, name in enumerate(facts.tree.names)}
    homes = case.projects["region"].map(node).to_numpy(int)[facts.projects.record]
    return Around(facts, replace(near, rows=(*matrix.rows, ("near_best", ()))), homes)


def ends_of(facts: Facts) -> list[End]:
    """Return everything that is asked: both ends of every figure of every leaf."""
    leaves = [n for n in range(len(facts.tree.names)) if facts.tree.is_leaf(n)]
    return [(n, name, sign) for n in leaves for name in FIGURES for sign in (-1, 1)]


def reach(shared: Around, ends: Sequence[End]) -> list[tuple[float, Array]]:
    """Return each end's figure and the approvals (P) of the plan that attains it; raise SolverTrouble."""
    found = []
    for node, name, sign in ends:
        cost, constant = shared.figure(node, name)
        solution = solve(replace(shared.near, cost=-sign * cost))
        if not solution.outcome.proved:
            raise SolverTrouble(f"near-best {name}: {solution.outcome.stop}")
        approval, _ = decisions(shared.facts, solution.x)
        found.append((sign * solution.outcome.objective + constant, approval))
    return found


def near_best_of(
    case: Case, facts: Facts, x: Array, found: Sequence[tuple[float, Array]], share: float, floors: tuple[float, float]
) -> NearBest:
    """Return the record; x: columns of the best plan; found: in the order of `ends_of`; floors: objective and floor."""
    approval, uptake = decisions(facts, x)
    usage = book(facts, use_of(facts, approval, uptake))[:, :, -1]
    node = {name: n for n, name in enumerate(facts.tree.names)}
    homes = case.projects["region"].map(node).to_numpy(int)[facts.projects.record]
    at: dict[End, float] = {end: value for end, (value, _) in zip(ends_of(facts), found, strict=True)}
    reaches = []
    for region in case.leaves:
        n = node[region]
        now: dict[str, float] = {
            "value": float(facts.projects.value[homes == n] @ approval[homes == n]),
            "count": float(approval[homes == n].sum()),
            **{str(quantity): float(usage[k, n]) for k, quantity in enumerate(QUANTITIES)},
        }
        for name in FIGURES:
            low, high = min(at[n, name, -1], now[name]), max(at[n, name, 1], now[name])
            reaches.append(Reach(region, name, low + 0.0, now[name], high + 0.0))
    every = np.stack([approval, *(one for _, one in found)])
    ends = np.empty((3, len(approval)))
    ends[:, facts.projects.record] = approval, every.min(axis=0), every.max(axis=0)
    frame: pd.DataFrame = case.projects[["project", "name", "region", "status"]].reset_index(drop=True)
    frame = frame.assign(plan=ends[0], least=ends[1], most=ends[2])
    return NearBest(share, floors[0], floors[1], tuple(reaches), frame)
