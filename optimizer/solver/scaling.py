"""Scaling (缩放): powers of two that bring rows and columns near one, exactly undone afterwards.

Cases carry leagues whose figures differ by 1e9 and coefficients of 1e-9, which HiGHS would drop or solve to its
absolute tolerances. Whole columns keep their unit, so that 0 and 1 stay 0 and 1.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from optimizer.solver.matrix import Array, Matrix

PASSES = 30


@dataclass(frozen=True, eq=False)
class Scaled:
    """A scaled program and how to come back: x = column · x', row dual = row · dual' / objective."""

    matrix: Matrix
    row: Array
    column: Array
    objective: float

    def primal(self, x: Array) -> Array:
        """Return the values of the unscaled columns."""
        return x * self.column

    def dual(self, y: Array) -> Array:
        """Return the unscaled row duals of the minimisation."""
        return y * self.row / self.objective


def scale(matrix: Matrix) -> Scaled:
    """Scale rows and columns geometrically, then the objective so that its largest unit step is about 2^10."""
    size = np.abs(matrix.value)
    rows, columns = matrix.row_of, matrix.index
    row, column = np.ones(matrix.shape[0]), np.ones(matrix.shape[1])
    present = size > 0
    free = ~matrix.whole
    rows, columns, size = rows[present], columns[present], size[present]
    for _ in range(PASSES if len(size) else 0):
        before = row, column
        row = _even(row, rows, size * row[rows] * column[columns])
        column = np.where(free, _even(column, columns, size * row[rows] * column[columns]), column)
        if np.array_equal(before[0], row) and np.array_equal(before[1], column):
            break
    step = np.abs(matrix.cost) * column
    top = step.max(initial=0.0)
    objective = float(2.0 ** (10 - np.round(np.log2(top)))) if top > 0 else 1.0
    scaled = replace(
        matrix,
        cost=matrix.cost * column * objective,
        lower=matrix.lower / column,
        upper=matrix.upper / column,
        value=matrix.value * row[matrix.row_of] * column[matrix.index],
        row_lower=matrix.row_lower * row,
        row_upper=matrix.row_upper * row,
    )
    return Scaled(scaled, row, column, objective)


def _even(factor: Array, group: Array, size: Array) -> Array:
    """Divide each factor by the geometric mean of the extremes in its group, to a power of two."""
    high = np.full(len(factor), -np.inf)
    low = np.full(len(factor), np.inf)
    np.maximum.at(high, group, size)
    np.minimum.at(low, group, size)
    middle = np.ones(len(factor))
    seen = np.isfinite(high)
    middle[seen] = np.sqrt(high[seen]) * np.sqrt(low[seen])
    return factor * 2.0 ** -np.round(np.log2(middle))
