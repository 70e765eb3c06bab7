"""Fair slack (公平分担): the least worst share first, then the least total, then the next worst share, and so on.

Shares are relative to each row's own size. A plain least total (L1) would put the whole burden on one region: floors
of 60, 60 and 30 under a total of 120 give way by 12, 12 and 6, not by 30, 0 and 0.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimizer.domain.outcome import Stop
from optimizer.errors import SolverTrouble
from optimizer.solver.infeasible.elastic import with_columns, with_rows
from optimizer.solver.matrix import Array, Matrix
from optimizer.solver.stage import Solution, solve

SMALL = 1e-9
"""Shares below this are none."""
MARGIN = 1e-12
"""Room left to what one stage has fixed, relative to the size, so that the next does not fail on the last digit."""
GRID = 10
"""Amounts are given to this many digits of the size."""


class Impossible(SolverTrouble):
    """No slack of this kind is enough (放宽也不够)."""


def least(matrix: Matrix, columns: Array, weight: Array, time_limit: float | None) -> Solution:
    """Minimise Σ weight·columns over a program; raise Impossible when it has no plan.

    Raises SolverTrouble when the time is up before the least is proved: nothing unproved is offered as the smallest.
    """
    cost = np.zeros(matrix.shape[1])
    cost[columns] = weight
    solution = solve(replace(matrix, cost=cost), time_limit)
    if solution.outcome.stop is Stop.PROVED_IMPOSSIBLE:
        raise Impossible("nothing to relax")
    if not solution.outcome.ok or solution.outcome.stop is Stop.TIME_LIMIT:
        raise SolverTrouble(f"repair: {solution.outcome.stop}")
    return solution


def fairest(
    matrix: Matrix, slack: Array, size: Array, time_limit: float | None = None, extra: float = 0.0
) -> tuple[Array, Matrix]:
    """Return the fair amounts of the slack columns and the program with these as their upper bounds.

    size: what each amount is measured against (> 0); extra: what is added to each, relative to it. Raise Impossible
    when no amounts are enough.
    """
    if not len(slack):
        least(matrix, slack, size, time_limit)
        return np.zeros(0), matrix
    margin = MARGIN + extra
    levelled, level = _levelled(matrix, slack, size)
    found = least(levelled, level, np.ones(1), time_limit)
    if found.x[level[0]] <= SMALL:
        return np.zeros(len(slack)), _capped(matrix, slack, np.zeros(len(slack)))
    worst = _capped(matrix, slack, (found.x[level[0]] + margin) * size)
    found = least(worst, slack, np.ones(len(slack)), time_limit)
    total = float(found.x[slack].sum() + margin * size.sum())
    amount = _evenly(_whole_fixed(worst, found.x), slack, size, total, margin)
    amount = clean(np.where(amount > 0, amount + extra * size, 0.0), size)
    return amount, _capped(matrix, slack, np.where(amount > 0, amount + MARGIN * size, 0.0))


def _evenly(matrix: Matrix, slack: Array, size: Array, total: float, margin: float) -> Array:
    """Spread a total over the slack by max-min fairness, level by level (linear: whole columns are fixed)."""
    work = with_rows(matrix, [slack], [np.ones(len(slack))], [total])
    amount = np.zeros(len(slack))
    active = np.ones(len(slack), dtype=bool)
    while active.any():
        rows = work.shape[0]
        levelled, level = _levelled(work, slack[active], size[active])
        found = least(levelled, level, np.ones(1), None)
        share = found.x[level[0]]
        tight = np.zeros(len(slack), dtype=bool)
        tight[active] = found.marginal[rows:] * size[active] > SMALL
        if share <= SMALL or not tight.any():
            tight = active
        amount[tight] = found.x[slack[tight]] if share > SMALL else 0.0
        work = _capped(work, slack[tight], amount[tight] + margin * size[tight])
        active = active & ~tight
    return np.where(amount > SMALL * size, amount, 0.0)


def clean(amount: Array, size: Array) -> Array:
    """Return amounts rounded to ten digits of their size: the rest is the solver's, not the case's."""
    digits = GRID - np.floor(np.log10(size)).astype(int)
    return np.array([round(a, d) for a, d in zip(amount.tolist(), digits.tolist(), strict=True)])


def _levelled(matrix: Matrix, slack: Array, size: Array) -> tuple[Matrix, Array]:
    """Add one column, the level, that no share of the slack exceeds."""
    column = np.array([matrix.shape[1]])
    work = with_columns(matrix, 1)
    rows = [np.array([j, column[0]]) for j in slack]
    return with_rows(work, rows, [np.array([1.0, -s]) for s in size], [0.0] * len(rows)), column


def _capped(matrix: Matrix, slack: Array, amount: Array) -> Matrix:
    """Cap the slack, whose magnitude is from now on that of its cap."""
    upper, magnitude = matrix.upper.copy(), matrix.magnitude.copy()
    upper[slack], magnitude[slack] = amount, 0.0
    return replace(matrix, upper=upper, magnitude=magnitude)


def _whole_fixed(matrix: Matrix, x: Array) -> Matrix:
    lower, upper = matrix.lower.copy(), matrix.upper.copy()
    lower[matrix.whole] = upper[matrix.whole] = np.round(x[matrix.whole])
    return replace(matrix, lower=lower, upper=upper, whole=np.zeros_like(matrix.whole))
