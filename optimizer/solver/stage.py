"""Stage 1 (第一阶段): the proved optimum of the program, whole approvals included.

The whole columns come from HiGHS with zero gaps; with them fixed the rest is a linear program, solved again,
refined and certified from the unscaled arrays. A whole choice that only the solver's tolerance let through is cut off
and the search goes on.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from optimizer.domain.outcome import Hold, Outcome, Stop
from optimizer.errors import SolverTrouble
from optimizer.solver.bound import bound_below
from optimizer.solver.certificate import TOLERANCE, Certificate, certify
from optimizer.solver.highs import UNPRESOLVED, Answer, Progress, Stopped, attempt, load, run
from optimizer.solver.infeasible.impossible import eased, prove_impossible
from optimizer.solver.matrix import Array, Matrix
from optimizer.solver.refine import refine
from optimizer.solver.scaling import scale
from optimizer.solver.sifting.certified import settle_large

CUTS = 50
MAGNIFY = 2.0**16
ATTEMPTS: tuple[tuple[float, dict[str, Any] | None], ...] = (
    (0.0, None), (0.0, UNPRESOLVED), (2.0**-7, None), (2.0**-3, None), (2.0**-3, UNPRESOLVED),
)  # fmt: skip
"""Room given (parts of the tolerance) and options of one run after the other, until a certificate holds."""
Found = tuple[Array, Array, Certificate]
"""Columns, row duals and what they prove."""


@dataclass(frozen=True, eq=False)
class Solution:
    """What stage 1 found (解): outcome, columns, marginal value of each row (亿元 per unit of its limit), proof."""

    outcome: Outcome
    x: Array
    marginal: Array
    certificate: Certificate | None


def solve(
    matrix: Matrix, time_limit: float | None = None, progress: Progress | None = None,
    search: dict[str, Any] | None = None,
) -> Solution:  # fmt: skip
    """Solve the program to a proof; with a time limit (seconds) the best plan in hand may stay unproved.

    search: how the whole columns are searched (optimizer/solver/highs.py, LEAN).
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
        left = None if until is None else max(until - time.monotonic(), 0.0)
        answer = attempt(scaled.matrix, left, told, search)
        if answer.stop is Stop.PROVED_IMPOSSIBLE:
            answer = attempt(eased(scaled.matrix), left, told, search)
        if answer.x is None:
            return nothing(work, answer.stop)
        whole = np.round(scaled.primal(answer.x)[work.whole])
        _, found = settle(matrix, whole, None)
        if found is not None:
            found = decide_small(matrix, whole, found)
            solution = conclude(answer.stop, -answer.bound / scaled.objective, found)
            return prove_best(matrix, solution, found) if answer.stop is Stop.PROVED_BEST else solution
        work = _cut(work, whole)
    raise SolverTrouble("no whole plan survives exact arithmetic")


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


def settle(
    matrix: Matrix, whole: Array, time_limit: float | None, stopped: Stopped | None = None
) -> tuple[Stop, Found | None]:
    """Fix the whole columns and solve the rest; nothing found only when it is proved that there is nothing.

    Presolve may go wrong where coefficients differ by 1e12; what it breaks is solved again without it. A run that ends
    without a word settles nothing: the proof of impossibility speaks for itself. What is impossible only by less than
    our own tolerance is solved with that much room; the certificate judges it by the limits as they are.
    """
    lower, upper = matrix.lower.copy(), matrix.upper.copy()
    lower[matrix.whole] = upper[matrix.whole] = whole
    fixed = replace(matrix, lower=lower, upper=upper, whole=np.zeros(len(matrix.cost), dtype=bool))
    until = None if time_limit is None else time.monotonic() + time_limit
    scaled, refuted = scale(fixed), None
    large = settle_large(fixed, scaled, time_limit)
    if large is not None:
        return large
    for part, options in ATTEMPTS:
        program = eased(scaled.matrix, part) if part else scaled.matrix
        highs = load(program, options)
        left = None if until is None else max(until - time.monotonic(), 0.0)
        answer = _word(highs, left, stopped)
        if answer is not None and answer.x is not None:
            x, y, _ = refine(highs, program, answer.x, answer.y)
            x, y = scaled.primal(x), scaled.dual(y)
            proof = certify(fixed, x, y)
            if proof.feasible:
                return answer.stop, (x, y, proof)
        elif answer is not None and answer.stop is not Stop.PROVED_IMPOSSIBLE:
            return answer.stop, None
        if refuted is None and (options or answer is None or answer.x is None):
            refuted = prove_impossible(fixed)
        if refuted:
            return Stop.PROVED_IMPOSSIBLE, None
    raise SolverTrouble("neither a plan nor its impossibility can be certified")


def _word(highs: Any, time_limit: float | None, stopped: Stopped | None) -> Answer | None:
    """Return what one run says; None when it ends without a word."""
    try:
        return run(highs, time_limit, stopped=stopped)
    except SolverTrouble:
        return None


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
