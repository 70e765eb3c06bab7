"""The certificate (最优性证明): primal and dual feasibility and the gap, from the arrays alone.

Shares nothing with the solver: weak duality bounds the objective by any row duals, whatever they came from.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from optimizer.solver.matrix import Array, Matrix

TOLERANCE = 1e-9
"""Relative: of a row's largest term, of the objective's size."""
PIECE = 2**16
"""Entries that are summed at a time."""
NOISE = 1e-15
"""What double arithmetic leaves of the largest single choice: the least that an optimum of nothing is measured by."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the arrays prove of a solution (证明): for the minimisation c·x.

    violation: worst breach of a row or bound, relative to the row's own magnitude.
    primal, dual: objective and lower bound; stray: reduced cost left on columns without the bound it needs,
    relative to the costs. `size` is the sum of the absolute terms of the objective.
    """

    primal: float
    dual: float
    violation: float
    stray: float
    size: float

    @property
    def gap(self) -> float:
        """Distance between objective and bound relative to the objective's size."""
        return abs(self.primal - self.dual) / self.size if self.size > 0 else 0.0

    @property
    def ok(self) -> bool:
        """True when the solution is feasible and optimal within the tolerance."""
        return self.feasible and max(self.gap, self.stray) <= TOLERANCE

    @property
    def feasible(self) -> bool:
        """True when the solution is feasible within the tolerance, and made of numbers."""
        return math.isfinite(self.primal) and self.violation <= TOLERANCE


def certify(matrix: Matrix, x: Array, y: Array) -> Certificate:
    """Return what x (columns) and y (row duals of the minimisation) prove; extended precision inside."""
    wide = np.longdouble
    activity, weight, pull, force = _sums(matrix, x, y)
    reduced = matrix.cost.astype(wide) - pull
    row_bound = np.where(y > 0, matrix.row_lower, matrix.row_upper)
    bound = np.where(reduced > 0, matrix.lower, matrix.upper)
    infinite, row_infinite = ~np.isfinite(bound), ~np.isfinite(row_bound)
    stray = _relative(np.abs(reduced[infinite]), force[infinite])
    stray = max(stray, _relative(np.abs(y[row_infinite]), np.abs(y).max(initial=0.0)))
    gain = np.where(infinite, 0, reduced) * np.where(infinite, 0, bound)
    row_gain = np.where(row_infinite, 0, y).astype(wide) * np.where(row_infinite, 0, row_bound)
    cost = matrix.cost.astype(wide) * x.astype(wide)
    size = float(np.abs(cost).sum() + np.abs(row_gain).max(initial=0) + np.abs(gain).max(initial=0))
    size = max(size, NOISE / TOLERANCE * _stake(matrix))
    return Certificate(
        float(cost.sum()),
        float(gain.sum() + row_gain.sum()),
        _violation(matrix, activity, weight, x),
        stray,
        size,
    )


def _stake(matrix: Matrix) -> float:
    """Return the worth of the largest single choice between finite bounds."""
    reach = np.maximum(np.abs(matrix.lower), np.abs(matrix.upper))
    finite = np.isfinite(reach)
    return float((np.abs(matrix.cost[finite]) * reach[finite]).max(initial=0.0))


def _violation(matrix: Matrix, activity: Array, weight: Array, x: Array) -> float:
    worst = 0.0
    for over, limit in (
        (activity - matrix.row_upper, matrix.row_upper), (matrix.row_lower - activity, matrix.row_lower),
    ):  # fmt: skip
        finite = np.isfinite(limit)
        worst = max(worst, _relative(over[finite], np.maximum(weight[finite], np.abs(limit[finite]))))
    for over, limit in ((x - matrix.upper, matrix.upper), (matrix.lower - x, matrix.lower)):
        finite = np.isfinite(limit)
        worst = max(worst, _relative(over[finite], np.maximum(np.abs(x[finite]), np.abs(limit[finite]))))
    return worst


def _relative(excess: Array, size: Array | float) -> float:
    """Return the largest positive excess relative to its size (0 where there is none)."""
    excess = np.asarray(excess, dtype=float)
    size = np.broadcast_to(np.asarray(size, dtype=float), excess.shape)
    over = excess > 0
    if not over.any():
        return 0.0
    return float((excess[over] / np.maximum(size[over], 1e-300)).max())


def _sums(matrix: Matrix, x: Array, y: Array) -> tuple[Array, Array, Array, Array]:
    """Return each row's activity and largest term, each column's pull Σ a·y and, where a bound is missing, its force.

    force: the largest of the cost and the terms of the pull. A few rows at a time, so that large programs stay small.
    """
    wide = np.longdouble
    rows, columns = matrix.shape
    activity, weight = np.zeros(rows, dtype=wide), np.zeros(rows)
    pull, force = np.zeros(columns, dtype=wide), np.abs(matrix.cost)
    at, duals = x.astype(wide), y.astype(wide)
    open_ = ~(np.isfinite(matrix.lower) & np.isfinite(matrix.upper))
    for first, last in _pieces(matrix.start):
        part = slice(matrix.start[first], matrix.start[last])
        index, value = matrix.index[part], matrix.value[part].astype(wide)
        lengths = np.diff(matrix.start[first : last + 1])
        there = first + np.flatnonzero(lengths)
        cuts = matrix.start[there] - matrix.start[first]
        terms = value * at.take(index)
        activity[there] = np.add.reduceat(terms, cuts)
        weight[there] = np.maximum.reduceat(np.abs(terms.astype(float)), cuts)
        value *= np.repeat(duals[first:last], lengths)
        np.add.at(pull, index, value)
        half = open_.take(index)
        np.maximum.at(force, index[half], np.abs(value[half]).astype(float))
    return activity, weight, pull, force


def _pieces(start: Array) -> Iterator[tuple[int, int]]:
    """Yield first and last row of pieces that hold about `PIECE` entries, empty ones left out."""
    cuts = np.searchsorted(start, np.arange(0, start[-1] + PIECE, PIECE))
    cuts[-1] = len(start) - 1
    for first, last in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True):
        if start[first] < start[last]:
            yield first, last
