"""A small integer program on the grid (取整规划): whole hundredths as near as can be to what was wished.

Numbers are held as offsets from the grid point below their wish, limits as exact fractions of what is left there, so
that the solver sees small figures whatever the size of the case.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from optimizer.errors import SolverTrouble
from optimizer.explain.rounding_grid import FINE, down
from optimizer.solver.highs import attempt
from optimizer.solver.matrix import Matrix

FAR = 1e6
"""Slack beyond this many hundredths is no limit."""
SECONDS = 30.0

Term = tuple[Fraction | int, int]
"""Coefficient and number."""


@dataclass
class Grid:
    """Numbers and limits of one program (取整规划)."""

    bases: list[int] = field(default_factory=list)
    pieces: list[list[tuple[int, int]]] = field(default_factory=list)
    """Of every number: columns and their signs, which add up to its offset."""
    columns: list[tuple[float, float]] = field(default_factory=list)
    """Cost and upper bound; the lower bound is 0."""
    rows: list[tuple[list[tuple[int, float]], float]] = field(default_factory=list)

    def number(self, wish: int, least: int, most: int, weight: float = 1.0) -> int:
        """Add a whole number of hundredths between least and most, wished near `wish` (fine units)."""
        wish = min(max(wish, least * FINE), max(most, least) * FINE)
        base, rest = down(wish), wish % FINE / FINE
        self.bases.append(base)
        found = [
            self._piece(weight, base - least, -1),
            self._piece(weight * (1 - 2 * rest), 1 if rest else 0, 1),
            self._piece(weight, most - base - (1 if rest else 0), 1),
        ]
        self.pieces.append([piece for piece in found if piece is not None])
        return len(self.bases) - 1

    def _piece(self, cost: float, upper: int, sign: int) -> tuple[int, int] | None:
        if upper <= 0:
            return None
        self.columns.append((cost, float(upper)))
        return len(self.columns) - 1, sign

    def at_most(self, terms: Iterable[Term], limit: Fraction | int, price: float, whole: bool = False) -> None:
        """Add Σ coefficient·number ≤ limit; what cannot be met costs its price a hundredth (whole: each begun one)."""
        entries: list[tuple[int, float]] = []
        left = Fraction(limit)
        for weight, number in terms:
            left -= weight * self.bases[number]
            entries += [(column, float(weight * sign)) for column, sign in self.pieces[number]]
        if left < FAR:
            self.columns.append((price, FAR if whole else np.inf))
            self.rows.append(([*entries, (len(self.columns) - 1, -1.0)], float(left)))

    def solve(self) -> list[int]:
        """Return every number, hundredths."""
        answer = attempt(self._matrix(), SECONDS)
        if answer.x is None:
            raise SolverTrouble("no rounding within the time limit")
        offsets = np.round(answer.x).astype(int).tolist()
        return [
            base + sum(sign * offsets[column] for column, sign in pieces)
            for base, pieces in zip(self.bases, self.pieces, strict=True)
        ]

    def _matrix(self) -> Matrix:
        cost, upper = (np.array(part, dtype=float) for part in zip(*self.columns, strict=True))
        whole = np.isfinite(upper)
        lengths = [len(entries) for entries, _ in self.rows]
        index = np.array([column for entries, _ in self.rows for column, _ in entries], dtype=np.int64)
        value = np.array([weight for entries, _ in self.rows for _, weight in entries], dtype=float)
        limits = np.array([limit for _, limit in self.rows], dtype=float)
        return Matrix(
            cost, np.zeros(len(cost)), upper, whole, np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
            index, value, np.full(len(limits), -np.inf), limits,
        )  # fmt: skip
