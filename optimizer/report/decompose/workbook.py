"""The workbook of a decomposition (目标分解工作簿); below the leagues every sheet and page carries the mark."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import xlsxwriter

from optimizer.domain.accounting import Accounts
from optimizer.domain.decompose import Decomposition
from optimizer.report.accounting.tables import effect_table
from optimizer.report.decompose.tables import decompose_tables
from optimizer.report.parts.atomic import replace_file
from optimizer.report.parts.output import OutputTable
from optimizer.report.parts.safe import cell_text
from optimizer.report.parts.sheet import write_table
from optimizer.report.parts.stamp import Stamp
from optimizer.report.parts.style import Style
from optimizer.rules.policy import Policy
from optimizer.text import decompose as words

_HEADER = "&C&14&KC00000{mark}"
"""Printed at the top of every page."""


def write_decomposition(
    path: Path, policy: Policy, found: Decomposition, stamp: Stamp, accounts: Accounts | None = None
) -> None:
    """Write the workbook, with the effect of power sent out where there are accounts, whole or not at all.

    Raises OutputRefused (the old file stays) when it cannot be.
    """
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True, "nan_inf_to_errors": False})
    made = decompose_tables(found, policy)
    if accounts is not None:
        made.append(effect_table(accounts, [m.region for m in found.splits[0].ground.members]))
    tables = [_marked(table, found.unlocked) for table in made]
    book.set_properties({"title": tables[0].title, "subject": cell_text(stamp.case)[:200], "comments": stamp.run})
    style = Style(book)
    for table in tables:
        write_table(book, style, table, stamp)
        if found.unlocked:
            book.get_worksheet_by_name(table.sheet).set_header(_HEADER.format(mark=words.WATERMARK))
    book.close()
    replace_file(path, memory.getvalue())


def _marked(table: OutputTable, reason: str) -> OutputTable:
    """Put the mark into the title and the reason above the other notes, where something was unlocked."""
    if not reason:
        return table
    note = words.NOTE["watermark"].format(reason=cell_text(reason))
    title = words.MARKED_TITLE.format(title=table.title, mark=words.WATERMARK)
    return replace(table, title=title, notes=(note, *table.notes))
