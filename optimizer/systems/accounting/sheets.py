"""The sheets of an accounting book (读取核算表): a folder of CSV files or a workbook into typed tables."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from optimizer.domain.issue import Where
from optimizer.errors import InputRejected
from optimizer.systems.accounting.tables import TABLES, find
from optimizer.tables.body import read_body
from optimizer.tables.columns import read_columns
from optimizer.tables.csvfile import read_csv
from optimizer.tables.grid import Grid, empty_grid
from optimizer.tables.header import known_columns, read_header
from optimizer.tables.keys import check_keys
from optimizer.tables.limits import check_signs
from optimizer.tables.names import NOTE_SHEETS, nearest
from optimizer.tables.problems import Problems
from optimizer.tables.schema import Table
from optimizer.tables.sheet import Cell, Sheet, is_blank
from optimizer.tables.workbook import read_workbook
from optimizer.text import accounting as words
from optimizer.units import normal

_NAMES = [name for table in TABLES for name in (table.name, table.label)]


def read_grids(path: Path, problems: Problems) -> dict[str, Grid]:
    """Return every table of the book, those that it does not have without records.

    Raises InputRejected when there is nothing to read at that path.
    """
    sheets: dict[str, Sheet] = {}
    for table, sheet in _sheets(path, problems):
        if table.name in sheets:
            other = sheets[table.name].title
            problems.add("duplicate_table", sheet.where(), read=sheet.title, other=other)
        else:
            sheets[table.name] = sheet
    if not sheets:
        if not problems.rejected:
            problems.add("account_empty", Where(path.name), read=path.name, wanted="、".join(words.TABLE.values()))
        raise InputRejected(problems.listed())
    return {table.name: _grid(table, sheets.get(table.name), problems) for table in TABLES}


def checksum(path: Path) -> str:
    """Return the SHA-256 of the files of a book, as hexadecimal digits."""
    digest = hashlib.sha256()
    files = sorted(f for f in path.iterdir() if f.suffix.lower() == ".csv") if path.is_dir() else [path]
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _sheets(path: Path, problems: Problems) -> Iterator[tuple[Table, Sheet]]:
    if path.is_dir():
        yield from _folder(path, problems)
    elif not path.exists():
        problems.add("case_not_found", Where(path.name), read=str(path))
    elif path.suffix.lower() != ".xlsx":
        problems.add("unsupported_file", Where(path.name), read=path.name, wanted=words.WANTED_FILE)
    else:
        yield from _workbook(path, problems)


def _folder(path: Path, problems: Problems) -> Iterator[tuple[Table, Sheet]]:
    for file in sorted(path.iterdir()):
        if file.suffix.lower() != ".csv" or file.name.startswith("."):
            continue
        table = find(file.stem)
        if table is None:
            near = nearest(file.stem, _NAMES)
            problems.add("unknown_file", Where(file.name), read=file.name, nearest=near and f"{near}.csv")
            continue
        problems.enter(file.name, "")
        sheet = read_csv(file, lambda row, table=table: known_columns(table, row), problems)  # type: ignore[misc]
        if sheet is not None:
            yield table, sheet


def _workbook(path: Path, problems: Problems) -> Iterator[tuple[Table, Sheet]]:
    for sheet in read_workbook(path, problems) or []:
        table = find(sheet.sheet)
        if table is not None:
            problems.enter(path.name, sheet.sheet)
            yield table, sheet
        elif normal(sheet.sheet) not in NOTE_SHEETS and not _empty(sheet):
            problems.add("unknown_sheet", sheet.where(), read=sheet.sheet, nearest=nearest(sheet.sheet, _NAMES))


def _empty(sheet: Sheet) -> bool:
    cells: Iterator[Cell] = (cell for row in sheet.rows for cell in row)
    return all(map(is_blank, cells))


def _grid(table: Table, sheet: Sheet | None, problems: Problems) -> Grid:
    if sheet is None or _empty(sheet):
        return empty_grid(table)
    header = read_header(table, sheet, problems)
    if header is None:
        return empty_grid(table, sheet.file, sheet.sheet)
    grid = read_columns(table, sheet, header, read_body(table, sheet, header, problems), problems)
    check_keys(grid, problems)
    check_signs(grid, problems)
    for column in table.columns:
        if column.kind == "electricity" and not column.signed:
            values = grid.numbers[column.name]
            for record in np.flatnonzero(values < 0).tolist():
                read = f"{values[record]:.10g}"
                problems.add("negative_quantity", grid.where(record, column.name), read=read, column=column.label)
    return grid
