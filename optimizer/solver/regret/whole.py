"""Whole approvals under one changed column (整体审批): a rigorous interval from the relaxation, exact on request.

Above: the relaxation's certified bound. Below: the best plan that rounding finds, its rows checked. Exact: columns
whose reduced cost alone costs more than the interval is wide are fixed where the relaxation has them, and the rest is
searched to a proof.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from optimizer.domain.outcome import Stop
from optimizer.errors import SolverTrouble
from optimizer.solver import stage
from optimizer.solver.certificate import TOLERANCE
from optimizer.solver.highs import UNPRESOLVED, begin, load, resume, set_bounds
from optimizer.solver.matrix import Array, Matrix
from optimizer.solver.regret.proof import Prover, Question
from optimizer.solver.scaling import scale


@dataclass(frozen=True, eq=False)
class Range:
    """What is known of the optimum of a changed program (亿元): least and most, and the plan that attains the least."""

    least: float
    most: float
    x: Array | None


class Choice:
    """A program with its whole columns fixed at a plan: basis and certificates for other choices of them."""

    def __init__(self, matrix: Matrix, x: Array) -> None:
        self.matrix, self.x = matrix, x
        self.columns = np.flatnonzero(matrix.whole)
        relaxed = replace(matrix, whole=np.zeros(len(x), dtype=bool))
        self.scaled = scale(relaxed)
        lower, upper = self.scaled.matrix.lower.copy(), self.scaled.matrix.upper.copy()
        lower[self.columns] = upper[self.columns] = x[self.columns] / self.scaled.column[self.columns]
        highs, _ = begin(replace(self.scaled.matrix, lower=lower, upper=upper))
        self.basis = highs.getBasis()
        self.prover = Prover(relaxed, x, np.zeros(matrix.shape[0]))


class Trial:
    """One HiGHS instance that looks for good choices of the whole columns; one a thread."""

    def __init__(self, choice: Choice) -> None:
        self._base = choice
        self._highs = load(choice.scaled.matrix, UNPRESOLVED)

    def bracket(self, question: Question, bound: float, relaxed: Array) -> Range:
        """Return the interval of the optimum under the question, from its relaxation's bound and plan.

        Two starts, the plan in hand and the relaxation rounded, both with the column changed: what does not fit is
        taken out, what then fits is let in, both by the relaxation rounded down.
        """
        best = Range(-np.inf, bound, None)
        changed, columns = question.of(self._base.matrix), self._base.columns
        lower, upper = changed.lower[columns], changed.upper[columns]
        for start in (self._base.x[columns], np.round(relaxed[columns])):
            smaller = self._rounded(question, lower, np.clip(start, lower, upper))
            larger = smaller if smaller is None else self._rounded(question, smaller, upper)
            x = larger if larger is None else self._solve(question, larger, larger)
            if x is not None and (value := -float(self._base.matrix.cost @ x)) > best.least:
                best = Range(value, best.most, x)
        return best

    def _rounded(self, question: Question, lower: Array, upper: Array) -> Array | None:
        """Return the whole columns of the best plan between these bounds, rounded down; None without a plan."""
        x = self._solve(question, lower, upper)
        return None if x is None else np.floor(x[self._base.columns] + TOLERANCE)

    def _solve(self, question: Question, lower: Array, upper: Array) -> Array | None:
        """Return the best plan with the whole columns, relaxed, between these bounds; None without a feasible one."""
        base, column = self._base, np.array([question.column])
        scaled = base.scaled
        self._set(column, np.array([question.lower]), np.array([question.upper]))
        self._set(base.columns, lower, upper)
        try:
            answer = resume(self._highs, base.basis)
        except SolverTrouble:
            return None
        finally:
            set_bounds(self._highs, column, scaled.matrix.lower[column], scaled.matrix.upper[column])
        if answer.stop is not Stop.PROVED_BEST or answer.x is None:
            return None
        x = scaled.primal(answer.x)
        x[base.columns] = np.clip(x[base.columns], lower, upper)
        proofs = base.prover.prove([question], x[None], np.zeros((1, base.matrix.shape[0])))
        return x if proofs.violation[0] <= TOLERANCE else None

    def _set(self, columns: Array, lower: Array, upper: Array) -> None:
        size = self._base.scaled.column[columns]
        set_bounds(self._highs, columns, lower / size, upper / size)


def settle_exactly(matrix: Matrix, question: Question, reduced: Array, size: float, known: Range) -> Range:
    """Return the optimum under the question, proved; `known` when the search ends without a proof.

    reduced, size: of the relaxation's optimum. A whole column is fixed where the relaxation has it when its reduced
    cost exceeds the width of the interval: no plan with the column elsewhere could beat the one in hand.
    """
    changed = question.of(matrix)
    spare = known.most - known.least + TOLERANCE * size
    fixed = matrix.whole & (np.abs(reduced) > spare)
    lower, upper = changed.lower.copy(), changed.upper.copy()
    lower[fixed & (reduced < 0)] = upper[fixed & (reduced < 0)]
    upper[fixed & (reduced > 0)] = lower[fixed & (reduced > 0)]
    solution = stage.solve(replace(changed, lower=lower, upper=upper), start=known.x)
    outcome = solution.outcome
    if outcome.stop is Stop.PROVED_IMPOSSIBLE:
        if fixed.any():
            raise SolverTrouble("regret: a plan in hand was called impossible")
        return Range(-np.inf, -np.inf, None)
    if not outcome.proved:
        return known
    return Range(outcome.objective, outcome.objective, solution.x)
