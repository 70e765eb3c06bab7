"""Books beside the case, blank or filled in (空白台账、样例): actuals, the key-unit register, the accounting book."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import xlsxwriter

from optimizer.tables.schema import Table
from optimizer.tables.template import save_new, table_sheet

Rows = Sequence[Mapping[str, str]]
"""Rows of one table, by header."""
_FIGURE = re.compile(r"-?\d+(\.\d+)?")


def read_rows(folder: Path, tables: Sequence[Table]) -> dict[str, Rows]:
    """Return the rows of a folder of CSV tables by table and header, those that it has."""
    found: dict[str, Rows] = {}
    for table in tables:
        path = folder / f"{table.name}.csv"
        if path.exists():
            with path.open(encoding="utf-8-sig", newline="") as file:
                found[table.name] = list(csv.DictReader(file))
    return found


def write_book(target: Path, tables: Sequence[Table], filled: Mapping[str, Rows] = {}) -> None:  # noqa: B006
    """Write tables, blank or filled: `target` ending in .xlsx is a workbook, otherwise a folder of CSV.

    Raises OutputRefused rather than overwrite anything.
    """
    save_new(target, {target: _workbook(tables, filled)} if target.suffix else _folder(target, tables, filled))


def _folder(target: Path, tables: Sequence[Table], filled: Mapping[str, Rows]) -> dict[Path, bytes]:
    files = {}
    for table in tables:
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow([column.header for column in table.columns])
        writer.writerows(_cells(table, row) for row in filled.get(table.name, ()))
        files[target / f"{table.name}.csv"] = text.getvalue().encode("utf-8-sig")
    return files


def _workbook(tables: Sequence[Table], filled: Mapping[str, Rows]) -> bytes:
    """The sheets with their headers and choices; regions are offered where the book has a sheet of them."""
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True})
    placed = any(table.name == "regions" for table in tables)
    for table in tables:
        columns = tuple(
            replace(column, kind="text") if column.kind in ("region", "parent") and not placed else column
            for column in table.columns
        )
        table_sheet(book, replace(table, columns=columns))
        sheet = book.get_worksheet_by_name(table.label)
        for place, row in enumerate(filled.get(table.name, ()), start=1):
            for position, text in enumerate(_cells(table, row)):
                if _FIGURE.fullmatch(text):
                    sheet.write_number(place, position, float(text))
                elif text:
                    sheet.write_string(place, position, text)
    book.close()
    return memory.getvalue()


def _cells(table: Table, row: Mapping[str, str]) -> list[str]:
    return [row.get(column.header, "") for column in table.columns]
