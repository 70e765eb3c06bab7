"""The workbook (成果工作簿): every sheet of one run, written whole or not at all."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import Case
from optimizer.domain.finding import Verification
from optimizer.domain.issue import Issue
from optimizer.domain.rounded import RoundedPlan
from optimizer.report.parts.atomic import replace_file
from optimizer.report.parts.output import DICTIONARY_ROWS
from optimizer.report.parts.safe import cell_text
from optimizer.report.parts.sheet import write_table
from optimizer.report.parts.stamp import Stamp
from optimizer.report.parts.style import Style
from optimizer.report.plan.balance import warn_share
from optimizer.report.plan.checks import TOLERANCE, check_table, node_tolerance
from optimizer.report.plan.cover import write_cover
from optimizer.report.plan.tables import output_tables
from optimizer.rules.policy import Policy
from optimizer.text import report as words

FORMAT = "shuangkong-result-1"


def write_workbook(
    path: Path, case: Case, policy: Policy, allocation: Allocation, rounded: RoundedPlan,
    verification: Verification, stamp: Stamp, warnings: Sequence[Issue],
) -> None:  # fmt: skip
    """Write the official workbook of one run; raise OutputRefused (the old file stays) when it cannot be."""
    replace_file(path, workbook_bytes(case, policy, allocation, rounded, verification, stamp, warnings))


def workbook_bytes(
    case: Case, policy: Policy, allocation: Allocation, rounded: RoundedPlan, verification: Verification,
    stamp: Stamp, warnings: Sequence[Issue],
) -> bytes:  # fmt: skip
    """Return the official workbook of one run; `warnings` (of data and pack) stand on its cover."""
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True, "nan_inf_to_errors": False})
    book.set_properties({"title": words.TITLE["cover"], "subject": cell_text(stamp.case)[:200], "comments": stamp.run})
    style = Style(book)
    write_cover(book, style, case, policy, allocation, verification, stamp, warnings)
    tables = output_tables(case, policy, allocation, rounded)
    for table in (*tables.values(), check_table(case, policy, tables)):
        write_table(book, style, table, stamp)
    _write_dictionary(book, case, policy, stamp)
    book.close()
    return memory.getvalue()


def _write_dictionary(book: xlsxwriter.Workbook, case: Case, policy: Policy, stamp: Stamp) -> None:
    """The hidden sheet: what formulas compare with, and what `verify` recognises the workbook by."""
    sheet = book.add_worksheet(words.SHEET["dictionary"])
    values: dict[str, str | float] = {
        "format": FORMAT, "run": stamp.run, "checksum": stamp.checksum, "warn_share": warn_share(policy),
        "tolerance": TOLERANCE, "node_tolerance": node_tolerance(case),
    }  # fmt: skip
    for row, key in enumerate(DICTIONARY_ROWS):
        value = values[key]
        sheet.write_string(row, 0, words.DICTIONARY[key])
        if isinstance(value, str):
            sheet.write_string(row, 1, cell_text(value))
        else:
            sheet.write_number(row, 1, value)
    sheet.set_column(0, 1, 28)
    sheet.hide()
