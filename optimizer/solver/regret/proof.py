"""Certificates of many neighbours at once (批量证明): added up by the difference from one plan, in blocks.

The same weak duality as `certificate`, in double precision; magnitudes that a breach is measured against are those of
the first plan. Blocks keep the work in few large array operations, which threads do side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from optimizer.solver.matrix import Array, Matrix

SHARP = 1e-12
"""An answer that is not proved to this (relative) is solved again, cold and refined."""
BLOCK, MOST = 60_000, 64
"""Columns × questions of a block, and the most questions in one."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked (一问): one column gets these bounds instead of its own."""

    column: int
    lower: float
    upper: float

    def of(self, matrix: Matrix) -> Matrix:
        """Return the program with the changed bounds."""
        lower, upper = matrix.lower.copy(), matrix.upper.copy()
        lower[self.column], upper[self.column] = self.lower, self.upper
        return replace(matrix, lower=lower, upper=upper)


@dataclass(frozen=True, eq=False)
class Found:
    """An optimum of the relaxation (松弛最优): `values` of some `columns`, the others as in the first plan.

    y: row duals; primal, dual: objective and bound of the minimisation; size: sum of the objective's absolute terms.
    """

    columns: Array
    values: Array
    y: Array
    primal: float
    dual: float
    size: float


@dataclass(frozen=True, eq=False)
class Proofs:
    """What the arrays prove of a block (B questions): B × `columns`, B × m row duals, and B figures of each kind."""

    columns: Array
    x: Array
    y: Array
    primal: Array
    dual: Array
    size: Array
    violation: Array
    stray: Array

    @property
    def gap(self) -> Array:
        """Distance between objective and bound relative to the objective's size."""
        gap: Array = np.abs(self.primal - self.dual) / np.maximum(self.size, 1e-300)
        return gap

    @property
    def sharp(self) -> Array:
        """True where the arrays prove the optimum to rounding."""
        worst: Array = np.maximum(np.maximum(self.violation, self.stray), self.gap) <= SHARP
        return worst

    def answers(self, questions: Sequence[Question], first: Array) -> list[Found]:
        """Return the block, each by what differs from the first plan."""
        row, place = np.nonzero(self.x != first[self.columns])
        ends = np.searchsorted(row, np.arange(len(questions) + 1)).tolist()
        columns, values = self.columns[place], self.x[row, place]
        figures = zip(self.primal.tolist(), self.dual.tolist(), self.size.tolist(), strict=True)
        found = []
        for n, (question, (primal, dual, size)) in enumerate(zip(questions, figures, strict=True)):
            own, where = values[ends[n] : ends[n + 1]], columns[ends[n] : ends[n + 1]]
            if question.lower == question.upper and not (where == question.column).any():
                where, own = np.append(where, question.column), np.append(own, question.lower)
            found.append(Found(where, own, self.y[n], primal, dual, size))
        return found


class Prover:
    """Certifies plans near one plan: adds up only the columns and rows in which they differ.

    x, y: the plan; activity, reduced: its rows and reduced costs; weight, force: their largest terms; row, value,
    start: the matrix by columns.
    """

    def __init__(self, matrix: Matrix, x: Array, y: Array) -> None:
        self._matrix, self.x, self.y = matrix, x, y
        rows, columns = matrix.shape
        terms, pull = matrix.value * x[matrix.index], matrix.value * y[matrix.row_of]
        self.activity = np.bincount(matrix.row_of, terms, rows)
        self.reduced = matrix.cost - np.bincount(matrix.index, pull, columns)
        self.weight, self.force = np.zeros(rows), np.abs(matrix.cost)
        np.maximum.at(self.weight, matrix.row_of, np.abs(terms))
        np.maximum.at(self.force, matrix.index, np.abs(pull))
        order = np.argsort(matrix.index, kind="stable")
        self.row, self.value = matrix.row_of[order], matrix.value[order]
        self.start = np.concatenate([[0], np.cumsum(np.bincount(matrix.index, minlength=columns))])

    @property
    def block(self) -> int:
        """How many questions make a block."""
        return int(np.clip(BLOCK // len(self.x), 1, MOST))

    def prove(self, questions: Sequence[Question], x: Array, y: Array) -> Proofs:
        """Return what x (B × n) and y (B × m, row duals of the minimisation) prove of the changed programs."""
        matrix, each = self._matrix, np.arange(len(questions))
        column = [question.column for question in questions]
        lower, upper = (np.repeat(bound[None], len(each), axis=0) for bound in (matrix.lower, matrix.upper))
        lower[each, column] = [question.lower for question in questions]
        upper[each, column] = [question.upper for question in questions]
        activity = self.activity + _added(self.start, self.row, self.value, x - self.x, matrix.shape[0])
        reduced = self.reduced - _added(matrix.start, matrix.index, matrix.value, y - self.y, matrix.shape[1])
        got, stray = gain(reduced, np.where(reduced > 0, lower, upper), self.force)
        paid, loose = gain(y, np.where(y > 0, matrix.row_lower, matrix.row_upper), largest(y)[:, None])
        cost = matrix.cost * x
        size = np.abs(cost).sum(axis=1) + largest(paid) + largest(got)
        worst = np.maximum(
            breach(x, lower, upper, np.abs(x)), breach(activity, matrix.row_lower, matrix.row_upper, self.weight)
        )
        return Proofs(
            np.arange(matrix.shape[1]), x, y, cost.sum(axis=1), got.sum(axis=1) + paid.sum(axis=1), size, worst,
            np.maximum(stray, loose),
        )  # fmt: skip


def largest(figures: Array) -> Array:
    """Return the largest magnitude in each row, 0 where the rows are empty."""
    most: Array = np.abs(figures).max(axis=1, initial=0.0)
    return most


def gain(price: Array, bound: Array, size: Array) -> tuple[Array, Array]:
    """Return price × bound where there is a bound, and the largest price, relative to `size`, where there is none."""
    finite = np.isfinite(bound)
    lost = np.where(finite, 0.0, np.abs(price))
    got: Array = price * np.where(finite, bound, 0.0)
    return got, _share(lost, size).max(axis=1, initial=0.0)


def breach(value: Array, lower: Array, upper: Array, size: Array) -> Array:
    """Return the largest breach of a bound relative to the larger of `size` and the bound."""
    over, under = np.where(value > upper, value - upper, 0.0), np.where(value < lower, lower - value, 0.0)
    above = _share(over, np.maximum(size, np.where(over > 0, np.abs(upper), 0.0)))
    below = _share(under, np.maximum(size, np.where(under > 0, np.abs(lower), 0.0)))
    worst: Array = np.maximum(above, below).max(axis=1, initial=0.0)
    return worst


def _share(excess: Array, size: Array) -> Array:
    share: Array = excess / np.maximum(size, 1e-300)
    return share


def _added(start: Array, index: Array, value: Array, change: Array, count: int) -> Array:
    """Return Σ value·change by question and index (B × count), over the entries of what has changed."""
    question, changed = np.nonzero(change)
    entries = start[changed + 1] - start[changed]
    first = np.repeat(start[changed] - np.concatenate([[0], np.cumsum(entries)[:-1]]), entries)
    at = first + np.arange(len(first))
    weights = value[at] * np.repeat(change[question, changed], entries)
    place = np.repeat(question * count, entries) + index[at]
    return np.bincount(place, weights, len(change) * count).reshape(len(change), count)
