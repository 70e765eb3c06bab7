"""Probes (试探): does a plan exist when only some of the levers hold? Asked quickly many times, and surely at the end.

In shares: the relaxation on one live instance, hot from probe to probe. Quickly: whole approvals, the solver's word.
Surely: a plan with a certificate, or a proof that there is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np

from optimizer.domain.outcome import Stop
from optimizer.errors import SolverTrouble
from optimizer.solver.highs import Answer, attempt, change, load, run
from optimizer.solver.infeasible.breach import core
from optimizer.solver.infeasible.levers import Lever, freed
from optimizer.solver.matrix import Array, Matrix
from optimizer.solver.scaling import scale
from optimizer.solver.stage import solve


class Prober:
    """Says whether a plan exists under some of the levers, given by position."""

    def __init__(self, matrix: Matrix, levers: Sequence[Lever]) -> None:
        self._levers = levers
        self._matrix = replace(matrix, cost=np.zeros_like(matrix.cost))
        scaled = scale(freed(self._matrix, [lever for lever in levers if lever.row < 0], np.ones(matrix.shape[1])))
        lower, upper = matrix.lower / scaled.column, matrix.upper / scaled.column
        self._scaled = replace(scaled.matrix, lower=lower, upper=upper)
        self._open_top = 1.0 / scaled.column
        self._sure: dict[frozenset[int], bool] = {}

    def in_shares(self, kept: Sequence[int]) -> bool:
        """Return whether a plan exists when every project may be approved in part; the solver's word."""
        matrix = freed(self._scaled, self._off(kept), self._open_top)
        try:
            change(self._live, matrix.cost, matrix.lower, matrix.upper, matrix.row_lower, matrix.row_upper)
            answer = run(self._live)
        except SolverTrouble:
            answer = attempt(replace(matrix, whole=np.zeros_like(matrix.whole)))
        return _word(answer)

    def core(self, kept: Sequence[int]) -> list[int]:
        """Return the part of the levers that the proof of impossibility needs; all of them where there is none."""
        matrix = freed(self._matrix, self._off(kept), np.ones(self._matrix.shape[1]))
        needed = core(matrix, [self._levers[j] for j in kept])
        found = list(kept) if needed is None else [kept[n] for n in needed]
        return list(kept) if self.in_shares(found) else found

    def quickly(self, kept: Sequence[int]) -> bool:
        """Return whether a plan exists, whole approvals included; the solver's word."""
        return _word(attempt(freed(self._scaled, self._off(kept), self._open_top)))

    def surely(self, kept: Sequence[int]) -> bool:
        """Return whether a plan exists, by a certified plan or by a proof of our own; asked again, it is remembered."""
        asked = frozenset(kept)
        if asked not in self._sure:
            self._sure[asked] = is_possible(freed(self._matrix, self._off(kept), np.ones(self._matrix.shape[1])))
        return self._sure[asked]

    def _off(self, kept: Sequence[int]) -> list[Lever]:
        held = set(kept)
        return [lever for j, lever in enumerate(self._levers) if j not in held]

    @cached_property
    def _live(self) -> Any:
        return load(replace(self._scaled, whole=np.zeros_like(self._scaled.whole)))


def is_possible(matrix: Matrix) -> bool:
    """Return whether a plan exists; SolverTrouble when neither a plan nor a proof is found."""
    return _any_plan(matrix) is not None


def plan_of(matrix: Matrix) -> Array | None:
    """Return the columns of some plan, certified; None where none is found: refuted or not."""
    try:
        return _any_plan(matrix)
    except SolverTrouble:
        return None


def holds(matrix: Matrix) -> bool:
    """Return whether a plan is found and certified; what can be neither met nor refuted does not count as one."""
    return plan_of(matrix) is not None


def _any_plan(matrix: Matrix) -> Array | None:
    solution = solve(replace(matrix, cost=np.zeros_like(matrix.cost)))
    if not solution.outcome.ok and solution.outcome.stop is not Stop.PROVED_IMPOSSIBLE:
        raise SolverTrouble(f"probe: {solution.outcome.stop}")
    return solution.x if solution.outcome.ok else None


def _word(answer: Answer) -> bool:
    if answer.stop not in (Stop.PROVED_BEST, Stop.PROVED_IMPOSSIBLE):
        raise SolverTrouble(f"probe: {answer.stop}")
    return answer.stop is Stop.PROVED_BEST
