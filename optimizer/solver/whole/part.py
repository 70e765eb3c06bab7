"""A part of a program (局部): some columns free, the others held where they are and carried to the limits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.solver.matrix import Array, Matrix


@dataclass(frozen=True, eq=False)
class Part:
    """A smaller program: its `columns` in the full one, and what the columns that are held cost."""

    matrix: Matrix
    columns: Array
    spent: float


def hold(matrix: Matrix, free: Array, x: Array) -> Part:
    """Return the program in which only the `free` columns (bool) may move; the others stay at x. Every row stays."""
    columns = np.flatnonzero(free)
    place = np.full(len(free), -1)
    place[columns] = np.arange(len(columns))
    rest = np.where(free, 0.0, x)
    row_of = matrix.row_of
    used = np.bincount(row_of, matrix.value * rest[matrix.index], matrix.shape[0])
    inside = free[matrix.index]
    length = np.bincount(row_of[inside], minlength=matrix.shape[0])
    part = Matrix(
        matrix.cost[columns], matrix.lower[columns], matrix.upper[columns], matrix.whole[columns],
        np.concatenate([[0], np.cumsum(length)]), place[matrix.index[inside]], matrix.value[inside],
        matrix.row_lower - used, matrix.row_upper - used,
    )  # fmt: skip
    return Part(part, columns, float(matrix.cost @ rest))


def cut_out(matrix: Matrix, rows: Array, columns: Array, cost: Array) -> Matrix:
    """Return these rows and columns as a program of their own; no other column may stand in the rows."""
    entries = matrix.start[rows + 1] - matrix.start[rows]
    start = np.concatenate([[0], np.cumsum(entries)])
    at = np.repeat(matrix.start[rows] - start[:-1], entries) + np.arange(start[-1])
    return Matrix(
        cost, matrix.lower[columns], matrix.upper[columns], matrix.whole[columns], start,
        np.searchsorted(columns, matrix.index[at]), matrix.value[at], matrix.row_lower[rows], matrix.row_upper[rows],
    )  # fmt: skip
