"""The blank sheets of a ledger (台账填报模板): entries to book and project progress, with the book's own regions."""

from __future__ import annotations

import io
from pathlib import Path

import xlsxwriter

from optimizer.domain.ledger import Book
from optimizer.errors import OutputRefused
from optimizer.tables.ledger.schema import LEDGER_TABLES
from optimizer.tables.template import table_sheet
from optimizer.text import report as said


def write_ledger_template(target: Path, book: Book) -> None:
    """Write the blank workbook; raise OutputRefused rather than overwrite anything."""
    if target.exists():
        raise OutputRefused(said.REFUSED["exists"].format(path=target))
    if target.suffix.lower() != ".xlsx":
        raise OutputRefused(said.REFUSED["suffix"].format(path=target))
    memory = io.BytesIO()
    workbook = xlsxwriter.Workbook(memory, {"in_memory": True})
    for table in LEDGER_TABLES:
        table_sheet(workbook, table, book.regions)
    workbook.close()
    try:
        with target.open("xb") as file:
            file.write(memory.getvalue())
    except OSError as error:
        raise OutputRefused(said.REFUSED["locked"].format(path=target, reason=error.strerror or error)) from error
