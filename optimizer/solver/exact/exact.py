"""The exact proof (精确证明): the basis that the solver ends with, judged and if need be mended in rational arithmetic.

No tolerance anywhere: the doubles of the program are taken as the rationals that they are. Where the basis is out by a
rounding error, simplex steps over the rationals (Bland's rule, which cannot cycle) mend it.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np

from optimizer.domain.outcome import ExactProof
from optimizer.errors import SolverTrouble
from optimizer.solver.exact.basis import Basis, Place
from optimizer.solver.exact.program import Program
from optimizer.solver.exact.rational import Singular
from optimizer.solver.highs import UNPRESOLVED, basis_places, load, run
from optimizer.solver.matrix import Array, Matrix
from optimizer.solver.scaling import scale

PIVOTS = 200
LARGEST = 100_000
"""Nonzeros up to which a program is proved exactly; beyond, the certificate of the arrays stands alone."""


def prove_exactly(matrix: Matrix, x: Array) -> ExactProof | None:
    """Prove the optimum of a program whose whole columns stand as in x; None if it is too large or stays open.

    Nothing is proved of a choice outside its limits.
    """
    chosen, lower, upper = np.round(x[matrix.whole]), matrix.lower.copy(), matrix.upper.copy()
    allowed = (lower[matrix.whole] <= chosen) & (chosen <= upper[matrix.whole])
    if len(matrix.value) > LARGEST or not allowed.all():
        return None
    free = replace(matrix, whole=np.zeros_like(matrix.whole))
    lower[matrix.whole] = upper[matrix.whole] = chosen
    held = optimum(replace(free, lower=lower, upper=upper))
    relaxed = optimum(free) if matrix.whole.any() else held
    if held is None or relaxed is None:
        return None
    return ExactProof(-held[0], -relaxed[0], held[1] + relaxed[1])


def optimum(matrix: Matrix) -> tuple[Fraction, int] | None:
    """Return the exact minimum of a linear program and the exact steps that it took; None where it will not close."""
    program = Program.of(matrix)
    for options in (None, UNPRESOLVED):
        highs = load(scale(matrix).matrix, options)
        try:
            run(highs)
            basis = Basis(program, [Place(p) for p in basis_places(highs)])
            pivots = _mend(basis)
        except (SolverTrouble, Singular):
            continue
        if pivots is not None:
            return basis.objective, pivots
    return None


def _mend(basis: Basis) -> int | None:
    """Step until the basis is feasible and optimal; None when it is neither at once, or too far off."""
    for pivots in range(PIVOTS):
        short, wrong = basis.infeasible(), basis.unpriced()
        if not short and not wrong:
            return pivots
        if short and wrong:
            return None
        moved = basis.enter(min(wrong)) if wrong else basis.leave(min(short))
        if not moved:
            return None
    return None
