"""Certificates by the difference from a proved plan (增量证明): what thousands of neighbours can afford."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from optimizer.solver.certificate import Certificate, Sums, judge, sums
from optimizer.solver.matrix import Array, Matrix

SHARP = 1e-12
"""An answer that its certificate does not hold to this is solved again, cold and refined."""


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
class Proof:
    """A certificate and the reduced costs it rests on."""

    certificate: Certificate
    reduced: Array

    @property
    def sharp(self) -> bool:
        """True when the arrays prove the optimum to rounding."""
        found = self.certificate
        return max(found.violation, found.gap, found.stray) <= SHARP


class Prover:
    """Certifies plans near one plan: adds up only the columns and rows in which they differ.

    The magnitudes that a violation is measured against are those of the first plan.
    """

    def __init__(self, matrix: Matrix, x: Array, y: Array) -> None:
        self._matrix, self._x, self._y = matrix, x, y
        base = sums(matrix, x, y)
        self._sums = Sums(base.activity.astype(float), base.weight, base.reduced.astype(float), base.force)
        order = np.argsort(matrix.index, kind="stable")
        self._row, self._value = matrix.row_of[order], matrix.value[order]
        self._start = np.concatenate([[0], np.cumsum(np.bincount(matrix.index, minlength=matrix.shape[1]))])

    def prove(self, question: Question, x: Array, y: Array) -> Proof:
        """Return what x and y prove of the program under the question."""
        matrix, base = self._matrix, self._sums
        moved, weights = _slices(self._start, self._value, x - self._x)
        activity = base.activity + np.bincount(self._row[moved], weights, matrix.shape[0])
        turned, weights = _slices(matrix.start, matrix.value, y - self._y)
        reduced = base.reduced - np.bincount(matrix.index[turned], weights, matrix.shape[1])
        found = Sums(activity, base.weight, reduced, base.force)
        return Proof(judge(question.of(matrix), x, y, found), reduced)


def _slices(start: Array, value: Array, change: Array) -> tuple[Array, Array]:
    """Return the positions of all entries of the changed columns (or rows), and entry × change."""
    changed = np.flatnonzero(change)
    count = start[changed + 1] - start[changed]
    offset = np.repeat(start[changed] - np.concatenate([[0], np.cumsum(count)[:-1]]), count)
    at = offset + np.arange(len(offset))
    return at, value[at] * np.repeat(change[changed], count)
