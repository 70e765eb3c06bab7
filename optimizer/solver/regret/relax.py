"""The linear relaxation under one changed column (松弛): on the same basis, by a hot start, or cold.

Every answer carries its own certificate: hot starts are known to go wrong, and an answer that the arrays do not
prove is solved again from scratch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from threading import Lock
from typing import Any

import numpy as np

from optimizer.domain.outcome import Stop
from optimizer.errors import SolverTrouble
from optimizer.solver import stage
from optimizer.solver.certificate import TOLERANCE, certify
from optimizer.solver.highs import UNPRESOLVED, Place, basis_places, begin, load, ray, resume, set_bounds
from optimizer.solver.matrix import Array, Matrix
from optimizer.solver.refine import refine
from optimizer.solver.regret.proof import Found, Prover, Question
from optimizer.solver.regret.shared import BLOCK, Shared
from optimizer.solver.scaling import scale

SHARES, ROWS, MANY = (16, 96), 1500, 8
"""Near columns of a group, in turn; the most rows a tableau may have; the fewest questions worth one."""
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
        self.basis, places = highs.getBasis(), np.array(basis_places(highs))
        x, y, _ = refine(highs, self.scaled.matrix, answer.x, answer.y)
        self.x, self.y = self.scaled.primal(x), self.scaled.dual(y)
        self._snap(places[: len(self.x)])
        self.prover = Prover(self.matrix, self.x, self.y)
        self._basic, self._lock = np.flatnonzero(places == Place.BASIC), Lock()
        self._shared: dict[int, Shared] = {}


    def _snap(self, places: Array) -> None:
        """Put the nonbasic columns exactly where they stand."""
        for place, bound in ((Place.LOWER, self.matrix.lower), (Place.UPPER, self.matrix.upper)):
            self.x[places == place] = bound[places == place]

    @property
    def shares(self) -> tuple[int, ...]:
        """Near columns of a group to walk with, few first; none where there are too many rows for a tableau."""
        return SHARES if self.matrix.shape[0] <= ROWS else ()

    def shared(self, share: int) -> Shared:
        """Return what walks with that many near columns share; made when first asked for."""
        with self._lock:
            if share not in self._shared:
                self._shared[share] = Shared(self.matrix, self.scaled, self.prover, self._basic, share)
            return self._shared[share]

    def plan(self, found: Found) -> Array:
        """Return all columns of an optimum."""
        x = self.x.copy()
        x[found.columns] = found.values
        return x

    def reduced(self, found: Found) -> Array:
        """Return the reduced costs of an optimum."""
        matrix = self.matrix
        pull = np.bincount(matrix.index, matrix.value * found.y[matrix.row_of], matrix.shape[1])
        return np.asarray(matrix.cost - pull)


class HotStart:
    """Answers questions about a relaxation, each from the same basis; one a thread."""

    def __init__(self, relaxation: Relaxation) -> None:
        self._base = relaxation

    @cached_property
    def _highs(self) -> Any:
        return load(self._base.scaled.matrix, UNPRESOLVED)

    def answers(self, questions: Sequence[Question]) -> Iterator[tuple[int, Answered]]:
        """Yield the place and the answer of every question once: by walks where there are many, then by hot starts."""
        left = list(range(len(questions)))
        forced = [n for n in left if questions[n].lower == questions[n].upper]
        for share in self._base.shares if len(forced) >= MANY else ():
            shared = self._base.shared(share)
            for at in range(0, len(forced), BLOCK):
                places = forced[at : at + BLOCK]
                for n, found in zip(places, shared.answers([questions[n] for n in places]), strict=True):
                    if found is not None:
                        left.remove(n)
                        yield n, found
            forced = [n for n in forced if n in left]
        block = self._base.prover.block
        for at in range(0, len(left), block):
            places = left[at : at + block]
            yield from zip(places, self._solve([questions[n] for n in places]), strict=True)

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
                answers.append(proofs.found(n, question, base.x) if proofs.sharp[n] else self._cold(question))
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
        return self._base.prover.prove([question], solution.x[None], -solution.marginal[None]).found(
            0, question, self._base.x
        )
