"""Sifting (筛选求解): a large program solved through a window of the projects near the margin.

A sample of the projects, each standing for many, gives the first prices of the rows. By them nearly every project is
clearly in or out; those nearest to the margin stay in the window, the others stand at the bound that their reduced cost
asks for. The window is solved, all projects are priced, those on the wrong side join, until none is: the row duals then
prove the optimum of the whole program, as the certificate shows. The rows of a window may be eased at a high price, so
that a window always has a plan; where relief is still in use at the end, the program goes the ordinary way.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import highspy
import numpy as np

from optimizer.domain.outcome import Stop
from optimizer.errors import SolverTrouble
from optimizer.solver.certificate import TOLERANCE
from optimizer.solver.highs import UNPRESOLVED, Place, basis_of, basis_places, load, run
from optimizer.solver.matrix import Array, Matrix
from optimizer.solver.refine import refine
from optimizer.solver.sifting.window import reduced_costs, relieved, window

LEAST = 10_000
"""Projects from which sifting is worth its passes over the program (measured at 12, 30, 100 and 333 regions)."""
A_ROW = 2.0
"""Projects a row from which it is: about 60 a region where a plan has five years."""
SAMPLE = 4_000
DEAR = 2.0**20
"""The price of relief, beside a largest cost of 2^10 in a scaled program."""
DEARER, DEAREST = 2.0**8, 2.0**36
ROUNDS = 60
WRONG = 1e-10
"""A reduced cost of the wrong sign by more than this brings a project into the window."""
NOISE = 1e-12
"""What is left of a price of nothing, beside costs up to 2^10."""


@dataclass(frozen=True, eq=False)
class Sifted:
    """The optimum of a large program (筛选结果): columns, row duals, where every column, then every row, stands."""

    x: Array
    y: Array
    places: Array


def sift(matrix: Matrix, time_limit: float | None = None) -> Sifted | None:
    """Return the optimum of a scaled program; None where it is to be solved the ordinary way.

    So it is where projects are few beside the rows, where some columns are whole or some rows no upper limits, where
    there may be no plan or no end to it, and where `time_limit` (seconds) runs out. The certificate is the caller's.
    """
    if not worthwhile(matrix):
        return None
    try:
        return _Sifting(matrix, time_limit).solve()
    except SolverTrouble:
        return None


def worthwhile(matrix: Matrix) -> bool:
    """Return whether projects outnumber the rows by far, in a program of shares whose rows all are upper limits."""
    shares = not matrix.whole.any() and not np.isfinite(matrix.row_lower).any()
    return shares and int(_many(matrix).sum()) >= max(LEAST, A_ROW * matrix.shape[0])


def _sample_size(matrix: Matrix) -> int:
    """Return how many projects the first prices come from; the first window holds half as many again."""
    return max(SAMPLE, matrix.shape[0])


def _many(matrix: Matrix) -> Array:
    """Return which columns are undecided projects, a mask."""
    undecided = (np.arange(len(matrix.cost)) < matrix.approvals) & (matrix.lower < matrix.upper)
    found: Array = undecided & np.isfinite(matrix.lower) & np.isfinite(matrix.upper)
    return found


class _Sifting:
    """One program on its way: where each column stands while it is out of the window, and the last basis."""

    def __init__(self, matrix: Matrix, time_limit: float | None) -> None:
        self.matrix, self.many = matrix, _many(matrix)
        self.fixed = matrix.lower == matrix.upper
        self.outside = np.where(self.many | self.fixed, matrix.lower, 0.0)
        self.until = None if time_limit is None else time.monotonic() + time_limit
        self.dear = DEAR
        self.basis: tuple[Array, Array, Array] | None = None
        """Where the columns, the reliefs and the rows stand."""

    def solve(self) -> Sifted:
        """Sample, choose the window, widen it until every project outside is priced right; SolverTrouble: no proof."""
        size = _sample_size(self.matrix)
        kept = self._near(self._sample(size), size + size // 2)
        for _ in range(ROUNDS):
            program = relieved(window(self.matrix, kept, self.outside), self.dear)
            highs, x, y = self._run(program, kept)
            joining = self._move(~kept, reduced_costs(self.matrix, y))
            self._remember(highs, kept)
            if joining.any():
                kept |= joining
            elif x[kept.sum() :].max(initial=0.0) <= TOLERANCE:
                return self._finish(highs, program, kept, x, y)
            elif self.dear < DEAREST:
                self.dear *= DEARER
            else:
                break
        raise SolverTrouble("sifting does not end")

    def _sample(self, size: int) -> Array:
        """Price the rows by a few projects with stretched bounds; return the reduced costs of all."""
        matrix, free = self.matrix, np.flatnonzero(self.many)
        picked = np.random.default_rng(0).choice(free, min(size, len(free)), replace=False)
        kept = ~self.many & ~self.fixed
        kept[picked] = True
        upper, reach = matrix.upper.copy(), len(free) / max(len(picked), 1)
        upper[picked] = matrix.lower[picked] + reach * (upper - matrix.lower)[picked]
        program = relieved(window(replace(matrix, upper=upper), kept, self.outside), self.dear)
        highs, _, y = self._run(program, kept)
        reduced = reduced_costs(matrix, y)
        self._move(self.many, reduced)
        self._remember(highs, kept)
        return reduced

    def _near(self, reduced: Array, size: int) -> Array:
        """Return the first window: what is no project, what is basic, and the projects nearest to the margin."""
        assert self.basis is not None
        free = np.flatnonzero(self.many)
        score = np.abs(reduced[free]) / np.maximum(np.abs(self.matrix.cost[free]), 1e-12)
        kept: Array = (~self.many & ~self.fixed) | (self.basis[0] == Place.BASIC)
        kept[free[np.argpartition(score, size)[:size]] if size < len(free) else free] = True
        return kept

    def _move(self, among: Array, reduced: Array) -> Array:
        """Put the projects among these that are on the wrong side to the other bound; return which they are."""
        matrix, high = self.matrix, self.outside > self.matrix.lower
        wrong: Array = among & self.many & (np.where(high, reduced, -reduced) > WRONG)
        self.outside[wrong] = np.where(high, matrix.lower, matrix.upper)[wrong]
        return wrong

    def _run(self, program: Matrix, kept: Array) -> tuple[highspy.Highs, Array, Array]:
        """Solve one window from the last basis."""
        highs = load(program, UNPRESOLVED)
        if self.basis is not None:
            columns, reliefs, rows = self.basis
            highs.setBasis(basis_of(np.append(columns[kept], reliefs), rows))
        answer = run(highs, None if self.until is None else max(self.until - time.monotonic(), 0.0))
        if answer.x is None or answer.stop is not Stop.PROVED_BEST:
            raise SolverTrouble("a window without an optimum")
        return highs, answer.x, answer.y

    def _remember(self, highs: highspy.Highs, kept: Array) -> None:
        """Keep where everything stands."""
        columns = np.where(self.outside > self.matrix.lower, Place.UPPER, Place.LOWER)
        places = np.array(basis_places(highs))
        columns[kept], reliefs, rows = np.split(places, [kept.sum(), -self.matrix.shape[0]])
        self.basis = columns, reliefs, rows

    def _finish(self, highs: highspy.Highs, program: Matrix, kept: Array, x: Array, y: Array) -> Sifted:
        """Refine the last window, its relief shut, and put everything together."""
        assert self.basis is not None
        upper, inside = program.upper.copy(), int(kept.sum())
        upper[inside:] = 0.0
        y = np.where(np.abs(y) > NOISE, y, 0.0)
        x, y, _ = refine(highs, replace(program, upper=upper), x, y)
        self.outside[kept] = x[:inside]
        columns, reliefs, rows = self.basis
        return Sifted(self.outside, y, np.append(columns, np.where(reliefs == Place.BASIC, Place.BASIC, rows)))
