"""Blank books beside the case to fill in (空白台账): actuals, the key-unit register, the accounting book."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import xlsxwriter

from optimizer.tables.schema import Table
from optimizer.tables.template import save_new, table_sheet


def write_blank_book(target: Path, tables: Sequence[Table]) -> None:
    """Write blank tables: `target` ending in .xlsx is a workbook, otherwise a folder of CSV files.

    Raises OutputRefused rather than overwrite anything.
    """
    save_new(target, {target: _workbook(tables)} if target.suffix else _folder(target, tables))


def _folder(target: Path, tables: Sequence[Table]) -> dict[Path, bytes]:
    files = {}
    for table in tables:
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\r\n").writerow([column.header for column in table.columns])
        files[target / f"{table.name}.csv"] = text.getvalue().encode("utf-8-sig")
    return files


def _workbook(tables: Sequence[Table]) -> bytes:
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
    book.close()
    return memory.getvalue()
