"""The header (表头): which row it is, which column each cell names, and in which unit its figures stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from optimizer import units
from optimizer.tables.names import nearest
from optimizer.tables.problems import Problems
from optimizer.tables.schema import Column, Table
from optimizer.tables.sheet import Cell, Sheet, is_blank, show
from optimizer.units import Unit, normal

_SEARCHED_ROWS = 60


@dataclass(frozen=True, slots=True)
class Header:
    """The header of one table (表头): its row (zero-based), the place and the unit of each column by name."""

    row: int
    places: dict[str, int]
    units: dict[str, Unit]
    width: int


@dataclass(frozen=True, slots=True)
class Heading:
    """One header cell taken apart (列名): the column that it names and the unit word ("" when there is none)."""

    column: Column
    unit: str


def parse_heading(table: Table, cell: Cell) -> Heading | None:
    """Return the column and unit that a header cell names (None when it names no column).

    Understood: `name（unit）`, `name(unit)`, `name [unit]`, and a label with brackets of its own, with the unit
    in further brackets or behind a comma: `年综合能耗（等价值，万吨标准煤）`.
    """
    if not isinstance(cell, str):
        return None
    known, word = _spellings(table), normal(cell)
    if word in known:
        return Heading(known[word], "")
    for opening, closing in (("(", ")"), ("[", "]")):
        if not word.endswith(closing) or opening not in word:
            continue
        name, unit = word[:-1].rsplit(opening, 1)
        for separator in (",", "、"):
            inner, _, last = unit.rpartition(separator)
            if inner and f"{name}({inner})" in known:
                return Heading(known[f"{name}({inner})"], last)
        if name in known:
            return Heading(known[name], unit)
    return None


def known_columns(table: Table, row: list[Cell]) -> int:
    """Return how many cells of a row name a column of the table."""
    return sum(parse_heading(table, cell) is not None for cell in row if not is_blank(cell))


def read_header(table: Table, sheet: Sheet, problems: Problems) -> Header | None:
    """Return the header of a sheet (None, with an issue, when there is none); every wrong cell gives an issue.

    It is the first row with two known column names, else the first with one.
    """
    counts = [known_columns(table, row) for row in sheet.rows[:_SEARCHED_ROWS]]
    row = next((k for least in (2, 1) for k, count in enumerate(counts) if count >= least), None)
    if row is None:
        wanted = "、".join(c.header for c in table.columns if c.required)
        problems.add("no_header", sheet.where(), table=table.label, wanted=wanted)
        return None
    places: dict[str, int] = {}
    found_units: dict[str, Unit] = {}
    cells = sheet.rows[row]
    for place, cell in enumerate(cells):
        if is_blank(cell):
            continue
        heading = parse_heading(table, cell)
        if heading is None:
            near = nearest(show(cell).split("（")[0].split("(")[0], _offered(table))
            problems.add("unknown_column", sheet.where(row, place), read=show(cell), table=table.label, nearest=near)
        elif heading.column.name in places:
            other = sheet.where(row, places[heading.column.name]).cell
            problems.add("duplicate_column", sheet.where(row, place), read=show(cell), other=other)
        else:
            places[heading.column.name] = place
            unit = _unit(heading, sheet, row, place, problems)
            if unit is not None:
                found_units[heading.column.name] = unit
    _missing(table, sheet, row, places, problems)
    filled = [k for k, cell in enumerate(cells) if not is_blank(cell)]
    return Header(row, places, found_units, filled[-1] + 1)


def _missing(table: Table, sheet: Sheet, row: int, places: dict[str, int], problems: Problems) -> None:
    for column in table.columns:
        if column.required and column.name not in places:
            problems.add("missing_column", sheet.where(row, 0), wanted=column.header, table=table.label)


def _unit(heading: Heading, sheet: Sheet, row: int, place: int, problems: Problems) -> Unit | None:
    column, where = heading.column, sheet.where(row, place)
    if not column.dimensioned:
        if heading.unit:
            problems.add("unit_not_wanted", where, read=heading.unit, column=column.label)
        return None
    if not heading.unit:
        problems.add("unit_missing", where, read=show(sheet.rows[row][place]), wanted=column.header)
        return None
    unit = units.find(column.kind, heading.unit)
    if unit is None:
        offered = "、".join(units.SHOWN[column.kind])
        if units.other_kinds(column.kind, heading.unit):
            problems.add("unit_wrong_kind", where, read=heading.unit, wanted=offered, column=column.label)
        else:
            near = units.nearest(column.kind, heading.unit)
            problems.add("unit_unknown", where, read=heading.unit, wanted=offered, nearest=near, column=column.label)
    return unit


@cache
def _spellings(table: Table) -> dict[str, Column]:
    return {normal(word): c for c in table.columns for word in (c.name, c.label, *c.aliases)}


def _offered(table: Table) -> list[str]:
    return [word for c in table.columns for word in (c.label, c.name)]
