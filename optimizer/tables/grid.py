"""A table with typed columns (数据表): arrays in canonical units, which cells were wrong, and where each stood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from optimizer.domain.case import Origin
from optimizer.domain.issue import Where
from optimizer.tables.schema import Table

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


@dataclass(eq=False)
class Grid:
    """One table while it is checked (数据表).

    `texts` and `numbers` hold every column of the dictionary, one entry a record ("" and NaN: blank; years are
    numbers). `bad` marks cells that already have an issue: later checks leave them alone. `units` are the typed
    unit words' factors, for quoting a figure as it was typed.
    """

    table: Table
    origin: Origin
    count: int
    texts: dict[str, list[str]] = field(default_factory=dict)
    numbers: dict[str, FloatArray] = field(default_factory=dict)
    bad: dict[str, BoolArray] = field(default_factory=dict)
    usable: bool = True

    def where(self, record: int, column: str) -> Where:
        """Return the address of one figure."""
        return self.origin.where(record, column)

    def given(self, column: str) -> BoolArray:
        """Return which records have a rightly read number in that column (bool, one a record)."""
        return ~np.isnan(self.numbers[column]) & ~self.bad[column]

    def good(self, *columns: str) -> BoolArray:
        """Return which records have no wrong cell in those columns (bool, one a record)."""
        wrong = np.zeros(self.count, dtype=bool)
        for column in columns:
            wrong |= self.bad[column]
        return ~wrong

    def label(self, column: str) -> str:
        """Return the Chinese label of a column."""
        return self.table.column(column).label


def empty_grid(table: Table, file: str = "", sheet: str = "", usable: bool = True) -> Grid:
    """Return the grid of a table that the case does not have, with all its columns and no records."""
    grid = Grid(table, Origin(file, sheet), 0, usable=usable)
    for column in table.columns:
        if column.dimensioned or column.kind == "year":
            grid.numbers[column.name] = np.empty(0)
        else:
            grid.texts[column.name] = []
        grid.bad[column.name] = np.zeros(0, dtype=bool)
    return grid


def copies(grids: Mapping[str, Grid]) -> dict[str, Grid]:
    """Return the same tables in columns of their own, so that a check may write into them."""
    return {
        name: replace(
            grid, texts={c: list(v) for c, v in grid.texts.items()},
            numbers={c: v.copy() for c, v in grid.numbers.items()}, bad={c: v.copy() for c, v in grid.bad.items()},
        )
        for name, grid in grids.items()
    }  # fmt: skip
