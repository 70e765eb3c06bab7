"""Where actuals stand (实绩来源): a folder of CSV tables or a workbook into raw sheets; strangers reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from optimizer.domain.issue import Where
from optimizer.tables.actuals.schema import ACTUAL_TABLES
from optimizer.tables.csvfile import read_csv
from optimizer.tables.header import known_columns
from optimizer.tables.names import NOTE_SHEETS, nearest
from optimizer.tables.problems import Problems
from optimizer.tables.schema import Table
from optimizer.tables.sheet import Cell, Sheet, is_blank
from optimizer.tables.workbook import read_workbook
from optimizer.text.settings import WANTED_FILE
from optimizer.units import normal

_READ = (".csv", ".xlsx", ".xls", ".xlsm", ".et")
Tables = tuple[Table, ...]


def actuals_sheets(path: Path, problems: Problems) -> dict[str, Sheet]:
    """Return the raw sheets of the actuals by table name; everything that cannot be used gives an issue."""
    return sheets_of(path, ACTUAL_TABLES, problems)


def sheets_of(path: Path, tables: Tables, problems: Problems) -> dict[str, Sheet]:
    """Return the raw sheets of those tables by name, from a folder of CSV files or a workbook."""
    if path.is_dir():
        return _folder(path, tables, problems)
    if not path.exists():
        problems.add("actuals_not_found", Where(path.name), read=str(path))
        return {}
    if path.suffix.lower() != ".xlsx":
        problems.add("unsupported_file", Where(path.name), read=path.name, wanted=WANTED_FILE)
        return {}
    found: list[tuple[str, Where, Sheet]] = []
    for sheet in read_workbook(path, problems) or ():
        problems.enter(path.name, sheet.sheet)
        if normal(sheet.sheet) not in NOTE_SHEETS and any(not is_blank(cell) for row in sheet.rows for cell in row):
            found.append((sheet.sheet, Where(path.name, sheet.sheet), sheet))
    return _by_table(found, "unknown_sheet", tables, problems)


def _folder(path: Path, tables: Tables, problems: Problems) -> dict[str, Sheet]:
    found: list[tuple[str, Where, Sheet]] = []
    for file in sorted(path.iterdir()):
        if file.name.startswith((".", "~$")) or file.suffix.lower() not in _READ:
            continue
        problems.enter(file.name, "")
        table = _table(file.stem, tables)
        if table is None or file.suffix.lower() != ".csv":
            problems.add("unknown_file", Where(file.name), read=file.name, nearest=nearest(file.stem, _names(tables)))
            continue
        sheet = read_csv(file, _counter(table), problems)
        if sheet is not None:
            found.append((file.stem, Where(file.name), sheet))
    return _by_table(found, "unknown_file", tables, problems)


def _by_table(
    found: Iterable[tuple[str, Where, Sheet]], stranger: str, tables: Tables, problems: Problems
) -> dict[str, Sheet]:
    sheets: dict[str, Sheet] = {}
    for name, where, sheet in found:
        table = _table(name, tables)
        if table is None:
            problems.add(stranger, where, read=name, nearest=nearest(name, _names(tables)))
        elif table.name in sheets:
            problems.add("duplicate_table", where, read=name, other=sheets[table.name].title)
        else:
            sheets[table.name] = sheet
    return sheets


def _names(tables: Tables) -> list[str]:
    return [name for table in tables for name in (table.name, table.label)]


def _table(name: str, tables: Tables) -> Table | None:
    return next((t for t in tables if normal(name) in (normal(t.name), normal(t.label))), None)


def _counter(table: Table) -> Callable[[list[Cell]], int]:
    return lambda row: known_columns(table, row)
