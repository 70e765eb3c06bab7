"""Sparse linear systems over the rationals (有理数方程组): exact, fewest entries first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

Vector = dict[int, Fraction]
"""Nonzero entries by position."""


class Singular(ArithmeticError):
    """The system has no unique solution (奇异)."""


def solve_rational(rows: Sequence[Mapping[int, Fraction]], right: Sequence[Fraction]) -> Vector:
    """Return the x with Σ_j rows[i][j]·x[j] = right[i], exactly; as many unknowns as rows, zeros included.

    Raises Singular when there is none or more than one.
    """
    work, value = [dict(row) for row in rows], list(right)
    holders: dict[int, set[int]] = {}
    for i, row in enumerate(work):
        for j in row:
            holders.setdefault(j, set()).add(i)
    if len(holders) != len(work):
        raise Singular("not square")
    order = _eliminate(work, value, holders)
    x: Vector = {}
    for i, j in reversed(order):
        rest = sum((entry * x[k] for k, entry in work[i].items() if k != j), Fraction(0))
        x[j] = (value[i] - rest) / work[i][j]
    return x


def _eliminate(work: list[Vector], value: list[Fraction], holders: dict[int, set[int]]) -> list[tuple[int, int]]:
    """Bring the rows to triangular form in place; return the pivots (row, unknown) in order."""
    order: list[tuple[int, int]] = []
    single = [j for j, held in holders.items() if len(held) == 1]
    open_rows = set(range(len(work)))
    while open_rows:
        i, j = _pivot(work, holders, open_rows, single)
        open_rows.discard(i)
        order.append((i, j))
        row = work[i]
        for k in row:
            holders[k].discard(i)
            if len(holders[k]) == 1:
                single.append(k)
        for other in holders[j]:
            _subtract(work, value, holders, i, j, other)
        holders[j] = set()
    return order


def _pivot(
    work: list[Vector], holders: dict[int, set[int]], open_rows: set[int], single: list[int]
) -> tuple[int, int]:
    """Return an unknown that one row alone holds, else the shortest row with its rarest unknown."""
    while single:
        j = single.pop()
        if len(holders[j]) == 1:
            return next(iter(holders[j])), j
    i = min(open_rows, key=lambda r: (len(work[r]), r))
    if not work[i]:
        raise Singular("dependent rows")
    return i, min(work[i], key=lambda j: (len(holders[j]), j))


def _subtract(
    work: list[Vector], value: list[Fraction], holders: dict[int, set[int]], i: int, j: int, other: int
) -> None:
    """Take the multiple of row i off another row that removes unknown j from it."""
    target = work[other]
    factor = target.pop(j) / work[i][j]
    for k, entry in work[i].items():
        if k == j:
            continue
        changed = target.get(k, Fraction(0)) - factor * entry
        if changed:
            target[k] = changed
            holders[k].add(other)
        else:
            del target[k]
            holders[k].discard(other)
    value[other] -= factor * value[i]
