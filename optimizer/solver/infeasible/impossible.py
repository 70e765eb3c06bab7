"""Proof of impossibility (无解证明): the solver's word is not enough to tell an officer that no plan exists.

For the linear relaxation, weak duality on the least total breach of the rows proves it from the arrays. Where only
whole approvals make it impossible, a second search without presolve must agree.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimizer.domain.outcome import Stop
from optimizer.solver.certificate import TOLERANCE, certify
from optimizer.solver.highs import UNPRESOLVED, load, run
from optimizer.solver.matrix import Array, Matrix
from optimizer.solver.refine import refine
from optimizer.solver.scaling import scale
from optimizer.solver.sifting.sifting import sift

NOISE = 1e-12
"""Multipliers of scaled rows below this are the solver's rounding: any others refute as well."""


def prove_impossible(matrix: Matrix) -> bool:
    """Return whether no x fits all rows: the relaxation is refuted, or a second search finds nothing whole."""
    if refutation(matrix) is not None:
        return True
    if not matrix.whole.any():
        return False
    highs = load(eased(scale(replace(matrix, cost=np.zeros_like(matrix.cost))).matrix), UNPRESOLVED)
    return run(highs).stop is Stop.PROVED_IMPOSSIBLE


def eased(scaled: Matrix, part: float = 0.5) -> Matrix:
    """Return a scaled program whose limits give way by part of our own tolerance, which the search may not know."""
    return replace(scaled, row_upper=scaled.row_upper + part * TOLERANCE)


def refutation(matrix: Matrix) -> Array | None:
    """Return row multipliers that prove the relaxation impossible, None where there is no such proof.

    They are the duals of the least sum of relative breaches of its upper limits, a sum that they prove to be above 0.
    """
    whole = scale(matrix)
    scaled = whole.matrix
    rows, columns = scaled.shape
    kept = np.diff(scaled.start)
    elastic = replace(
        scaled,
        cost=np.concatenate([np.zeros(columns), np.ones(rows)]),
        lower=np.concatenate([scaled.lower, np.zeros(rows)]),
        upper=np.concatenate([scaled.upper, np.full(rows, np.inf)]),
        whole=np.zeros(columns + rows, dtype=bool),
        start=np.concatenate([[0], np.cumsum(kept + 1)]),
        index=np.insert(scaled.index, scaled.start[1:], columns + np.arange(rows)),
        value=np.insert(scaled.value, scaled.start[1:], -1.0),
    )
    found = sift(elastic)
    if found is None:
        highs = load(elastic)
        answer = run(highs)
        if answer.x is None:
            return None
        x, y, _ = refine(highs, elastic, answer.x, answer.y)
    else:
        x, y = found.x, found.y
    y = np.where(np.abs(y) > NOISE, y, 0.0)
    proof = certify(elastic, x, y)
    proved = proof.stray <= TOLERANCE and proof.dual > TOLERANCE
    return np.asarray(y * whole.row) if proved else None
