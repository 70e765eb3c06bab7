"""Rows of the actuals (实绩记录): exact figures, verified reductions, and what is to be put right."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from optimizer.domain.monitor import Quarter, Rectification, Works
from optimizer.tables.grid import Grid

DIGITS = 14


def reductions(grid: Grid) -> Iterator[Works]:
    """Yield the verified reductions (万吨CO2), one a work and year."""
    texts = grid.texts
    for n in range(grid.count):
        carbon = exact_of(grid, "carbon", n)
        yield Works(
            texts["work"][n], region_of(grid, n), year_of(grid, n), texts["category"][n], texts["stage"][n], carbon
        )


def rectifications(grid: Grid) -> Iterator[Rectification]:
    """Yield what is to be put right, with its quarter."""
    for n in range(grid.count):
        status, item, note = (grid.texts[name][n] for name in ("status", "item", "note"))
        yield Rectification(
            region_of(grid, n), item, quarter_of(grid, n),
            "done" if status == "done" else "doing" if status == "doing" else "open", note,
        )  # fmt: skip


def region_of(grid: Grid, record: int) -> str:
    """Return the region of a record."""
    return grid.texts["region"][record]


def year_of(grid: Grid, record: int) -> int:
    """Return the year of a record."""
    return int(grid.numbers["year"][record])


def quarter_of(grid: Grid, record: int) -> Quarter:
    """Return the year and quarter of a record."""
    return Quarter(year_of(grid, record), int(grid.texts["quarter"][record][1:]))


def exact_of(grid: Grid, column: str, record: int) -> Fraction:
    """Return the typed decimal of a figure."""
    return Fraction(f"{grid.numbers[column][record]:.{DIGITS}g}")


def maybe_of(grid: Grid, column: str, record: int) -> Fraction | None:
    """Return the typed decimal of a figure, None for a blank."""
    return exact_of(grid, column, record) if np.isfinite(grid.numbers[column][record]) else None
