"""A window on a large program (窗口): some columns as they are, all others held where they stand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimizer.solver.matrix import Array, Matrix


def reduced_costs(matrix: Matrix, y: Array) -> Array:
    """Return c − yA of every column for these row duals (minimisation)."""
    pull = np.repeat(y, np.diff(matrix.start))
    pull *= matrix.value
    found: Array = matrix.cost - np.bincount(matrix.index, weights=pull, minlength=len(matrix.cost))
    return found


def activity(matrix: Matrix, x: Array) -> Array:
    """Return A x."""
    terms = x.take(matrix.index)
    terms *= matrix.value
    found, there = np.zeros(matrix.shape[0]), np.diff(matrix.start) > 0
    found[there] = np.add.reduceat(terms, matrix.start[:-1][there])
    return found


def window(matrix: Matrix, kept: Array, outside: Array) -> Matrix:
    """Return the program of the kept columns (a mask); every other column stands at its value in `outside`."""
    used = activity(matrix, np.where(kept, 0.0, outside))
    at = np.flatnonzero(kept.take(matrix.index))
    number = np.cumsum(kept) - 1
    return replace(
        matrix, cost=matrix.cost[kept], lower=matrix.lower[kept], upper=matrix.upper[kept], whole=matrix.whole[kept],
        start=np.searchsorted(at, matrix.start), index=number[matrix.index[at]], value=matrix.value[at],
        row_lower=matrix.row_lower - used, row_upper=matrix.row_upper - used, magnitude=np.zeros(0), approvals=0,
    )  # fmt: skip


def relieved(matrix: Matrix, price: float) -> Matrix:
    """Return the program with one more column a row, last: it lifts the row's upper limit at this price a unit."""
    rows, columns = matrix.shape
    number = np.arange(rows)
    ends = matrix.start[1:]
    return replace(
        matrix,
        cost=np.append(matrix.cost, np.full(rows, price)),
        lower=np.append(matrix.lower, np.zeros(rows)),
        upper=np.append(matrix.upper, np.full(rows, np.inf)),
        whole=np.append(matrix.whole, np.zeros(rows, dtype=bool)),
        start=matrix.start + np.arange(rows + 1),
        index=np.insert(matrix.index, ends, columns + number),
        value=np.insert(matrix.value, ends, -1.0),
    )
