"""Hot starts of large programs (大规模热启动): a live instance that stands at the optimum which sifting found."""

from __future__ import annotations

import highspy
import numpy as np

from optimizer.errors import SolverTrouble
from optimizer.solver import highs as ordinary
from optimizer.solver.highs import Answer, basis_of, load, run
from optimizer.solver.matrix import Matrix
from optimizer.solver.sifting.sifting import Sifted, sift


def loaded(matrix: Matrix) -> highspy.Highs:
    """Return a live instance of a scaled program; where it is large, its next run ends where it begins."""
    return _standing(matrix, sift(matrix))


def begin(matrix: Matrix) -> tuple[highspy.Highs, Answer]:
    """Solve a scaled program of shares from scratch, a large one by sifting; return the live instance too."""
    sifted = sift(matrix)
    if sifted is not None:
        try:
            highs = _standing(matrix, sifted)
            return highs, run(highs)
        except SolverTrouble:
            pass
    return ordinary.begin(matrix)


def _standing(matrix: Matrix, sifted: Sifted | None) -> highspy.Highs:
    highs = load(matrix)
    if sifted is not None:
        highs.setBasis(basis_of(*np.split(sifted.places, [len(matrix.cost)])))
    return highs
