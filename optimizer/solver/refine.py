"""Iterative refinement (迭代精化): a linear solution brought below the solver's own tolerances.

The residuals are computed in extended precision, magnified, and solved for with the same matrix and basis; the
correction is added. One or two rounds turn 1e-9 into 1e-15 (Gleixner, Steffy, Wolter 2016).
"""

from __future__ import annotations

import highspy
import numpy as np

from optimizer.domain.outcome import Stop
from optimizer.errors import SolverTrouble
from optimizer.solver.certificate import Certificate, certify
from optimizer.solver.highs import change, run
from optimizer.solver.matrix import Array, Matrix

ROUNDS = 4
CLOSE = 1e-13
MAGNIFY = 2.0**30
NOISE = 2.0**-50
"""What row duals in double precision leave of a column's reduced cost, relative to its largest term."""


def refine(highs: highspy.Highs, matrix: Matrix, x: Array, y: Array) -> tuple[Array, Array, Certificate]:
    """Return columns, row duals and their certificate, refined where the certificate is not tight.

    `highs` holds `matrix` (continuous columns only) and the basis of (x, y); it is left holding the last correction.
    """
    best = certify(matrix, x, y)
    for _ in range(ROUNDS):
        if max(best.violation, best.gap, best.stray) <= CLOSE:
            break
        corrected = _correct(highs, matrix, x, y)
        if corrected is None:
            break
        found = certify(matrix, *corrected)
        if _worst(found) >= _worst(best):
            break
        (x, y), best = corrected, found
    return x, y, best


def _worst(certificate: Certificate) -> float:
    return max(certificate.violation, certificate.gap, certificate.stray)


def _correct(highs: highspy.Highs, matrix: Matrix, x: Array, y: Array) -> tuple[Array, Array] | None:
    """Solve for the magnified residual; None when the solver has nothing better.

    Reduced costs that are mere rounding are none: magnified, they would make a column without a bound run away.
    """
    wide = np.longdouble
    rows = matrix.row_of
    activity = np.zeros(matrix.shape[0], dtype=wide)
    np.add.at(activity, rows, matrix.value.astype(wide) * x[matrix.index].astype(wide))
    pull = np.zeros(matrix.shape[1], dtype=wide)
    np.add.at(pull, matrix.index, matrix.value.astype(wide) * y[rows].astype(wide))
    reduced, force = matrix.cost - pull, np.abs(matrix.cost)
    np.maximum.at(force, matrix.index, np.abs(matrix.value * y[rows]))
    reduced[np.abs(reduced) <= NOISE * force] = 0

    def left(bound: Array, at: Array) -> Array:
        return (np.asarray(bound - at) * MAGNIFY).astype(float)

    change(
        highs, (reduced * MAGNIFY).astype(float), left(matrix.lower, x), left(matrix.upper, x),
        left(matrix.row_lower, activity), left(matrix.row_upper, activity),
    )  # fmt: skip
    try:
        answer = run(highs)
    except SolverTrouble:
        return None
    if answer.stop is not Stop.PROVED_BEST or answer.x is None:
        return None
    return x + answer.x / MAGNIFY, y + answer.y / MAGNIFY
