"""Scaling (缩放): powers of two that bring rows and columns near one, exactly undone afterwards.

Cases carry leagues whose figures differ by 1e9 and coefficients of 1e-9, which HiGHS would drop or solve to its
absolute tolerances. Whole columns keep their unit, so that 0 and 1 stay 0 and 1.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from optimizer.solver.matrix import Array, Matrix


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
    """Bring every column to its natural magnitude and the largest entry of every row, its limit included, to one.

    So the solver's absolute tolerance is relative to what the row is about, and the rows of a league a billion times
    smaller than its neighbour are kept as strictly. Powers of two; the objective's largest step becomes 2^10.
    """
    size, limit = np.abs(matrix.value), _finite(matrix.row_lower, matrix.row_upper)
    column = np.where(matrix.whole, 1.0, _power(_magnitude(matrix, size, limit)))
    largest, there = np.zeros(matrix.shape[0]), np.diff(matrix.start) > 0
    largest[there] = np.maximum.reduceat(size * column.take(matrix.index), matrix.start[:-1][there])
    row = 1.0 / _power(np.maximum(largest, limit))
    top = (np.abs(matrix.cost) * column).max(initial=0.0)
    objective = float(2.0**10 / _power(np.array([top]))[0])
    return apply(matrix, row, column, objective)


def apply(matrix: Matrix, row: Array, column: Array, objective: float) -> Scaled:
    """Scale a program by given factors."""
    value = np.repeat(row, np.diff(matrix.start))
    value *= matrix.value
    value *= column.take(matrix.index)
    scaled = replace(
        matrix,
        cost=matrix.cost * column * objective,
        lower=matrix.lower / column,
        upper=matrix.upper / column,
        value=value,
        row_lower=matrix.row_lower * row,
        row_upper=matrix.row_upper * row,
    )
    return Scaled(scaled, row, column, objective)


def _magnitude(matrix: Matrix, size: Array, limit: Array) -> Array:
    """Return how large each column's values are: as told, else its bounds, else what the limits of its rows allow."""
    told = np.zeros(matrix.shape[1])
    told[: len(matrix.magnitude)] = matrix.magnitude
    bounded = np.isfinite(matrix.lower) & np.isfinite(matrix.upper)
    bound = np.where(bounded, np.maximum(np.abs(matrix.lower), np.abs(matrix.upper)), 0.0)
    known: Array = np.where(told > 0, told, bound)
    if known.all():
        return known
    entry, reach = size > 0, np.zeros(matrix.shape[1])
    np.maximum.at(reach, matrix.index[entry], limit[matrix.row_of[entry]] / size[entry])
    return np.where(known > 0, known, reach)


def _finite(lower: Array, upper: Array) -> Array:
    """Return the size of each row's limits, 0 where there is none."""
    both = np.abs(np.stack([lower, upper]))
    size: Array = np.where(np.isfinite(both), both, 0.0).max(axis=0)
    return size


def _power(size: Array) -> Array:
    """Return the nearest power of two (1 for nothing)."""
    power = np.ones(len(size))
    power[size > 0] = 2.0 ** np.round(np.log2(size[size > 0]))
    return power
