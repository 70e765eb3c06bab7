"""Columns (列): the cells of one column into an array in canonical units; every wrong cell gives an issue."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

import numpy as np

from optimizer.domain.case import Origin
from optimizer.domain.scenario import EditedOrigin
from optimizer.tables.body import Body
from optimizer.tables.grid import BoolArray, FloatArray, Grid, empty_grid
from optimizer.tables.header import Header
from optimizer.tables.names import choice_words, nearest
from optimizer.tables.numbers import (
    LARGEST,
    PLAIN,
    Number,
    Wrong,
    is_date,
    parse_number,
    parse_text,
    parse_year,
    wrong_cell,
)
from optimizer.tables.problems import Problems
from optimizer.tables.schema import FLAG, Column, Table
from optimizer.tables.sheet import Cell, Sheet, is_blank, letters, show
from optimizer.units import Unit, normal

_FILLED_LATER = {("measures", "region")}
"""Required columns whose blanks may stand for the value of another row; the measures' own check decides."""

_DIGITS = b"0123456789.+-eE\n"
"""What a column of numbers is made of; whatever else occurs is looked at cell by cell."""
_LONG_EXPONENT = re.compile(r"[eE][+-]?\d{5}")


@dataclass(frozen=True, eq=False)
class _Cells:
    """The cells of one column (列), one a record, and what is needed to report on them."""

    table: Table
    column: Column
    cells: list[Cell]
    bad: BoolArray
    grid: Grid
    problems: Problems

    def wrong(self, record: int, code: str, **fields: object) -> None:
        self.bad[record] = True
        fields = {"read": show(self.cells[record]), "column": self.column.label, **fields}
        self.problems.add(code, self.grid.where(record, self.column.name), **fields)

    def blank(self, record: int) -> None:
        if self.column.required and (self.table.name, self.column.name) not in _FILLED_LATER:
            self.wrong(record, "required_blank")


def read_columns(table: Table, sheet: Sheet, header: Header, body: Body, problems: Problems) -> Grid:
    """Return the records of a sheet as a grid; columns that the sheet does not have are blank.

    A required column that is missing, or one without a usable unit, is marked bad throughout (its issue stands
    at the header).
    """
    rows = body.records
    places = {c.name: letters(header.places[c.name]) for c in table.columns if c.name in header.places}
    origin = Origin(sheet.file, sheet.sheet, places, tuple(sheet.numbers[row] for row in rows))
    grid = empty_grid(table)
    grid.origin, grid.count = origin, len(rows)
    crooked = np.array([row in body.crooked for row in rows] if body.crooked else np.zeros(len(rows)), dtype=bool)
    records = [sheet.rows[row] for row in rows]
    short = min(map(len, records), default=0)
    for column in table.columns:
        place = header.places.get(column.name)
        cells: list[Cell] = [""] * len(rows)
        if place is not None:
            at = itemgetter(place)
            cells = list(map(at, records)) if place < short else [at(r) if place < len(r) else "" for r in records]
        lost = (place is None and column.required) or (
            place is not None and column.dimensioned and column.name not in header.units
        )
        bad = crooked | lost
        grid.bad[column.name] = bad
        one = _Cells(table, column, cells, bad, grid, problems)
        _read(one, header.units.get(column.name, Unit()))
    _match_quantity(grid, header, problems)
    return grid


def read_value(grid: Grid, record: int, column: Column, cell: Cell, unit: Unit, problems: Problems) -> None:
    """Put one cell in place of a record's value in a column; a wrong one gives an issue at `grid.where`."""
    single = empty_grid(grid.table)
    single.origin = EditedOrigin(edits={(0, column.name): grid.where(record, column.name)})
    single.bad[column.name] = np.zeros(1, dtype=bool)
    _read(_Cells(grid.table, column, [cell], single.bad[column.name], single, problems), unit)
    grid.bad[column.name][record] = single.bad[column.name][0]
    if column.name in grid.numbers:
        grid.numbers[column.name][record] = single.numbers[column.name][0]
    else:
        grid.texts[column.name][record] = single.texts[column.name][0]


def _read(one: _Cells, unit: Unit) -> None:
    name, kind = one.column.name, one.column.kind
    if one.column.dimensioned:
        one.grid.numbers[name] = _numbers(one, unit)
    elif kind == "year":
        one.grid.numbers[name] = _years(one)
    elif kind in ("choice", "flag"):
        one.grid.texts[name] = _choices(one)
    else:
        one.grid.texts[name] = _texts(one)


def _numbers(one: _Cells, unit: Unit) -> FloatArray:
    values, rest = _at_once(one.cells)
    percents: list[int] = []
    plain = PLAIN.fullmatch
    for record in rest if one.column.required else (r for r in rest if one.cells[r] != ""):
        cell = one.cells[record]
        if type(cell) is str and plain(cell):
            values[record] = float(cell)
        elif one.bad[record]:
            continue
        elif is_blank(cell):
            one.blank(record)
        else:
            number = _number(one, record, cell)
            if number is not None:
                values[record] = number.value
                if number.percent:
                    percents.append(record)
    fractions = values[percents]
    values = unit.convert(values)
    values[percents] = fractions
    values[one.bad] = np.nan
    for record in np.flatnonzero(~(np.abs(values) <= LARGEST) & ~np.isnan(values)).tolist():
        one.wrong(record, "number_not_finite" if np.isinf(values[record]) else "number_too_large")
        values[record] = np.nan
    return values + 0.0


def _at_once(cells: list[Cell]) -> tuple[FloatArray, list[int]]:
    """Return the numbers of a column as far as they stand there as such, and the records that need a closer look."""
    if set(map(type, cells)) == {str}:
        text = "\n".join(cells)  # type: ignore[arg-type]
        if text.isascii() and not text.encode().translate(None, _DIGITS) and not _LONG_EXPONENT.search(text):
            try:
                values = np.array([float(cell) if cell else np.nan for cell in cells])  # type: ignore[arg-type]
            except ValueError:
                pass
            else:
                return values, np.flatnonzero(np.isnan(values)).tolist()
        return np.full(len(cells), np.nan), list(range(len(cells)))
    rest = [record for record, cell in enumerate(cells) if type(cell) is not float]
    if rest:
        cells = [cell if type(cell) is float else np.nan for cell in cells]
    return np.array(cells, dtype=float), rest


def _number(one: _Cells, record: int, cell: Cell) -> Number | None:
    number = parse_number(cell)
    if isinstance(number, Wrong):
        one.wrong(record, number.code, wanted=number.wanted)
        return None
    if number.percent and one.column.kind != "share":
        one.wrong(record, "percent_not_wanted")
        return None
    return number


def _years(one: _Cells) -> FloatArray:
    values = np.full(len(one.cells), np.nan)
    if one.cells.count("") == len(one.cells) and not one.column.required:
        return values
    seen: dict[Cell, int] = {}
    for record, cell in enumerate(one.cells):
        if one.bad[record]:
            continue
        if is_blank(cell):
            one.blank(record)
        elif cell in seen:
            values[record] = seen[cell]
        else:
            year = parse_year(cell)
            if isinstance(year, Wrong):
                one.wrong(record, year.code, wanted=year.wanted)
            else:
                values[record] = year
                if type(cell) is not bool:
                    seen[cell] = year
    return values


def _texts(one: _Cells) -> list[str]:
    name = one.column.name in one.table.key or one.column.kind in ("region", "parent")
    texts = [cell.strip() if isinstance(cell, str) else parse_text(cell) for cell in one.cells]
    for record in _odd(one, texts):
        cell, text = one.cells[record], texts[record]
        if one.bad[record]:
            continue
        if not isinstance(cell, str) or text:
            odd = wrong_cell(cell)
            if odd is not None:
                one.wrong(record, odd.code)
                texts[record] = ""
            elif name and is_date(cell):
                one.wrong(record, "date_in_text")
        else:
            one.blank(record)
    return texts


def _odd(one: _Cells, texts: list[str]) -> Sequence[int]:
    """Return the records whose text needs a closer look: no text cell, perhaps an error, blank where it must not be."""
    if set(map(type, one.cells)) != {str}:
        return range(len(texts))
    required = one.column.required
    return [record for record, text in enumerate(texts) if (text[0] in "#＃" if text else required)]


def _choices(one: _Cells) -> list[str]:
    words = choice_words(one.column.choices or FLAG)
    if set(map(type, one.cells)) == {str} and not (one.bad.any() or one.column.required):
        meant = {cell: words.get(normal(parse_text(cell)), "") for cell in set(one.cells)}
        if all(name or is_blank(cell) for cell, name in meant.items()):
            return list(map(meant.__getitem__, one.cells))
    seen: dict[str, str] = {}
    names: list[str] = []
    for record, cell in enumerate(one.cells):
        names.append("")
        if one.bad[record]:
            continue
        odd = wrong_cell(cell)
        if odd is not None:
            one.wrong(record, odd.code)
        elif is_blank(cell):
            one.blank(record)
        else:
            text = parse_text(cell)
            name = seen.get(text) or words.get(normal(text), "")
            seen[text] = names[-1] = name
            if not name:
                _unknown(one, record, text)
    return names


def _unknown(one: _Cells, record: int, text: str) -> None:
    choices = one.column.choices or FLAG
    wanted = "、".join(c.label for c in choices)
    near = nearest(text, [word for c in choices for word in (c.label, c.name)])
    one.wrong(record, "unknown_choice", wanted=wanted, nearest=near)


def _match_quantity(grid: Grid, header: Header, problems: Problems) -> None:
    if "quantity" not in grid.texts:
        return
    labels = {c.name: c.label for c in grid.table.column("quantity").choices}
    for name, unit in header.units.items():
        if not unit.quantity:
            continue
        for record in np.flatnonzero(grid.given(name)).tolist():
            quantity = grid.texts["quantity"][record]
            if quantity and quantity != unit.quantity:
                grid.bad[name][record] = True
                where, read = grid.where(record, name), labels[unit.quantity]
                problems.add("amount_unit_mismatch", where, read=read, wanted=labels[quantity], column=grid.label(name))
