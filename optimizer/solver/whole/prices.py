"""Prices of a program and what they prove (价格与界): from any row duals, those of the linear relaxation first."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from optimizer.domain.outcome import Stop
from optimizer.solver.certificate import TOLERANCE, certify
from optimizer.solver.highs import load, run
from optimizer.solver.matrix import Array, Matrix
from optimizer.solver.refine import refine
from optimizer.solver.sifting.sifting import sift


@dataclass(frozen=True, eq=False)
class Prices:
    """Row duals of a minimisation, reduced costs, and the bound that they prove by weak duality.

    gains, row_gains: what each column and row adds to the bound, the least that its price can come to between its
    limits; size: sum of the objective's absolute terms.
    """

    y: Array
    reduced: Array
    bound: float
    size: float
    gains: Array
    row_gains: Array


def relax(matrix: Matrix, time_limit: float | None) -> tuple[Array, Prices] | None:
    """Return the relaxation's certified optimum and its prices; None where there is none that the arrays prove."""
    loose = replace(matrix, whole=np.zeros(len(matrix.cost), dtype=bool))
    sifted = sift(loose, time_limit)
    if sifted is not None:
        proof = certify(loose, sifted.x, sifted.y)
        if proof.ok:
            return sifted.x, _prices(loose, sifted.y, proof.dual, proof.size)
    highs = load(loose)
    answer = run(highs, time_limit)
    if answer.stop is not Stop.PROVED_BEST or answer.x is None:
        return None
    x, y, proof = refine(highs, loose, answer.x, answer.y)
    if not proof.ok:
        return None
    return x, _prices(loose, y, proof.dual, proof.size)


def prices_of(matrix: Matrix, x: Array, y: Array) -> Prices | None:
    """Return what row duals prove of a program; None where a price leans on a bound that is not there."""
    proof = certify(matrix, x, y)
    return _prices(matrix, y, proof.dual, proof.size) if proof.stray <= TOLERANCE else None


def _prices(matrix: Matrix, y: Array, bound: float, size: float) -> Prices:
    reduced = matrix.cost - np.bincount(matrix.index, matrix.value * y[matrix.row_of], matrix.shape[1])
    gains = _least(reduced, matrix.lower, matrix.upper)
    return Prices(y, reduced, bound, size, gains, _least(y, matrix.row_lower, matrix.row_upper))


def _least(price: Array, lower: Array, upper: Array) -> Array:
    """Return the least of price · value between the limits; a price without a limit to lean on counts nothing."""
    limit = np.where(price > 0, lower, upper)
    there = np.isfinite(limit)
    found: Array = np.where(there, price, 0.0) * np.where(there, limit, 0.0)
    return found
