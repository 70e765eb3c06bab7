"""Scaling (缩放): powers of two that bring rows and columns near one, exactly undone afterwards.

Cases carry leagues whose figures differ by 1e9 and coefficients of 1e-9, which HiGHS would drop or solve to its
absolute tolerances. Whole columns keep their unit, so that 0 and 1 stay 0 and 1.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from optimizer.solver.matrix import Array, Matrix

PASSES = 20


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
    """Bring the largest entry of every row (its limit included) and column to one, by powers of two.

    A row's limit counts, so that the solver's absolute tolerance is relative to what the row is about: the rows of a
    league a billion times smaller than its neighbour are kept as strictly. The objective's largest step becomes 2^10.
    """
    size = np.abs(matrix.value)
    rows, columns = matrix.row_of, matrix.index
    limit = _finite(matrix.row_lower, matrix.row_upper)
    row, column = np.ones(matrix.shape[0]), _natural(matrix, size, limit)
    for _ in range(PASSES):
        before = row, column
        row = _level(row, np.maximum(_largest(rows, size * row[rows] * column[columns], len(row)), limit * row))
        even = _level(column, _largest(columns, size * row[rows] * column[columns], len(column)))
        column = np.where(matrix.whole, column, even)
        if np.array_equal(before[0], row) and np.array_equal(before[1], column):
            break
    top = (np.abs(matrix.cost) * column).max(initial=0.0)
    objective = float(2.0 ** (10 - np.round(np.log2(top)))) if top > 0 else 1.0
    return apply(matrix, row, column, objective)


def apply(matrix: Matrix, row: Array, column: Array, objective: float) -> Scaled:
    """Scale a program by given factors."""
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


def _natural(matrix: Matrix, size: Array, limit: Array) -> Array:
    """Return the magnitude that a column's values have: its bounds, else what the limits of its rows allow."""
    bounded = np.isfinite(matrix.lower) & np.isfinite(matrix.upper)
    bound = np.where(bounded, np.maximum(np.abs(matrix.lower), np.abs(matrix.upper)), 0.0)
    free = ~bounded[matrix.index] & (size > 0)
    reach = _largest(matrix.index[free], limit[matrix.row_of[free]] / size[free], len(bound))
    return np.where(matrix.whole, 1.0, 1.0 / _level(np.ones(len(bound)), np.maximum(bound, reach)))


def _finite(lower: Array, upper: Array) -> Array:
    """Return the size of each row's limits, 0 where there is none."""
    both = np.abs(np.stack([lower, upper]))
    size: Array = np.where(np.isfinite(both), both, 0.0).max(axis=0)
    return size


def _largest(group: Array, size: Array, count: int) -> Array:
    found = np.zeros(count)
    np.maximum.at(found, group, size)
    return found


def _level(factor: Array, largest: Array) -> Array:
    """Divide each factor by the largest entry it stands for, to a power of two."""
    known = largest > 0
    step = np.ones(len(factor))
    step[known] = 2.0 ** -np.round(np.log2(largest[known]))
    level: Array = factor * step
    return level
