"""Hot starts (热启动): one live program that is asked one question after the other, each from the same basis.

Hot starts are known to go wrong, so what comes out is proved by the arrays, and so is that there is no plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from optimizer.domain.outcome import Stop
from optimizer.errors import SolverTrouble
from optimizer.solver.certificate import TOLERANCE, certify
from optimizer.solver.highs import UNPRESOLVED, load, ray, resume, set_bounds
from optimizer.solver.matrix import Array, Matrix
from optimizer.solver.regret.proof import Proofs, Prover, Question
from optimizer.solver.scaling import Scaled

NONE = 1e-9
"""A multiplier below this share of the largest is none."""


@dataclass(frozen=True, eq=False)
class Refuted:
    """The proof that no plan exists (无解): the rows that together leave none, the weightiest first."""

    rows: Array


def refuted(multipliers: Array, row: Array) -> Refuted:
    """Return the rows of a proof; row: what each row was scaled by."""
    weight = np.abs(multipliers) / row
    order = np.argsort(-weight, kind="stable")
    return Refuted(order[weight[order] > NONE * weight.max(initial=0.0)])


class Hot:
    """A linear program with its optimal basis; `prover` certifies what is near its optimum."""

    def __init__(self, matrix: Matrix, scaled: Scaled, basis: Any, prover: Prover) -> None:
        self.matrix, self._scaled, self._basis, self.prover = matrix, scaled, basis, prover

    @cached_property
    def _highs(self) -> Any:
        return load(self._scaled.matrix, UNPRESOLVED)

    def solve(self, questions: Sequence[Question]) -> tuple[Proofs, list[Array | None]]:
        """Return what the answers prove, and the row multipliers of a proof where there is no plan."""
        prover, count = self.prover, len(questions)
        x, y = np.tile(prover.x, (count, 1)), np.tile(prover.y, (count, 1))
        multipliers = [self._ask(question, x[n], y[n]) for n, question in enumerate(questions)]
        return prover.prove(questions, x, y), multipliers

    def _ask(self, question: Question, x: Array, y: Array) -> Array | None:
        """Solve into x and y, or return the multipliers; neither where there is trouble."""
        column, scaled = np.array([question.column]), self._scaled
        size = scaled.column[column]
        set_bounds(self._highs, column, question.lower / size, question.upper / size)
        try:
            answer = resume(self._highs, self._basis)
            if answer.stop is Stop.PROVED_BEST and answer.x is not None:
                x[:], y[:] = scaled.primal(answer.x), scaled.dual(answer.y)
            return self._refuting(question, ray(self._highs)) if answer.stop is Stop.PROVED_IMPOSSIBLE else None
        except SolverTrouble:
            return None
        finally:
            set_bounds(self._highs, column, scaled.matrix.lower[column], scaled.matrix.upper[column])

    def _refuting(self, question: Question, found: Array | None) -> Array | None:
        """Return the multipliers that prove that no plan exists: weak duality with nothing to pay."""
        if found is None:
            return None
        matrix = question.of(replace(self.matrix, cost=np.zeros_like(self.matrix.cost)))
        for y in (found * self._scaled.row, -found * self._scaled.row):
            proof = certify(matrix, np.zeros(matrix.shape[1]), y)
            if proof.stray <= TOLERANCE and proof.dual > TOLERANCE * proof.size:
                return np.asarray(y)
        return None
