"""Sum rows (合计行): never data; compared with the rows that they may mean to add up."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from optimizer.tables.body import Body
from optimizer.tables.grid import BoolArray, Grid
from optimizer.tables.header import Header
from optimizer.tables.numbers import Number, parse_number, parse_year
from optimizer.tables.problems import Problems
from optimizer.tables.sheet import Cell, Sheet, is_blank, show
from optimizer.units import Unit

_ADDED = ("energy", "carbon", "money", "population")


def check_sums(grid: Grid, sheet: Sheet, header: Header, body: Body, root: str, problems: Problems) -> None:
    """Warn where a sum row agrees with no reading of it: all rows, those since the last sum, those of its year.

    Each is tried with and without the rows of the root; cells that cannot be read are passed over.
    """
    rows = np.array(body.records, dtype=int)
    roots = np.array([region == root for region in grid.texts["region"]], dtype=bool)
    last = -1
    for row in body.sums:
        masks = list(_readings(grid, sheet, header, rows, row, last))
        masks += [mask & ~roots for mask in masks]
        for column in grid.table.columns:
            place = header.places.get(column.name)
            if place is None or column.kind not in _ADDED or place >= len(sheet.rows[row]):
                continue
            unit = header.units.get(column.name)
            cell = sheet.rows[row][place]
            if unit is not None and not is_blank(cell) and not grid.bad[column.name].any():
                _check(grid, column.name, cell, unit, masks, sheet, (row, place), problems)
        last = row


def _readings(grid: Grid, sheet: Sheet, header: Header, rows: np.ndarray, row: int, last: int) -> Iterator[BoolArray]:
    yield np.ones(len(rows), dtype=bool)
    yield rows < row
    yield (rows < row) & (rows > last)
    place = header.places.get("year")
    if place is not None and place < len(sheet.rows[row]):
        year = parse_year(sheet.rows[row][place])
        if isinstance(year, int):
            yield grid.numbers["year"] == year


def _check(
    grid: Grid, name: str, cell: Cell, unit: Unit, masks: list[BoolArray], sheet: Sheet,
    at: tuple[int, int], problems: Problems,
) -> None:  # fmt: skip
    number = parse_number(cell)
    if not isinstance(number, Number):
        return
    factor = unit.times / unit.by
    values = np.nan_to_num(grid.numbers[name]) / factor
    finest = max((_decimals(v) for v in values[:1000]), default=0)
    tolerance = 0.5 * 10.0 ** -_decimals(number.value) + 0.5 * len(values) * 10.0**-finest
    sums = [float(values[mask].sum()) for mask in masks]
    if not any(abs(s - number.value) <= tolerance + 1e-9 * abs(s) for s in sums):
        wanted = f"{sums[0]:.10g}"
        problems.add("sum_row_mismatch", sheet.where(*at), read=show(cell), wanted=wanted, column=grid.label(name))


def _decimals(value: float) -> int:
    text = f"{value:.9f}".rstrip("0")
    return len(text) - text.index(".") - 1
