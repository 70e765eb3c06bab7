"""Regions of a program by its structure (分块): what only a few rows hold together.

Rows are taken from the shortest to the longest. A row joins its whole columns, unless they already make two sizeable
regions, or very many small ones: such a row, the limit of a whole province say, holds regions together and is priced.
The other columns go where a row puts them that touches one region only. Nothing is asked of names or rules, and
whatever comes out, a bound that prices those rows is valid; a poor division only makes it a weak one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.solver.matrix import Array, Matrix

SIZEABLE, PIECES = 8, 24
"""Whole columns of a sizeable region, and joined pieces of one row that are very many."""


@dataclass(frozen=True, eq=False)
class Regions:
    """The division: the region of every column and every row; −1 where it has none, a row then being priced."""

    column: Array
    row: Array
    count: int


def regions_of(matrix: Matrix) -> Regions | None:
    """Return the division; None where most whole columns hang together whatever is priced."""
    mobile = matrix.whole & (matrix.lower < matrix.upper)
    label, long = _joined(matrix, mobile)
    if np.bincount(label[mobile]).max(initial=0) > mobile.sum() / 2:
        return None
    return _divided(matrix, label, long)


def _joined(matrix: Matrix, mobile: Array) -> tuple[Array, Array]:
    """Return one number for all whole columns that rows join, and which rows are long; other columns have none yet."""
    rows, columns = matrix.shape
    inside = mobile[matrix.index]
    index, held = matrix.index[inside], np.bincount(matrix.row_of[inside], minlength=rows)
    start = np.concatenate([[0], np.cumsum(held)])
    head, size, long = np.arange(columns), np.ones(columns, dtype=int), np.zeros(rows, dtype=bool)
    for row in np.argsort(held, kind="stable")[int((held < 2).sum()) :]:
        heads = np.unique(_head(head, index[start[row] : start[row + 1]]))
        long[row] = (size[heads] >= SIZEABLE).sum() > 1 or (size[heads] > 1).sum() > PIECES
        if not long[row]:
            head[heads], size[heads[0]] = heads[0], size[heads].sum()
    return np.where(mobile, _head(head, np.arange(columns)), max(rows, columns)), long


def _head(head: Array, columns: Array) -> Array:
    """Return the first column of each column's piece, and shorten the way to it."""
    found = head[columns]
    while (head[found] != found).any():
        found = head[found]
    head[columns] = found
    return found


def _divided(matrix: Matrix, label: Array, long: Array) -> Regions:
    rows, columns = matrix.shape
    none = max(rows, columns)
    row_of, index = matrix.row_of, matrix.index
    _others(matrix, label, long, none)
    names, number = np.unique(label, return_inverse=True)
    column = np.where(label == none, -1, number)
    low = _extreme(np.minimum, row_of, column[index], rows, none)
    high = _extreme(np.maximum, row_of, column[index], rows, -1)
    row = np.where((low == high) & ~long & (low < none), low, -1)
    return Regions(column, row, len(names) - int(names[-1] == none))


def _others(matrix: Matrix, label: Array, long: Array, none: int) -> None:
    """Give each other column the region of a row that touches one region only, rows with few such columns first."""
    row_of, index, rows = matrix.row_of, matrix.index, matrix.shape[0]
    most = 1
    while most < 2 * matrix.shape[1]:
        known = label[index] < none
        low = _extreme(np.minimum, row_of[known], label[index[known]], rows, none)
        high = _extreme(np.maximum, row_of[known], label[index[known]], rows, -1)
        unknown = np.bincount(row_of[~known], minlength=rows)
        ready = (low == high) & ~long & (unknown > 0) & (unknown <= most)
        if not ready.any():
            most *= 2
            continue
        given = ~known & ready[row_of]
        np.minimum.at(label, index[given], low[row_of[given]])


def _extreme(which: np.ufunc, group: Array, label: Array, count: int, start: int) -> Array:
    found = np.full(count, start)
    which.at(found, group, label)
    return found
