"""Blocks (分块): without the few rows that join everything, a large program falls into one block a place.

A block with as many basic variables as rows is determined by itself: its columns stay where they are whatever
happens elsewhere, and its row duals follow those of the joining rows in a fixed proportion. So a question about one
block is a small program, and what the others have to do with it is one number for each of them and each joining row.
"""

from __future__ import annotations

import numpy as np

from optimizer.solver.matrix import Array, Matrix
from optimizer.solver.regret.proof import Prover
from optimizer.solver.scaling import Scaled

JOINS = 40
"""A row with more kinds of columns (columns in the same rows are of one kind) joins blocks."""
LOOSE = 1e300
"""Share of a reduced cost of nothing that any change uses up."""


class Blocks:
    """The blocks of a program at an optimal basis, and how each follows the joining rows.

    joins: rows that belong to no block; of_row, of_column: block, −1 of none. linking: blocks that are not determined
    by themselves. follow: m × joins, what a row's dual gains when a joining row's grows by one. up, down: joins ×
    blocks, share of the block's scarcest reduced cost that a joining row's dual uses up as it grows, and as it falls.
    rest: what rounding leaves of the reduced costs of determined basic columns for one of each joining row's dual,
    relative to their terms.
    """

    def __init__(self, matrix: Matrix, scaled: Scaled, prover: Prover, basic: Array) -> None:
        """basic: numbers of the basic variables, columns first, then rows."""
        rows, columns = matrix.shape
        self._matrix, self._prover = matrix, prover
        self.joins = np.flatnonzero(_kinds(matrix) > JOINS)
        self.of_row, self.of_column = _labels(matrix, self.joins)
        self.count = int(max(self.of_row.max(initial=-1), self.of_column.max(initial=-1))) + 1
        self.basic = np.zeros(columns + rows, dtype=bool)
        self.basic[basic] = True
        size = self._each(self.basic[columns:].astype(float), self.basic[:columns].astype(float))
        self.rows = np.bincount(self.of_row[self.of_row >= 0], minlength=self.count)
        self.linking = np.flatnonzero(size != self.rows)
        self.follow = self._follow(scaled)
        entries = self._entries()
        self.up, self.down = self._allowed(entries)
        still = self.basic[:columns] & (self.of_column >= 0) & ~np.isin(self.of_column, self.linking)
        with np.errstate(over="ignore"):
            share = np.abs(entries[:, still]) / np.maximum(prover.force[still], 1e-300)
        self.rest = np.minimum(share.max(axis=1, initial=0.0), LOOSE)
        self._slack()

    @property
    def small(self) -> bool:
        """True where a block is a small part of the program."""
        most = int(self.rows.max(initial=0) + self.rows[self.linking].sum() + len(self.joins))
        return self.count > 1 and 2 * most < self._matrix.shape[0]

    def _each(self, of_rows: Array, of_columns: Array) -> Array:
        """Return the sum of figures of rows and columns by block."""
        total: Array = sum(
            np.bincount(block[block >= 0], figure[block >= 0], self.count)
            for block, figure in ((self.of_row, of_rows), (self.of_column, of_columns))
        )  # type: ignore[assignment]
        return total

    def _follow(self, scaled: Scaled) -> Array:
        """Solve Dᵀw = −Fᵀ of every determined block: D its basis, F what its basic columns have in the joining rows."""
        matrix, small = self._matrix, scaled.matrix
        rows, columns = matrix.shape
        follow = np.zeros((rows, len(self.joins)))
        place = np.full(rows, -1)
        place[self.joins] = np.arange(len(self.joins))
        entry = np.flatnonzero(self.basic[small.index] & (self.of_column[small.index] >= 0))
        entry = entry[np.argsort(self.of_column[small.index[entry]], kind="stable")]
        ends = np.searchsorted(self.of_column[small.index[entry]], np.arange(self.count + 1))
        row_of, order = small.row_of, np.argsort(self.of_row, kind="stable")
        row_ends = np.searchsorted(self.of_row[order], np.arange(self.count + 1))
        number = np.zeros(rows, dtype=int)
        for block in np.setdiff1d(np.arange(self.count), self.linking):
            own = order[row_ends[block] : row_ends[block + 1]]
            number[own] = np.arange(len(own))
            at = entry[ends[block] : ends[block + 1]]
            names, column = np.unique(small.index[at], return_inverse=True)
            row, value = row_of[at], small.value[at]
            joined = place[row] >= 0
            if not joined.any():
                continue
            slacks = np.flatnonzero(self.basic[columns + own])
            basis, beyond = np.zeros((len(own), len(own))), np.zeros((len(own), len(self.joins)))
            basis[number[row[~joined]], column[~joined]] = value[~joined]
            basis[slacks, len(names) + np.arange(len(slacks))] = 1.0
            beyond[column[joined], place[row[joined]]] = value[joined]
            follow[own] = -np.linalg.solve(basis.T, beyond)
            follow[own[slacks]] = 0.0
        return follow * scaled.row[:, None] / scaled.row[self.joins]

    def _entries(self) -> Array:
        """Return joins × columns: what a column's reduced cost loses when a joining row's dual grows by one."""
        matrix, columns = self._matrix, self._matrix.shape[1]
        row_of, found = matrix.row_of, np.zeros((len(self.joins), columns))
        for number, join in enumerate(self.joins):
            weight = self.follow[:, number].copy()
            weight[join] = 1.0
            entry = np.flatnonzero(weight[row_of])
            found[number] = np.bincount(matrix.index[entry], matrix.value[entry] * weight[row_of[entry]], columns)
        return found

    def _allowed(self, entries: Array) -> tuple[Array, Array]:
        matrix, prover, columns = self._matrix, self._prover, self._matrix.shape[1]
        free = ~self.basic[:columns] & (matrix.lower < matrix.upper) & (self.of_column >= 0)
        at = np.where(prover.reduced > 0, matrix.lower, matrix.upper)
        firm = free & (prover.x == at) & (prover.reduced != 0)
        rows = ~self.basic[columns:] & (matrix.row_lower < matrix.row_upper) & (self.of_row >= 0)
        both = np.zeros((2, len(self.joins), self.count))
        for number in range(len(self.joins)):
            for block, change, price, sure, counts in (
                (self.of_column, entries[number], prover.reduced, firm, free),
                (self.of_row, -self.follow[:, number], prover.y, prover.y != 0, rows),
            ):
                which = np.flatnonzero(counts & (np.abs(change) > 0))
                with np.errstate(divide="ignore", invalid="ignore"):
                    share = np.where(sure[which], change[which] / price[which], np.nan)
                for side, sign in zip(both, (1.0, -1.0), strict=True):
                    np.maximum.at(side[number], block[which], np.where(np.isnan(share), LOOSE, sign * share))
        return both[0], both[1]

    def _slack(self) -> None:
        """Add up by block what weak duality leaves at the plan itself, and as the joining rows' duals change."""
        matrix, prover = self._matrix, self._prover
        bound = np.where(prover.y > 0, matrix.row_lower, matrix.row_upper)
        room = np.where(np.isfinite(bound), bound - prover.activity, 0.0)
        at = np.where(prover.reduced > 0, matrix.lower, matrix.upper)
        left = prover.reduced * np.where(np.isfinite(at), at - prover.x, 0.0)
        none = np.zeros_like(left)
        self.left = self._each(prover.y * room, left)
        more = [self._each(follow * room, none) for follow in self.follow.T]
        self.left_more = np.array(more).reshape(len(self.joins), self.count)
        self.cost = self._each(np.zeros_like(room), matrix.cost * prover.x)
        self.size = self._each(np.zeros_like(room), np.abs(matrix.cost * prover.x))


def _kinds(matrix: Matrix) -> Array:
    """Return how many kinds of columns each row has."""
    rows, columns = matrix.shape
    mark = np.random.default_rng(0).integers(1, 2**40, rows)
    kind = np.zeros(columns, dtype=np.int64)
    np.add.at(kind, matrix.index, mark[matrix.row_of])
    first = np.unique(kind, return_index=True)[1]
    one = np.zeros(columns, dtype=bool)
    one[first] = True
    return np.bincount(matrix.row_of, one[matrix.index], rows)


def _labels(matrix: Matrix, joins: Array) -> tuple[Array, Array]:
    """Return the blocks of rows and columns, numbered: what hangs together without the joining rows."""
    rows, columns = matrix.shape
    joining = np.zeros(rows, dtype=bool)
    joining[joins] = True
    kept = ~joining[matrix.row_of]
    row, column = matrix.row_of[kept], matrix.index[kept]
    label = np.arange(rows)
    while True:
        least = np.full(columns, rows)
        np.minimum.at(least, column, label[row])
        new = label.copy()
        np.minimum.at(new, row, least[column])
        new = new[new]
        if (new == label).all():
            break
        label = new
    names = np.unique(label[~joining])
    of_row = np.where(joining, -1, np.searchsorted(names, label))
    of_column = np.where(least < rows, np.searchsorted(names, least), -1)
    return of_row, of_column
