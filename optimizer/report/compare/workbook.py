"""The workbook of a comparison (情景对比工作簿): overview, assumptions, results, sweep and its chart."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import xlsxwriter

from optimizer.domain.case import QUANTITIES
from optimizer.report.compare.results import measure_table, node_table, project_table
from optimizer.report.compare.side import Side, compare_stamp
from optimizer.report.compare.sweep import Swept, sweep_table, write_chart
from optimizer.report.compare.tables import assumption_table, overview_table
from optimizer.report.parts.atomic import replace_file
from optimizer.report.parts.output import OutputTable
from optimizer.report.parts.safe import cell_text
from optimizer.report.parts.sheet import write_table
from optimizer.report.parts.style import Style
from optimizer.text import compare as words


def compare_tables(sides: Sequence[Side]) -> list[OutputTable]:
    """Return the tables of a comparison in the order of the workbook; a table without rows is left out."""
    tables = [overview_table(sides), assumption_table(sides)]
    planned = [sides[0], *(side for side in sides[1:] if side.outcome.ok)]
    results = [node_table(planned, quantity) for quantity in reversed(QUANTITIES)]
    results += [project_table(planned), measure_table(planned)]
    left_out = "、".join(side.title for side in sides[1:] if not side.outcome.ok)
    more = (words.NOTE["left_out"].format(names=left_out),) if left_out else ()
    tables += [replace(table, notes=(*table.notes, *more)) for table in results]
    return [table for table in tables if len(table.frame)]


def write_comparison(path: Path, sides: Sequence[Side], swept: Swept | None) -> None:
    """Write the workbook (of the base alone only its sweep); raise OutputRefused when it cannot be written."""
    replace_file(path, comparison_bytes(sides, swept))


def comparison_bytes(sides: Sequence[Side], swept: Swept | None = None) -> bytes:
    """Return the workbook (of the base alone only its sweep)."""
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True, "nan_inf_to_errors": False})
    stamp = compare_stamp([*sides, *(side for _, side in swept.runs)] if swept else sides)
    book.set_properties(
        {"title": words.TITLE["overview"], "subject": cell_text(stamp.case)[:200], "comments": stamp.run}
    )
    style = Style(book)
    for table in compare_tables(sides) if len(sides) > 1 else ():
        write_table(book, style, table, stamp)
    if swept is not None:
        table = sweep_table(swept)
        write_table(book, style, table, stamp)
        write_chart(book, table, swept)
    book.close()
    return memory.getvalue()
