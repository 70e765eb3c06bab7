"""A bound of our own (上界): what no other whole choice can exceed, from certified relaxations alone.

The search's own bound is only as fine as its tolerances: beside a league a billion times larger it may stay a few
units above a plan that is the best. A branch and bound over the whole columns closes it: every node is refuted, or
bounded by weak duality from the unscaled arrays (optimizer/solver/certificate.py), never by the solver's word.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from optimizer.solver.certificate import TOLERANCE, certify
from optimizer.solver.highs import load, run
from optimizer.solver.infeasible.impossible import prove_impossible
from optimizer.solver.matrix import Array, Matrix
from optimizer.solver.refine import refine
from optimizer.solver.scaling import scale

NODES, ENTRIES = 400, 20_000_000
"""Programs solved before the bound is left as it is, and the most entries that they may have together."""


@dataclass(frozen=True, eq=False)
class Bounded:
    """What the branches proved (界): a lower bound of the minimisation, and a better whole choice where one was met."""

    bound: float
    better: Array | None = None


def bound_below(matrix: Matrix, primal: float, allowed: float) -> Bounded:
    """Return a proved bound: primal − allowed or above where every branch closes, else minus infinity.

    primal: objective in hand (minimisation); allowed: what a branch may promise beyond it and still be closed.
    """
    least, open_ = primal, [(matrix.lower, matrix.upper)]
    for _ in range(min(NODES, ENTRIES // max(len(matrix.value), 1))):
        if not open_:
            return Bounded(least)
        lower, upper = open_.pop()
        relaxed = replace(matrix, lower=lower, upper=upper, whole=np.zeros(len(lower), dtype=bool))
        found = _relaxation(relaxed)
        if found is None:
            if prove_impossible(relaxed):
                continue
            return Bounded(-np.inf)
        x, bound = found
        if bound >= primal - allowed:
            least = min(least, bound)
            continue
        columns = np.flatnonzero(matrix.whole & (lower < upper))
        if not len(columns):
            return Bounded(-np.inf)
        apart = np.abs(x[columns] - np.round(x[columns]))
        if apart.max() <= TOLERANCE:
            return Bounded(-np.inf, np.round(x[matrix.whole]))
        at = columns[np.argmax(apart)]
        for side, value in ((upper, np.floor(x[at])), (lower, np.ceil(x[at]))):
            cut = side.copy()
            cut[at] = value
            open_.append((lower, cut) if side is upper else (cut, upper))
    return Bounded(-np.inf)


def _relaxation(relaxed: Matrix) -> tuple[Array, float] | None:
    """Return columns and certified bound of a linear program; minus infinity where its duals prove nothing."""
    scaled = scale(relaxed)
    highs = load(scaled.matrix)
    answer = run(highs)
    if answer.x is None:
        return None
    x, y, _ = refine(highs, scaled.matrix, answer.x, answer.y)
    x = scaled.primal(x)
    proof = certify(relaxed, x, scaled.dual(y))
    return x, proof.dual if proof.stray <= TOLERANCE else -np.inf
