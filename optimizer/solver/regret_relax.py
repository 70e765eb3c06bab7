"""The linear relaxation under one changed column (松弛): on the same basis, by a hot start, or cold.

Every answer carries its own certificate: hot starts are known to go wrong, and an answer that the arrays do not
prove is solved again from scratch.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from optimizer.domain.outcome import Stop
from optimizer.errors import SolverTrouble
from optimizer.solver import stage
from optimizer.solver.certificate import TOLERANCE, certify
from optimizer.solver.highs import UNPRESOLVED, Answer, basic_columns, begin, direction, load, ray, resume, set_bounds
from optimizer.solver.matrix import Array, Matrix
from optimizer.solver.refine import refine
from optimizer.solver.regret_proof import Proof, Prover, Question
from optimizer.solver.scaling import scale


@dataclass(frozen=True, eq=False)
class Found:
    """The optimum of the relaxation (松弛最优): columns, row duals of the minimisation, proof."""

    x: Array
    y: Array
    proof: Proof


class Relaxation:
    """A program without whole columns, solved once: plan, duals, basis and what certifies the neighbours."""

    def __init__(self, matrix: Matrix) -> None:
        self.matrix = replace(matrix, whole=np.zeros(len(matrix.cost), dtype=bool))
        self.scaled = scale(self.matrix)
        highs, answer = begin(self.scaled.matrix)
        if answer.x is None:
            raise SolverTrouble("regret: the relaxation has no plan")
        self.basis = highs.getBasis()
        x, y, _ = refine(highs, self.scaled.matrix, answer.x, answer.y)
        self.x, self.y = self.scaled.primal(x), self.scaled.dual(y)
        self.prover = Prover(self.matrix, self.x, self.y)


class Live:
    """One HiGHS instance that answers questions about a relaxation, each from the same basis; one a thread."""

    def __init__(self, relaxation: Relaxation) -> None:
        self._base = relaxation
        self._highs = load(relaxation.scaled.matrix, UNPRESOLVED)
        resume(self._highs, relaxation.basis)
        self._basic = basic_columns(self._highs)
        self._place = np.flatnonzero(self._basic >= 0)
        self._is_basic = np.zeros(len(relaxation.x), dtype=bool)
        self._is_basic[self._basic[self._place]] = True

    def settle(self, question: Question) -> Found | None:
        """Return the optimum if the base's basis stays optimal; ask before the first `solve`, which loses the basis."""
        base, column = self._base, question.column
        x = base.x
        if not question.lower <= x[column] <= question.upper:
            if self._is_basic[column]:
                return None
            x = self._moved(column, question.lower)
        found = Found(x, base.y, base.prover.prove(question, x, base.y))
        return found if found.proof.sharp else None

    def _moved(self, column: int, to: float) -> Array:
        """Return the plan on the same basis with a nonbasic column at another value."""
        base = self._base
        x, size = base.x.copy(), base.scaled.column
        fall = direction(self._highs, column)[self._place]
        basic = self._basic[self._place]
        x[basic] -= fall * size[basic] * ((to - x[column]) / size[column])
        x[column] = to
        return x

    def solve(self, question: Question) -> Found | None:
        """Return the optimum by a hot start, by a cold one where that cannot be proved; None: proved impossible."""
        answer, refutation = self._hot(question)
        if answer is not None and answer.x is not None and answer.stop is Stop.PROVED_BEST:
            x, y = self._base.scaled.primal(answer.x), self._base.scaled.dual(answer.y)
            found = Found(x, y, self._base.prover.prove(question, x, y))
            if found.proof.sharp:
                return found
        if refutation is not None and self._refuted(question, refutation):
            return None
        return self._cold(question)

    def _hot(self, question: Question) -> tuple[Answer | None, Array | None]:
        """Return the solver's answer from the base's basis, and the multipliers if it says impossible."""
        column, scaled = np.array([question.column]), self._base.scaled
        size = scaled.column[column]
        set_bounds(self._highs, column, question.lower / size, question.upper / size)
        try:
            answer = resume(self._highs, self._base.basis)
            return answer, ray(self._highs) if answer.stop is Stop.PROVED_IMPOSSIBLE else None
        except SolverTrouble:
            return None, None
        finally:
            set_bounds(self._highs, column, scaled.matrix.lower[column], scaled.matrix.upper[column])

    def _refuted(self, question: Question, refutation: Array) -> bool:
        """Return whether the multipliers prove that no plan exists: weak duality with nothing to pay."""
        matrix = question.of(replace(self._base.matrix, cost=np.zeros_like(self._base.matrix.cost)))
        for y in (refutation * self._base.scaled.row, -refutation * self._base.scaled.row):
            found = certify(matrix, np.zeros(matrix.shape[1]), y)
            if found.stray <= TOLERANCE and found.dual > TOLERANCE * found.size:
                return True
        return False

    def _cold(self, question: Question) -> Found | None:
        matrix = question.of(self._base.matrix)
        solution = stage.solve(matrix)
        if solution.outcome.stop is Stop.PROVED_IMPOSSIBLE:
            return None
        if not solution.outcome.proved:
            raise SolverTrouble("regret: a changed program could not be proved")
        x, y = solution.x, -solution.marginal
        return Found(x, y, self._base.prover.prove(question, x, y))
