"""Settling (落定): with the whole columns fixed the rest is a linear program, solved, refined and certified."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import numpy as np

from optimizer.domain.outcome import Stop
from optimizer.errors import SolverTrouble
from optimizer.solver.certificate import Certificate, certify
from optimizer.solver.highs import UNPRESOLVED, Answer, Stopped, load, run
from optimizer.solver.infeasible.impossible import eased, prove_impossible
from optimizer.solver.matrix import Array, Matrix
from optimizer.solver.refine import refine
from optimizer.solver.scaling import scale
from optimizer.solver.sifting.certified import settle_large

ATTEMPTS: tuple[tuple[float, dict[str, Any] | None], ...] = (
    (0.0, None), (0.0, UNPRESOLVED), (2.0**-7, None), (2.0**-3, None), (2.0**-3, UNPRESOLVED),
)  # fmt: skip
"""Room given (parts of the tolerance) and options of one run after the other, until a certificate holds."""
Found = tuple[Array, Array, Certificate]
"""Columns, row duals and what they prove."""


def settle(
    matrix: Matrix, whole: Array, time_limit: float | None, stopped: Stopped | None = None
) -> tuple[Stop, Found | None]:
    """Fix the whole columns and solve the rest; nothing found only when it is proved that there is nothing."""
    stop, found = best_of(fix(matrix, whole), time_limit, stopped)
    if stop is None:
        raise SolverTrouble("neither a plan nor its impossibility can be certified")
    return stop, found


def fix(matrix: Matrix, whole: Array) -> Matrix:
    """Return the linear program that a whole choice leaves."""
    lower, upper = matrix.lower.copy(), matrix.upper.copy()
    lower[matrix.whole] = upper[matrix.whole] = whole
    return replace(matrix, lower=lower, upper=upper, whole=np.zeros(len(matrix.cost), dtype=bool))


def best_of(
    fixed: Matrix, time_limit: float | None, stopped: Stopped | None = None
) -> tuple[Stop | None, Found | None]:
    """Return the certified optimum of a linear program and why the search stopped; None: nothing can be certified.

    Presolve may go wrong where coefficients differ by 1e12; what it breaks is solved again without it. A run that ends
    without a word settles nothing: the proof of impossibility speaks for itself. What is impossible only by less than
    our own tolerance is solved with that much room; the certificate judges it by the limits as they are.
    """
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
    return None, None


def _word(highs: Any, time_limit: float | None, stopped: Stopped | None) -> Answer | None:
    """Return what one run says; None when it ends without a word."""
    try:
        return run(highs, time_limit, stopped=stopped)
    except SolverTrouble:
        return None
