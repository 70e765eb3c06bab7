"""The cover (封面与说明): what was run on which data, the outcome, what the inputs are worth, the sign-off line."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import Case
from optimizer.domain.finding import Verification
from optimizer.domain.issue import Issue
from optimizer.report.parts.safe import cell_text
from optimizer.report.parts.sheet import cells, heading, page_setup
from optimizer.report.parts.stamp import Stamp
from optimizer.report.parts.style import Style
from optimizer.report.plan.cover_lines import Line, cover_lines
from optimizer.rules.policy import Policy
from optimizer.text import report as words

_WIDTHS = (20.0, 66.0, 12.0)


def write_cover(
    book: xlsxwriter.Workbook, style: Style, case: Case, policy: Policy, allocation: Allocation,
    verification: Verification, stamp: Stamp, warnings: Sequence[Issue],
) -> None:  # fmt: skip
    """Write the cover; `stamp` identifies the run, `verification` is the independent check's verdict."""
    sheet = book.add_worksheet(words.SHEET["cover"])
    for position, width in enumerate(_WIDTHS):
        sheet.set_column(position, position, width)
    heading(sheet, style, stamp, title=words.TITLE["cover"], unit="", widths=list(_WIDTHS))
    row = 3
    for title, lines in cover_lines(case, policy, allocation, verification, stamp, warnings).items():
        row = _section(sheet, style, row, title, lines)
    sheet.merge_range(row + 1, 0, row + 1, 2, "", style.line())
    sheet.write_string(row + 1, 0, words.COVER["sign"], style.line())
    sheet.set_row(row + 1, 28)
    page_setup(sheet, stamp, wide=False, header_rows=(0, 1))
    sheet.set_portrait()
    sheet.print_area(0, 0, row + 1, 2)


def _section(sheet: Any, style: Style, row: int, title: str, lines: list[Line]) -> int:
    sheet.merge_range(row, 0, row, 2, "", style.section())
    sheet.write_string(row, 0, title, style.section())
    for offset, (label, value) in enumerate(lines, start=1):
        sheet.write_string(row + offset, 0, label, style.cell("text"))
        fmt = style.cell("text")
        sheet.merge_range(row + offset, 1, row + offset, 2, "", fmt if isinstance(value, str) else style.exact())
        if isinstance(value, str):
            text = cell_text(value)
            sheet.write_string(row + offset, 1, text, fmt)
            sheet.set_row(row + offset, 13.5 * max(1, math.ceil(cells(text) / 80)) + 3)
        else:
            sheet.write_number(row + offset, 1, value, style.exact())
    return row + len(lines) + 2
