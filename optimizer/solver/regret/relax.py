"""The linear relaxation under one changed column (松弛): on the same basis, by a hot start, or cold.

Every answer carries its own certificate: hot starts are known to go wrong, and an answer that the arrays do not
prove is solved again from scratch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, partial
from threading import Lock

import numpy as np

from optimizer.domain.outcome import Stop
from optimizer.errors import SolverTrouble
from optimizer.solver import stage
from optimizer.solver.highs import Place, basis_of, basis_places
from optimizer.solver.infeasible.impossible import refutation
from optimizer.solver.matrix import Array, Matrix
from optimizer.solver.refine import refine
from optimizer.solver.regret.hot import Hot, Refuted, refuted
from optimizer.solver.regret.piece import Pieces
from optimizer.solver.regret.proof import Found, Prover, Question
from optimizer.solver.regret.shared import Shared, inverse_of
from optimizer.solver.scaling import scale
from optimizer.solver.sifting.hot import begin

SHARES, ROWS, MANY = (16, 96), 1500, 8
"""Near columns of a group, in turn; the most rows a tableau may have; the fewest questions worth one."""
Known = tuple[Array, Array, Array]
"""Columns (nonbasic ones exactly at their bounds), row duals and where every column, then every row, stands."""
Answered = Found | Refuted | SolverTrouble
"""An optimum, the proof that there is no plan, or an error where nothing could be proved."""
Way = Callable[[Sequence[Question]], list[Found | Refuted | None]]
"""How many questions are answered together; None where that proves nothing."""


class Relaxation:
    """A program without whole columns, solved once: plan, duals, basis and what certifies the neighbours."""

    def __init__(self, matrix: Matrix, known: Known | None = None) -> None:
        """known: the optimum, where another process has it."""
        self.matrix = replace(matrix, whole=np.zeros(len(matrix.cost), dtype=bool))
        self.scaled = scale(self.matrix)
        self.x, self.y, self._places = known or self._solved()
        self.basis = basis_of(self._places[: len(self.x)], self._places[len(self.x) :])
        self.prover = Prover(self.matrix, self.x, self.y)
        self._lock = Lock()
        self._shared: dict[int, Shared] = {}

    @property
    def known(self) -> Known:
        """The optimum for another process: arrays that can be sent."""
        return self.x, self.y, self._places

    def _solved(self) -> Known:
        highs, answer = begin(self.scaled.matrix)
        if answer.x is None:
            raise SolverTrouble("regret: the relaxation has no plan")
        places = np.array(basis_places(highs))
        x, y, _ = refine(highs, self.scaled.matrix, answer.x, answer.y)
        x, own = self.scaled.primal(x), places[: len(x)]
        for place, bound in ((Place.LOWER, self.matrix.lower), (Place.UPPER, self.matrix.upper)):
            x[own == place] = bound[own == place]
        return x, self.scaled.dual(y), places

    @property
    def ways(self) -> tuple[Way, ...]:
        """How to answer many questions: walks, few near columns first, or pieces where the rows are too many."""
        if self.matrix.shape[0] <= ROWS:
            return tuple(partial(self._walk, share) for share in SHARES)
        return (self.pieces.answers,) if self.pieces.blocks.small else ()

    def _walk(self, share: int, questions: Sequence[Question]) -> list[Found | Refuted | None]:
        return self.shared(share).answers(questions)

    def shared(self, share: int) -> Shared:
        """Return what walks with that many near columns of a group share; made when first asked for."""
        with self._lock:
            if share not in self._shared:
                self._shared[share] = Shared(
                    self.matrix, self.scaled, self.prover, self._basic, self._inverse, share
                )
            return self._shared[share]

    @cached_property
    def _basic(self) -> Array:
        """The basic variables, columns first, then rows."""
        return np.flatnonzero(self._places == Place.BASIC)

    @cached_property
    def _inverse(self) -> Array:
        return inverse_of(self.scaled.matrix, self._basic)

    @cached_property
    def pieces(self) -> Pieces:
        """The blocks of the program, made when first asked for."""
        return Pieces(self.matrix, self.scaled, self.prover, self._places)

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
        self._hot = Hot(relaxation.matrix, relaxation.scaled, relaxation.basis, relaxation.prover)

    def answers(self, questions: Sequence[Question]) -> Iterator[tuple[int, Answered]]:
        """Yield the place and the answer of every question once: many by walks or in pieces, the rest by hot starts."""
        left = list(range(len(questions)))
        for way in self._base.ways if len(questions) >= MANY else ():
            asked, left = left, []
            for n, found in zip(asked, way([questions[n] for n in asked]), strict=True):
                if found is None:
                    left.append(n)
                else:
                    yield n, found
        block = self._base.prover.block
        for at in range(0, len(left), block):
            places = left[at : at + block]
            yield from zip(places, self._solve([questions[n] for n in places]), strict=True)

    def _solve(self, questions: Sequence[Question]) -> list[Answered]:
        """Return the optima by hot starts, or cold where one cannot be proved."""
        base = self._base
        proofs, multipliers = self._hot.solve(questions)
        found = proofs.answers(questions, base.x)
        answers: list[Answered] = []
        for n, question in enumerate(questions):
            given = multipliers[n]
            if given is not None:
                answers.append(refuted(given, base.scaled.row))
            else:
                answers.append(found[n] if proofs.sharp[n] else self._cold(question))
        return answers
    def _cold(self, question: Question) -> Answered:
        try:
            solution = stage.solve(question.of(self._base.matrix))
        except SolverTrouble as trouble:
            return trouble
        if solution.outcome.stop is Stop.PROVED_IMPOSSIBLE:
            multipliers = refutation(question.of(self._base.matrix))
            assert multipliers is not None, "it was proved by them"
            return refuted(multipliers, self._base.scaled.row)
        if not solution.outcome.proved:
            return SolverTrouble("regret: a changed program could not be proved")
        proofs = self._base.prover.prove([question], solution.x[None], -solution.marginal[None])
        return proofs.answers([question], self._base.x)[0]
