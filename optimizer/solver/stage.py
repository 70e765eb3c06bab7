"""Stage 1 (第一阶段): the proved optimum of the program, whole approvals included.

The whole columns come from HiGHS with zero gaps; with them fixed the rest is a linear program, solved again,
refined and certified from the unscaled arrays. A whole choice that only the solver's tolerance let through is cut off
and the search goes on. With many whole columns optimizer/solver/whole searches in HiGHS's place.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from optimizer.domain.outcome import Hold, Outcome, Stop
from optimizer.errors import SolverTrouble
from optimizer.solver.bound import bound_below
from optimizer.solver.certificate import TOLERANCE, Certificate
from optimizer.solver.highs import Progress, Stopped, attempt
from optimizer.solver.infeasible.impossible import eased, prove_impossible
from optimizer.solver.matrix import Array, Matrix
from optimizer.solver.scaling import Scaled, scale
from optimizer.solver.settle import Found, settle
from optimizer.solver.whole.search import Searched, applies, search
from optimizer.solver.whole.watch import Watch

CUTS = 50
MAGNIFY = 2.0**16


@dataclass(frozen=True, eq=False)
class Solution:
    """What stage 1 found (解): outcome, columns, marginal value of each row (亿元 per unit of its limit), proof."""

    outcome: Outcome
    x: Array
    marginal: Array
    certificate: Certificate | None


def solve(
    matrix: Matrix, time_limit: float | None = None, progress: Progress | None = None, gap: float = 0.0,
    start: Array | None = None, options: dict[str, Any] | None = None,
) -> Solution:  # fmt: skip
    """Solve the program to a proof; with a time limit (seconds) the best plan in hand may stay unproved.

    gap: relative to the objective, proved, with which a search for whole approvals may end; start: columns of a plan
    that may fit, for large searches to begin with; options: how whole columns are searched (highs.py, LEAN).
    """
    began = time.monotonic()
    if not matrix.whole.any():
        stopped = None if progress is None else _asked(progress, began)
        stop, found = settle(matrix, np.zeros(0), time_limit, stopped)
        return nothing(matrix, stop) if found is None else conclude(stop, None, found)
    until = None if time_limit is None else began + time_limit
    work = matrix
    for _ in range(CUTS):
        scaled = scale(work)
        told = None if progress is None else _in_money(progress, scaled.objective, began)
        searched = _at_scale(matrix, scaled, Watch(until, told, gap), start)
        searched = searched or _direct(matrix, scaled, until, told, {"mip_rel_gap": gap} | (options or {}))
        if searched.whole is None:
            return nothing(work, searched.stop)
        found = searched.found or settle(matrix, searched.whole, None)[1]
        if found is not None:
            found = decide_small(matrix, searched.whole, found)
            solution = conclude(searched.stop, -searched.bound / scaled.objective, found)
            if searched.stop is Stop.PROVED_BEST and not _within(solution, gap):
                solution = prove_best(matrix, solution, found)
            return _named(solution, gap)
        work = _cut(work, searched.whole)
    raise SolverTrouble("no whole plan survives exact arithmetic")


def _at_scale(matrix: Matrix, scaled: Scaled, watch: Watch, start: Array | None) -> Searched | None:
    """Search with windows and priced regions; None where the program is small, or where this way founders."""
    if not applies(scaled.matrix):
        return None
    try:
        return search(matrix, scaled, watch, start)
    except SolverTrouble:
        return None


def _direct(
    matrix: Matrix, scaled: Scaled, until: float | None, told: Progress | None, options: dict[str, Any]
) -> Searched:  # fmt: skip
    """Search with HiGHS alone."""
    answer = attempt(scaled.matrix, _left(until), told, options)
    if answer.stop is Stop.PROVED_IMPOSSIBLE:
        answer = attempt(eased(scaled.matrix), _left(until), told, options)
    whole = None if answer.x is None else np.round(scaled.primal(answer.x)[matrix.whole])
    return Searched(answer.stop, whole, None, answer.bound)


def _left(until: float | None) -> float | None:
    return None if until is None else max(until - time.monotonic(), 0.0)


def _within(solution: Solution, gap: float) -> bool:
    """Return whether the plan in hand is proved, or as near to the best as was asked for."""
    outcome = solution.outcome
    return outcome.proved or outcome.gap <= gap * abs(outcome.objective)


def _named(solution: Solution, gap: float) -> Solution:
    """Say so where the search ended because the gap that was asked for is proved."""
    outcome = solution.outcome
    if outcome.stop is not Stop.UNPROVED or not _within(solution, gap):
        return solution
    return replace(solution, outcome=replace(outcome, stop=Stop.WITHIN_GAP))


def _in_money(progress: Progress, scale_: float, began: float) -> Progress:
    """Return what turns the news of the scaled minimisation into seconds since the start and 亿元."""
    return lambda _, best, bound: progress(time.monotonic() - began, -best / scale_, -bound / scale_)


def _asked(progress: Progress, began: float) -> Stopped:
    """Return what asks the listener of a linear program, which has neither a plan nor a bound before its end."""
    return lambda: bool(progress(time.monotonic() - began, -np.inf, np.inf))


def decide_small(matrix: Matrix, whole: Array, found: Found) -> Found:
    """Decide again, with the objective magnified, the choices whose worth is lost in the solver's tolerance.

    Beside a league a billion times larger a choice may be worth less than what the search can see.
    """
    columns = np.flatnonzero(matrix.whole)
    scaled = scale(matrix)
    worth = np.abs(matrix.cost[columns]) * scaled.objective
    seen = (worth == 0) | (worth >= 1.0 / MAGNIFY)
    if seen.all():
        return found
    lower, upper = matrix.lower.copy(), matrix.upper.copy()
    lower[columns[seen]] = upper[columns[seen]] = whole[seen]
    fixed = scale(replace(matrix, lower=lower, upper=upper))
    answer = attempt(replace(fixed.matrix, cost=fixed.matrix.cost * MAGNIFY))
    if answer.x is None:
        return found
    _, again = settle(matrix, np.round(fixed.primal(answer.x)[columns]), None)
    return again if again is not None and again[2].primal < found[2].primal else found


def prove_best(matrix: Matrix, solution: Solution, found: Found) -> Solution:
    """Prove with a bound of our own what the search called best with a bound too coarse to say so."""
    while not solution.outcome.proved and found[2].ok:
        primal = found[2].primal
        proved = bound_below(matrix, primal, TOLERANCE * max(found[2].size, abs(primal)))
        again = None if proved.better is None else settle(matrix, proved.better, None)[1]
        if again is None or again[2].primal >= primal:
            return conclude(Stop.PROVED_BEST, -proved.bound, found) if np.isfinite(proved.bound) else solution
        found = again
        solution = conclude(Stop.PROVED_BEST, solution.outcome.bound, found)
    return solution


def nothing(matrix: Matrix, stop: Stop) -> Solution:
    """Return the word that nothing is in hand; impossible only with a proof of our own."""
    if stop is Stop.PROVED_IMPOSSIBLE and not prove_impossible(matrix):
        raise SolverTrouble("the solver's impossibility fails our proof")
    return _none(stop)


def _none(stop: Stop) -> Solution:
    return Solution(Outcome(stop, Hold.NONE), np.zeros(0), np.zeros(0), None)


def conclude(stop: Stop, bound: float | None, found: Found) -> Solution:
    """Judge what is in hand: best only with a certificate and a bound that meets it."""
    x, y, proof = found
    objective = -proof.primal
    best = (-proof.dual if proof.stray <= TOLERANCE else np.inf) if bound is None else max(bound, objective)
    met = proof.ok and best - objective <= TOLERANCE * max(proof.size, abs(objective))
    if stop is Stop.PROVED_BEST:
        outcome = Outcome(stop if met else Stop.UNPROVED, Hold.BEST if met else Hold.FEASIBLE, objective, best)
    else:
        outcome = Outcome(stop, Hold.FEASIBLE, objective, best)
    return Solution(outcome, x, -y, proof)


def _cut(matrix: Matrix, whole: Array) -> Matrix:
    """Forbid one whole choice: Σ_{y=1} (1 − y) + Σ_{y=0} y ≥ 1."""
    columns = np.flatnonzero(matrix.whole)
    sign = np.where(whole > 0.5, 1.0, -1.0)
    return replace(
        matrix,
        start=np.append(matrix.start, matrix.start[-1] + len(columns)),
        index=np.concatenate([matrix.index, columns]),
        value=np.concatenate([matrix.value, sign]),
        row_lower=np.append(matrix.row_lower, -np.inf),
        row_upper=np.append(matrix.row_upper, (whole > 0.5).sum() - 1.0),
    )
