"""What the questions about one relaxation share (共用): near columns and a tableau, built once, for walks abreast."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimizer.solver.matrix import Array, Matrix
from optimizer.solver.regret.core import Core
from optimizer.solver.regret.hot import Refuted
from optimizer.solver.regret.proof import Found, Prover, Question
from optimizer.solver.regret.walk import Tableau
from optimizer.solver.scaling import Scaled

BLOCK = 256
"""Questions that walk side by side."""


class Shared:
    """The near columns of a relaxation, its tableau, and walks on them that are proved for the whole program."""

    def __init__(
        self, matrix: Matrix, scaled: Scaled, prover: Prover, basic: Array, inverse: Array, share: int
    ) -> None:
        """basic: columns, then rows, that are basic; inverse: of that basis. share: near columns of every group."""
        rows, columns = matrix.shape
        self._scaled, self._prover = scaled, prover
        keep = np.zeros(columns + rows, dtype=bool)
        keep[basic] = True
        self._core = Core(matrix, prover, keep[:columns], share)
        near = self._core.columns
        place = np.concatenate([self._core.place, len(near) + np.arange(rows)])
        self._size = scaled.column[near]
        x, price = prover.x[near] / self._size, prover.reduced[near] * self._size * scaled.objective
        dual = prover.y * scaled.objective / scaled.row
        slack = scaled.row * prover.activity
        small = scaled.matrix
        self._tableau = Tableau(
            self._core.entries * scaled.row[:, None] * self._size, inverse, np.concatenate([x, -slack]),
            np.concatenate([price, -dual]), (np.concatenate([small.lower[near], -small.row_upper]),
                                             np.concatenate([small.upper[near], -small.row_lower])), place[basic],
        )  # fmt: skip

    def answers(self, questions: Sequence[Question]) -> list[Found | Refuted | None]:
        """Return the proved optima, None where the walk or its proof failed, and where nothing forces the column."""
        found: list[Found | Refuted | None] = [None] * len(questions)
        forced = [n for n, question in enumerate(questions) if question.lower == question.upper]
        for at in range(0, len(forced), BLOCK):
            places = forced[at : at + BLOCK]
            for n, answer in zip(places, self._block([questions[n] for n in places]), strict=True):
                found[n] = answer
        return found

    def _block(self, questions: Sequence[Question]) -> list[Found | None]:
        column = np.array([question.column for question in questions])
        target = np.array([question.lower for question in questions])
        size, near = self._scaled.column[column], len(self._size)
        own = self._core.own(questions)
        arrived, at, dual = self._tableau.walk(
            self._core.place[column], own * self._scaled.row * size[:, None], self._prover.x[column] / size,
            target / size,
        )  # fmt: skip
        proofs = self._core.prove(
            questions, own, at[:, :near] * self._size, self._scaled.dual(dual)
        )
        sure = arrived & proofs.sharp
        answers = proofs.answers(questions, self._prover.x)
        return [answer if sure[n] else None for n, answer in enumerate(answers)]


def inverse_of(scaled: Matrix, basic: Array) -> Array:
    """Return the inverse of a basis (columns, then slacks) of a scaled program."""
    rows, columns = scaled.shape
    place = np.full(columns, -1)
    own = basic < columns
    place[basic[own]] = np.flatnonzero(own)
    inside = place[scaled.index] >= 0
    basis = np.zeros((rows, rows))
    basis[scaled.row_of[inside], place[scaled.index[inside]]] = scaled.value[inside]
    basis[basic[~own] - columns, np.flatnonzero(~own)] = 1.0
    return np.asarray(np.linalg.inv(basis))
