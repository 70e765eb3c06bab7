"""The body of a sheet (表体): which rows are records; sums, notes and blank rows are set aside, merges resolved."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from optimizer.tables.header import Header
from optimizer.tables.problems import Problems
from optimizer.tables.schema import Table
from optimizer.tables.sheet import Cell, Sheet, is_blank, show
from optimizer.units import normal

_SUM_WORDS = frozenset({"合计", "小计", "总计", "共计", "累计", "total", "subtotal", "sum", "grandtotal"})
_SUM_LETTERS = re.compile("[ML]", re.IGNORECASE | re.ASCII)
"""Every sum word in plain letters has one of these."""
_NOTE = re.compile(r"\s*(注|备注|说明|填表说明|数据来源|资料来源)\s*[:：\d]")


@dataclass(eq=False)
class Body:
    """The rows of one sheet by what they are (表体): zero-based row numbers of the sheet."""

    records: list[int] = field(default_factory=list)
    sums: list[int] = field(default_factory=list)
    crooked: set[int] = field(default_factory=set)


def read_body(table: Table, sheet: Sheet, header: Header, problems: Problems) -> Body:
    """Return the rows below the header by what they are; cells outside the named columns give issues.

    Merged labels are filled down in `sheet.rows`; a merged figure gives an issue and its records are crooked.
    """
    body, labels = Body(), _label_places(table, header)
    first, width = header.row + 1, len(sheet.rows[header.row])
    unnamed: set[int] = set()
    named = set(header.places.values())
    known = [k for k, cell in enumerate(sheet.rows[header.row]) if not is_blank(cell)]
    nameless = sorted(set(range(width)) - set(known))
    for row in range(first, len(sheet.rows)):
        cells = sheet.rows[row]
        start = 0 if cells and not is_blank(cells[0]) else _start(cells)
        if start is None:
            continue
        if _is_sum(cells, labels if start in labels else (start, *labels)):
            body.sums.append(row)
            continue
        if _is_note(cells, start):
            continue
        body.records.append(row)
        for place in nameless:
            if place < len(cells) and not is_blank(cells[place]) and place not in unnamed:
                unnamed.add(place)
                problems.add("column_without_name", sheet.where(row, place), read=show(cells[place]))
        if len(cells) > width:
            _beyond(sheet, row, width, body, problems)
    _merges(table, sheet, header, body, named, problems)
    return body


def _start(cells: list[Cell]) -> int | None:
    return next((k for k, cell in enumerate(cells) if not is_blank(cell)), None)


def _beyond(sheet: Sheet, row: int, width: int, body: Body, problems: Problems) -> None:
    cells = sheet.rows[row]
    extra = next((k for k in range(width, len(cells)) if not is_blank(cells[k])), None)
    if extra is not None:
        problems.add("too_many_cells", sheet.where(row, extra), read=str(len(cells)), wanted=str(width))
        body.crooked.add(row)


def _label_places(table: Table, header: Header) -> tuple[int, ...]:
    names = (*table.key, "region", "name")
    return tuple(header.places[n] for n in names if n in header.places)


def _is_sum(cells: list[Cell], places: tuple[int, ...]) -> bool:
    for place in places:
        cell = cells[place] if place < len(cells) else ""
        if not isinstance(cell, str) or (cell.isascii() and not _SUM_LETTERS.search(cell)):
            continue
        if normal(cell).rstrip(":") in _SUM_WORDS:
            return True
    return False


def _is_note(cells: list[Cell], start: int) -> bool:
    cell = cells[start]
    if not isinstance(cell, str) or not _NOTE.match(cell):
        return False
    return all(is_blank(other) for other in cells[start + 1 :])


def _merges(table: Table, sheet: Sheet, header: Header, body: Body, named: set[int], problems: Problems) -> None:
    names = {place: name for name, place in header.places.items()}
    records = set(body.records)
    for merge in sheet.merges:
        if merge.top <= header.row or merge.bottom == merge.top or merge.left not in named:
            continue
        inside = [row for row in range(merge.top, min(merge.bottom + 1, len(sheet.rows))) if row in records]
        value = sheet.rows[merge.top][merge.left] if merge.left < len(sheet.rows[merge.top]) else ""
        if is_blank(value) or len(inside) < 2:
            continue
        column = table.column(names[merge.left])
        if column.dimensioned:
            problems.add(
                "merged_number", sheet.where(merge.top, merge.left), read=str(len(inside)), column=column.label
            )
            body.crooked.update(inside)
            continue
        for row in inside:
            cells = sheet.rows[row]
            cells.extend([""] * (merge.left + 1 - len(cells)))
            cells[merge.left] = value
