"""A live program (实时求解): one HiGHS model kept alive; what changes is patched, the next answer starts hot.

Every answer carries its own certificate from the arrays; one that fails is solved again from scratch, because HiGHS has
open reports of wrong optima after hot starts. With whole approvals the linear relaxation is the quick answer and the
exact one is a search that starts from the plan in hand. A plan proved best of a wider choice is the best of a narrower
one that still allows it: what was decided and taken back, or only confirms the plan, is not searched for again.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from optimizer.domain.outcome import Stop
from optimizer.errors import SolverTrouble
from optimizer.solver.certificate import certify
from optimizer.solver.highs import Answer, change, load, patch, run
from optimizer.solver.matrix import Array, Matrix
from optimizer.solver.refine import refine
from optimizer.solver.scaling import apply, scale
from optimizer.solver.settle import settle
from optimizer.solver.sifting.hot import loaded
from optimizer.solver.stage import Solution, conclude, decide_small, solve
from optimizer.solver.whole.search import applies

REMEMBERED = 16
"""Proved plans that a live program keeps."""


@dataclass(frozen=True, eq=False)
class Proved:
    """A plan proved best between bounds (已证方案)."""

    lower: Array
    upper: Array
    solution: Solution

    def answers(self, matrix: Matrix) -> bool:
        """Return whether the plan is the best of a program that differs in the bounds of whole columns alone."""
        plan = np.where(matrix.whole, np.round(self.solution.x), matrix.lower)
        narrower = (matrix.lower >= self.lower) & (matrix.upper <= self.upper)
        return bool((narrower & (plan >= matrix.lower) & (plan <= matrix.upper)).all())


class Live:
    """One program held by live solvers: a relaxed one, and a whole one where there are whole columns."""

    def __init__(self, matrix: Matrix) -> None:
        self._load(matrix)

    def _load(self, matrix: Matrix) -> None:
        self.matrix = matrix
        self._scaled = scale(matrix)
        self._relaxed = loaded(self._linear)
        self._search = load(self._scaled.matrix) if matrix.whole.any() else None
        self._plan: Array | None = None
        self._proved: deque[Proved] = deque(maxlen=REMEMBERED)

    @property
    def _linear(self) -> Matrix:
        return replace(self._scaled.matrix, whole=np.zeros(len(self.matrix.cost), dtype=bool))

    def become(self, matrix: Matrix) -> bool:
        """Take on a changed program; return True when it was patched, False when rows or columns are others."""
        if not _same_form(self.matrix, matrix):
            self._load(matrix)
            return False
        if not _same_but_whole(self.matrix, matrix):
            self._proved.clear()
        before = self._scaled
        self._scaled = apply(matrix, before.row, before.column, before.objective)
        self.matrix = matrix
        at = np.flatnonzero(self._scaled.matrix.value != before.matrix.value)
        for highs in filter(None, (self._relaxed, self._search)):
            patch(highs, self._scaled.matrix.row_of[at], matrix.index[at], self._scaled.matrix.value[at])
            self._restore(highs)
        return True

    def _restore(self, highs: Any) -> None:
        m = self._scaled.matrix
        change(highs, m.cost, m.lower, m.upper, m.row_lower, m.row_upper)

    def relax(self) -> Solution:
        """Return the exact answer of the linear relaxation, from the last basis (shares even of whole projects)."""
        loose = replace(self.matrix, whole=np.zeros(len(self.matrix.cost), dtype=bool))
        try:
            answer = run(self._relaxed)
            if answer.x is None or answer.stop is not Stop.PROVED_BEST:
                return solve(loose)
            x, y, _ = refine(self._relaxed, self._linear, answer.x, answer.y)
        except SolverTrouble:
            return solve(loose)
        finally:
            self._restore(self._relaxed)
        x, y = self._scaled.primal(x), self._scaled.dual(y)
        proof = certify(loose, x, y)
        return conclude(Stop.PROVED_BEST, None, (x, y, proof)) if proof.ok else solve(loose)

    def solve(self) -> Solution:
        """Return the exact answer, whole approvals included."""
        if self._search is None:
            return self.relax()
        known = next((proved.solution for proved in self._proved if proved.answers(self.matrix)), None)
        found = known or self._searched(self._search)
        if found.outcome.proved:
            self._plan = found.x
        if found.outcome.proved and known is None:
            self._proved.appendleft(Proved(self.matrix.lower, self.matrix.upper, found))
        return found

    def _searched(self, search: Any) -> Solution:
        if applies(self.matrix):
            return solve(self.matrix, start=self._plan)
        try:
            answer = run(search, start=None if self._plan is None else self._plan / self._scaled.column)
        except SolverTrouble:
            return solve(self.matrix)
        found = self._exact(answer) if answer.x is not None and answer.stop is Stop.PROVED_BEST else None
        return found if found is not None and found.outcome.proved else solve(self.matrix)

    def _exact(self, answer: Answer) -> Solution | None:
        """Settle a whole choice exactly."""
        assert answer.x is not None
        whole = np.round(self._scaled.primal(answer.x)[self.matrix.whole])
        _, found = settle(self.matrix, whole, None)
        if found is None:
            return None
        found = decide_small(self.matrix, whole, found)
        return conclude(answer.stop, -answer.bound / self._scaled.objective, found)


def _same_form(one: Matrix, other: Matrix) -> bool:
    """Return whether two programs have the same rows, columns and places of coefficients."""
    return (
        (one.rows is other.rows or one.rows == other.rows)
        and np.array_equal(one.whole, other.whole)
        and np.array_equal(one.start, other.start)
        and np.array_equal(one.index, other.index)
    )


def _same_but_whole(one: Matrix, other: Matrix) -> bool:
    """Return whether two programs of one form differ in the bounds of whole columns at most."""
    rest = ~one.whole
    return (
        np.array_equal(one.cost, other.cost)
        and np.array_equal(one.value, other.value)
        and np.array_equal(one.row_lower, other.row_lower)
        and np.array_equal(one.row_upper, other.row_upper)
        and np.array_equal(one.lower[rest], other.lower[rest])
        and np.array_equal(one.upper[rest], other.upper[rest])
    )
