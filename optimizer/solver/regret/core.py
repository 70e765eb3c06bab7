"""The columns near their margin (近边际列): few enough to walk on, with a proof for all the others.

A far column stays at the bound where the base plan has it as long as the change of the row duals does not turn the
sign of its reduced cost. Far columns that begin in the same row make a group; what a group allows is one number a
row, so the proof costs rows × groups and not rows × columns.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimizer.solver.matrix import Array, Matrix
from optimizer.solver.regret.proof import Proofs, Prover, Question, breach, gain, largest

SURE = 1 - 1e-6
"""Share of a far column's reduced cost that may be used up."""


class Core:
    """The near columns of a relaxation at its optimum, and what is known of the far ones together."""

    def __init__(self, matrix: Matrix, prover: Prover, keep: Array, share: int) -> None:
        """Keep what must be kept, and of every group the `share` columns with the least reduced cost for their cost."""
        self.matrix, self._prover = matrix, prover
        group = first_row(matrix)
        with np.errstate(over="ignore"):
            price = np.abs(prover.reduced) / np.maximum(np.abs(matrix.cost), 1e-300)
        far = ~keep & ~_cheapest(group, price, share)
        at = np.where(prover.reduced > 0, matrix.lower, matrix.upper)
        far &= (matrix.lower == matrix.upper) | ((prover.x == at) & (prover.reduced != 0))
        self.columns = np.flatnonzero(~far)
        self.place = np.full(len(keep), -1)
        self.place[self.columns] = np.arange(len(self.columns))
        near = self.place[matrix.index]
        inside = near >= 0
        self.entries = np.zeros((matrix.shape[0], len(self.columns)))
        self.entries[matrix.row_of[inside], near[inside]] = matrix.value[inside]
        self._bounds = matrix.lower[self.columns], matrix.upper[self.columns]
        self._x = prover.x[self.columns]
        rest = np.where(far, prover.x, 0.0)
        self._spent, self._used = float(matrix.cost @ rest), float(np.abs(matrix.cost * rest).sum())
        self._gained = float(prover.reduced @ rest)
        self._held = np.bincount(matrix.row_of, matrix.value * rest[matrix.index], matrix.shape[0])
        self._up, self._down = self._allowed(group, far & (matrix.lower < matrix.upper))

    def _allowed(self, group: Array, far: Array) -> tuple[Array, Array]:
        """Return rows × groups: share of a far reduced cost that a row dual uses up as it grows, and as it falls."""
        matrix = self.matrix
        entry = far[matrix.index]
        row, column = matrix.row_of[entry], matrix.index[entry]
        names, number = np.unique(group[column], return_inverse=True)
        share = matrix.value[entry] / self._prover.reduced[column]
        both = np.zeros((2, matrix.shape[0], len(names)))
        np.maximum.at(both[0], (row, number), share)
        np.maximum.at(both[1], (row, number), -share)
        return both[0], both[1]

    def own(self, questions: Sequence[Question]) -> Array:
        """Return the asked columns of the matrix, one a row (B × m)."""
        prover = self._prover
        column = np.array([question.column for question in questions])
        entries = prover.start[column + 1] - prover.start[column]
        first = np.repeat(prover.start[column] - np.cumsum(entries) + entries, entries)
        at = first + np.arange(len(first))
        found = np.zeros((len(column), self.matrix.shape[0]))
        found[np.repeat(np.arange(len(column)), entries), prover.row[at]] = prover.value[at]
        return found

    def prove(self, questions: Sequence[Question], own: Array, x: Array, y: Array) -> Proofs:
        """Return what x (B × near) and y (B × m) prove, each question's own column being where it is forced to.

        A question whose duals turn the sign of a far column, as far as can be told, gets an endless `stray`.
        """
        matrix, prover, each = self.matrix, self._prover, np.arange(len(questions))
        column = np.array([question.column for question in questions])
        value = np.array([question.lower for question in questions])
        place = self.place[column]
        lower, upper = (np.repeat(bound[None], len(each), axis=0) for bound in self._bounds)
        inside = place >= 0
        lower[each[inside], place[inside]] = upper[each[inside], place[inside]] = value[inside]
        step = np.where(inside, 0.0, value - prover.x[column])
        turn = y - prover.y
        activity = prover.activity + _product(x - self._x, self.entries.T) + step[:, None] * own
        reduced = prover.reduced[self.columns] - _product(turn, self.entries)
        alone = prover.reduced[column] - (turn * own).sum(axis=1)
        bound = np.where(reduced > 0, lower, upper)
        got, stray = gain(reduced, bound, prover.force[self.columns])
        paid, loose = gain(y, np.where(y > 0, matrix.row_lower, matrix.row_upper), largest(y)[:, None])
        cost, extra = matrix.cost[self.columns] * x, matrix.cost[column] * step
        size = self._used + np.abs(cost).sum(axis=1) + largest(paid) + largest(got)
        used = np.maximum(turn, 0) @ self._up + np.maximum(-turn, 0) @ self._down
        stray = np.where(used.max(axis=1, initial=0.0) < SURE, np.maximum(stray, loose), np.inf)
        return Proofs(
            self.columns, x, y, self._spent + cost.sum(axis=1) + extra,
            self._gained - turn @ self._held + got.sum(axis=1) + paid.sum(axis=1) + alone * step, size,
            np.maximum(
                breach(x, lower, upper, np.abs(x)),
                breach(activity, matrix.row_lower, matrix.row_upper, prover.weight),
            ), stray,
        )  # fmt: skip


def first_row(matrix: Matrix) -> Array:
    """Return the first row of every column: columns of one place and kind have the same."""
    first = np.full(matrix.shape[1], matrix.shape[0])
    np.minimum.at(first, matrix.index, matrix.row_of)
    return first


def _cheapest(group: Array, price: Array, share: int) -> Array:
    """Return which columns are among the `share` cheapest of their group."""
    order = np.lexsort((price, group))
    rank = np.empty(len(order), dtype=int)
    rank[order] = np.arange(len(order)) - np.searchsorted(group[order], group[order])
    chosen: Array = rank < share
    return chosen


def _product(change: Array, entries: Array) -> Array:
    """Return change @ entries over the places where anything changes."""
    changed = np.flatnonzero(change.any(axis=0))
    product: Array = change[:, changed] @ entries[changed]
    return product
