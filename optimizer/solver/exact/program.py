"""A linear program over the rationals (有理数规划): minimise c·x, A x − s = 0, columns x and row values s bounded."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from optimizer.solver.exact.rational import Vector
from optimizer.solver.matrix import Matrix

Limit = Fraction | None
"""None: no limit on that side."""


@dataclass(frozen=True, eq=False)
class Program:
    """Variables 0 … n−1 are the columns, n … n+m−1 the rows' values; `column[j]` holds a variable's entries by row."""

    rows: int
    cost: list[Fraction]
    column: list[Vector]
    lower: list[Limit]
    upper: list[Limit]

    @classmethod
    def of(cls, matrix: Matrix) -> Program:
        """Return the program of the arrays; every double becomes the rational that it is."""
        rows, columns = matrix.shape
        column: list[Vector] = [{} for _ in range(columns)]
        entries = zip(matrix.row_of.tolist(), matrix.index.tolist(), matrix.value.tolist(), strict=True)
        for i, j, value in entries:
            if value:
                column[j][i] = column[j].get(i, Fraction(0)) + Fraction(value)
        column += [{i: Fraction(-1)} for i in range(rows)]
        cost = [Fraction(value) for value in matrix.cost.tolist()] + [Fraction(0)] * rows
        lower = np.concatenate([matrix.lower, matrix.row_lower])
        upper = np.concatenate([matrix.upper, matrix.row_upper])
        return cls(rows, cost, column, _limits(lower.tolist()), _limits(upper.tolist()))


def _limits(values: list[float]) -> list[Limit]:
    return [Fraction(value) if np.isfinite(value) else None for value in values]
