"""Values with units (带单位的值): the number of a scenario and the unit in which it was typed."""

from __future__ import annotations

import re

from optimizer import units
from optimizer.domain.issue import Where
from optimizer.tables.numbers import Wrong, parse_number, tidy
from optimizer.tables.problems import Problems
from optimizer.tables.schema import CANONICAL_UNIT, Column
from optimizer.tables.sheet import Cell
from optimizer.units import Unit

_FIGURE = re.compile(r"([+-]?(?:\d[\d,]*\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4}(?!\w))?)\s*(\S.*)", re.ASCII)
_UNITLESS = ("not_a_number", "unit_in_number")


def figure_and_unit(
    column: Column, cell: Cell, unit: str, where: Where, problems: Problems
) -> tuple[Cell, Unit | None]:
    """Return the bare number of a cell and its unit (None, with an issue, when the unit is not one of the column).

    The unit is the one behind the number, else `unit` (from the column's name), else the printed one of the column.
    """
    if not column.dimensioned:
        if unit:
            problems.add("unit_not_wanted", where, read=unit, column=column.label)
        return cell, None if unit else Unit()
    word = unit or CANONICAL_UNIT[column.kind]
    match = _FIGURE.fullmatch(tidy(cell)) if isinstance(cell, str) else None
    if match and _behind(column, cell, match[2]):
        cell, word = match[1], match[2]
    found = units.find(column.kind, word)
    if found is None:
        _unknown(column, word, where, problems)
    return cell, found


def _behind(column: Column, cell: Cell, word: str) -> bool:
    """Return whether the word behind a number is meant as a unit, rather than as part of a mistyped number."""
    number = parse_number(cell)
    if isinstance(number, Wrong):
        return number.code in _UNITLESS or units.find(column.kind, word) is not None
    return number.percent and column.kind != "share"


def _unknown(column: Column, word: str, where: Where, problems: Problems) -> None:
    offered = "、".join(units.SHOWN[column.kind])
    if units.other_kinds(column.kind, word):
        problems.add("unit_wrong_kind", where, read=word, wanted=offered, column=column.label)
    else:
        near = units.nearest(column.kind, word)
        problems.add("unit_unknown", where, read=word, wanted=offered, nearest=near, column=column.label)
