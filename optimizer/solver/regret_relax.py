"""The linear relaxation under one changed column (松弛): on the same basis, by a hot start, or cold.

Every answer carries its own certificate: hot starts are known to go wrong, and an answer that the arrays do not
prove is solved again from scratch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from optimizer.domain.outcome import Stop
from optimizer.errors import SolverTrouble
from optimizer.solver import stage
from optimizer.solver.certificate import TOLERANCE, certify
from optimizer.solver.highs import UNPRESOLVED, basic_columns, begin, direction, load, ray, resume, set_bounds
from optimizer.solver.matrix import Array, Matrix
from optimizer.solver.refine import refine
from optimizer.solver.regret_proof import Found, Prover, Question
from optimizer.solver.scaling import scale

Answered = Found | SolverTrouble | None
"""An optimum; None: proved impossible; an error where nothing could be proved."""


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


class HotStart:
    """One HiGHS instance that answers questions about a relaxation, each from the same basis; one a thread."""

    def __init__(self, relaxation: Relaxation) -> None:
        self._base = relaxation
        self._highs = load(relaxation.scaled.matrix, UNPRESOLVED)
        resume(self._highs, relaxation.basis)
        self._basic = basic_columns(self._highs)

    def answers(self, questions: Sequence[Question]) -> Iterator[tuple[int, Answered]]:
        """Yield the place and the answer of every question once, those first that need no pivot."""
        block, left = self._base.prover.block, []
        for at in range(0, len(questions), block):
            for n, found in enumerate(self._settle(questions[at : at + block]), start=at):
                if found is None:
                    left.append(n)
                else:
                    yield n, found
        for at in range(0, len(left), block):
            places = left[at : at + block]
            yield from zip(places, self._solve([questions[n] for n in places]), strict=True)

    def _settle(self, questions: Sequence[Question]) -> list[Found | None]:
        """Return the optima for which the base's basis stays optimal; before `_solve`, which loses the basis."""
        base = self._base
        x = np.stack([self._moved(question) for question in questions])
        proofs = base.prover.prove(questions, x, np.repeat(base.y[None], len(questions), axis=0))
        return [proofs.found(n) if sharp else None for n, sharp in enumerate(proofs.sharp)]

    def _moved(self, question: Question) -> Array:
        """Return the plan on the same basis with the column moved into its bounds (as it is where it is basic)."""
        base, column, basic = self._base, question.column, self._basic
        x, size = base.x.copy(), base.scaled.column
        to = min(max(x[column], question.lower), question.upper)
        if to != x[column] and not (basic == column).any():
            held = basic >= 0
            fall = direction(self._highs, column)[held]
            x[basic[held]] -= fall * size[basic[held]] * ((to - x[column]) / size[column])
            x[column] = to
        return x

    def _solve(self, questions: Sequence[Question]) -> list[Answered]:
        """Return the optima by hot starts, or cold where one cannot be proved."""
        base = self._base
        x, y = np.tile(base.x, (len(questions), 1)), np.tile(base.y, (len(questions), 1))
        refuted = [self._hot(question, x[n], y[n]) for n, question in enumerate(questions)]
        proofs = base.prover.prove(questions, x, y)
        answers: list[Answered] = []
        for n, question in enumerate(questions):
            if refuted[n]:
                answers.append(None)
            else:
                answers.append(proofs.found(n) if proofs.sharp[n] else self._cold(question))
        return answers

    def _hot(self, question: Question, x: Array, y: Array) -> bool:
        """Solve from the base's basis into x and y; True when there is a proof that no plan exists."""
        column, scaled = np.array([question.column]), self._base.scaled
        size = scaled.column[column]
        set_bounds(self._highs, column, question.lower / size, question.upper / size)
        try:
            answer = resume(self._highs, self._base.basis)
            if answer.stop is Stop.PROVED_BEST and answer.x is not None:
                x[:], y[:] = scaled.primal(answer.x), scaled.dual(answer.y)
            return answer.stop is Stop.PROVED_IMPOSSIBLE and self._refuted(question, ray(self._highs))
        except SolverTrouble:
            return False
        finally:
            set_bounds(self._highs, column, scaled.matrix.lower[column], scaled.matrix.upper[column])

    def _refuted(self, question: Question, multipliers: Array | None) -> bool:
        """Return whether the multipliers prove that no plan exists: weak duality with nothing to pay."""
        if multipliers is None:
            return False
        matrix = question.of(replace(self._base.matrix, cost=np.zeros_like(self._base.matrix.cost)))
        for y in (multipliers * self._base.scaled.row, -multipliers * self._base.scaled.row):
            found = certify(matrix, np.zeros(matrix.shape[1]), y)
            if found.stray <= TOLERANCE and found.dual > TOLERANCE * found.size:
                return True
        return False

    def _cold(self, question: Question) -> Answered:
        try:
            solution = stage.solve(question.of(self._base.matrix))
        except SolverTrouble as trouble:
            return trouble
        if solution.outcome.stop is Stop.PROVED_IMPOSSIBLE:
            return None
        if not solution.outcome.proved:
            return SolverTrouble("regret: a changed program could not be proved")
        return self._base.prover.prove([question], solution.x[None], -solution.marginal[None]).found(0)
