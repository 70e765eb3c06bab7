"""The certified end of a large program (大规模终局): its optimum, or the proof that it has no plan."""

from __future__ import annotations

from optimizer.domain.outcome import Stop
from optimizer.solver.certificate import Certificate, certify
from optimizer.solver.infeasible.impossible import prove_impossible
from optimizer.solver.matrix import Array, Matrix
from optimizer.solver.scaling import Scaled
from optimizer.solver.sifting.sifting import sift, worthwhile

Ended = tuple[Stop, tuple[Array, Array, Certificate] | None]
"""Proved best with columns, row duals and their certificate; or proved impossible, with nothing."""


def settle_large(matrix: Matrix, scaled: Scaled, time_limit: float | None = None) -> Ended | None:
    """Return how a large program of shares ends; None where the ordinary way is called for (see `sift`).

    scaled: the same program scaled; time_limit in seconds. What is returned is proved from the unscaled arrays.
    """
    if not worthwhile(scaled.matrix):
        return None
    sifted = sift(scaled.matrix, time_limit)
    if sifted is None:
        impossible = time_limit is None and prove_impossible(matrix)
        return (Stop.PROVED_IMPOSSIBLE, None) if impossible else None
    x, y = scaled.primal(sifted.x), scaled.dual(sifted.y)
    proof = certify(matrix, x, y)
    return (Stop.PROVED_BEST, (x, y, proof)) if proof.ok else None
