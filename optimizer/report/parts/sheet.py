"""One output table onto one worksheet (写表): title, line, headings, cells with live formulas, notes, page set-up."""

from __future__ import annotations

import math
import unicodedata
from typing import Any

import xlsxwriter

from optimizer.report.parts.output import Field, OutputTable
from optimizer.report.parts.safe import cell_text
from optimizer.report.parts.stamp import Stamp
from optimizer.report.parts.style import CHANGE_OF, Style
from optimizer.report.parts.verdict import unproved_text
from optimizer.text import report as words

A3, A4 = 8, 9
_DIGITS = {
    "amount": ",.2f", "money": ",.2f", "exact": ",.4f", "intensity": ".4f", "percent": ".2%", "chance": ".1%",
    "year": ".0f", "count": ".0f", "change": "+,.5f", "change_exact": "+,.7f", "change_count": "+.3f",
    "change_share": "+,.5%", "change_given": "+,.5g",
}  # fmt: skip
"""How wide figures print; differences with room for 增 or 减."""
_WORDED = {"text": 34.0, "long": 60.0}
"""Widest column of names and of sentences; longer ones run over several lines."""
_NARROWEST, _MOST_LINES = 5.0, 6
_PADDING = 2.5
_BREAKS = 1.1
"""Allowance for words that are not broken at the end of a line."""
_NOTE_LINE = 0.9
"""How many of a row's character cells a line of a note fills."""


def page_setup(sheet: Any, stamp: Stamp, *, wide: bool, header_rows: tuple[int, int]) -> None:
    """Landscape, one page wide, header repeated, footer with run, page and static date."""
    sheet.set_landscape()
    sheet.set_paper(A3 if wide else A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.repeat_rows(*header_rows)
    facts = {name: cell_text(text)[:60].replace("&", "&&") for name, text in
             (("run", stamp.run), ("time", stamp.time), ("pack", stamp.pack))}  # fmt: skip
    sheet.set_footer(words.FOOTER.format(**facts))


def heading(sheet: Any, style: Style, stamp: Stamp, *, title: str, unit: str, widths: list[float]) -> None:
    """Rows 1 and 2: the title, the plan (with 未证最优 where it is not proved), the unit; `widths` as shown."""
    last = len(widths) - 1
    sheet.merge_range(0, 0, 0, last, "", style.title())
    sheet.write_string(0, 0, title, style.title())
    sheet.set_row(0, 32)
    text = words.UNIT_LINE.format(unit=unit) if unit else ""
    split = last
    while text and split > 1 and sum(widths[split + 1 :]) < cells(text) + 2:
        split -= 1
    line = words.CASE_LINE.format(case=cell_text(stamp.case)[:80], run=stamp.run)
    line = f"{unproved_text(stamp.outcome)} {line}".strip()
    sheet.merge_range(1, 0, 1, split, "", style.line())
    sheet.write_string(1, 0, line, style.line())
    sheet.set_row(1, 13.5 * math.ceil(cells(line) / sum(widths[: split + 1])) + 3)
    if split + 1 < last:
        sheet.merge_range(1, split + 1, 1, last, "", style.line("right"))
    if split < last:
        sheet.write_string(1, split + 1, text, style.line("right"))


def write_table(book: xlsxwriter.Workbook, style: Style, table: OutputTable, stamp: Stamp) -> None:
    """Write a whole sheet from one output table."""
    sheet = book.add_worksheet(table.sheet)
    shown = [n for n, f in enumerate(table.fields) if not f.hidden]
    last = shown[-1]
    widths = [_width(table, field) for field in table.fields]
    heading(sheet, style, stamp, title=table.title, unit=table.unit, widths=[widths[n] for n in shown])
    _headings(sheet, style, table, widths)
    for position, field in enumerate(table.fields):
        options = {"hidden": True} if field.hidden else {}
        sheet.set_column(position, position, widths[position], None, options)
        _column(sheet, style, table, position, field)
    for offset, lines in enumerate(_lines(table, widths)):
        sheet.set_row(table.first_row + offset, 13.5 * lines + 3)
    sheet.freeze_panes(table.first_row, 1 + sum(f.name == "name" for f in table.fields[1:2]))
    page_setup(sheet, stamp, wide=table.wide, header_rows=(3, table.first_row - 1))
    below = table.first_row + len(table.frame)
    notes(sheet, style, table.notes, row=below, width=sum(widths[n] for n in shown), last=last)
    sheet.print_area(0, 0, below + len(table.notes), last)


def notes(sheet: Any, style: Style, texts: tuple[str, ...], *, row: int, width: float, last: int) -> None:
    """Write notes below a table, each on one merged row high enough to be read."""
    for offset, text in enumerate(texts):
        sheet.merge_range(row + offset, 0, row + offset, last, "", style.note())
        sheet.write_string(row + offset, 0, text, style.note())
        sheet.set_row(row + offset, 12.5 * math.ceil(cells(text) * _NOTE_LINE / width) + 2)


def _heading(table: OutputTable, field: Field) -> str:
    """The label, with its unit where that is not the unit of the whole sheet."""
    unit = _unit(table, field)
    return f"{field.label}\n{unit}" if unit else field.label


def _unit(table: OutputTable, field: Field) -> str:
    return "" if field.unit in ("", table.unit) else words.WITH_UNIT.format(name="", unit=field.unit)


def _heading_lines(label: str, width: float) -> int:
    return sum(math.ceil(cells(part) / (width - _PADDING)) for part in label.split("\n"))


def _headings(sheet: Any, style: Style, table: OutputTable, widths: list[float]) -> None:
    top, fmt = 3, style.header()
    labels = [_heading(table, field) for field in table.fields]
    lines = max(_heading_lines(label, width) for label, width in zip(labels, widths, strict=True))
    sheet.set_row(table.first_row - 1, 13.5 * max(lines, 2) + 4)
    for position, (field, label) in enumerate(zip(table.fields, labels, strict=True)):
        if field.group:
            sheet.write_string(top + 1, position, label, fmt)
        elif table.grouped:
            sheet.merge_range(top, position, top + 1, position, "", fmt)
            sheet.write_string(top, position, label, fmt)
        else:
            sheet.write_string(top, position, label, fmt)
    for group in dict.fromkeys(f.group for f in table.fields if f.group):
        members = [n for n, f in enumerate(table.fields) if f.group == group]
        if len(members) > 1:
            sheet.merge_range(top, members[0], top, members[-1], "", fmt)
        sheet.write_string(top, members[0], group, fmt)


def _column(sheet: Any, style: Style, table: OutputTable, position: int, field: Field) -> None:
    frame, first = table.frame, table.first_row
    roles = frame["role"].tolist() if "role" in frame else [""] * len(frame)
    marks = frame["mark"].tolist() if "mark" in frame else [""] * len(frame)
    rows = zip(frame[field.name].tolist(), roles, marks, _kinds(table, field), table.formulas(field), strict=True)
    for offset, (value, role, mark, kind, formula) in enumerate(rows):
        fmt = (
            style.unseen()
            if field.hidden
            else style.cell(kind, marked=bool(mark), total=role in ("parent", "sum", "children"))
        )
        blank = value == "" if isinstance(value, str) else not math.isfinite(value)
        if blank:
            sheet.write_blank(first + offset, position, None, fmt)
        elif formula:
            sheet.write_formula(first + offset, position, formula, fmt, value)
        elif isinstance(value, str):
            sheet.write_string(first + offset, position, cell_text(value), fmt)
        else:
            sheet.write_number(first + offset, position, float(value), fmt)
    rules = style.lights() if field.kind == "light" else style.changes() if field.kind.startswith("change") else []
    if len(frame):
        for rule in rules:
            sheet.conditional_format(first, position, first + len(frame) - 1, position, rule)


def _kinds(table: OutputTable, field: Field) -> list[str]:
    """The kind of each record: the field's, or where that is `given` the record's own, if the frame has one."""
    if "kind" not in table.frame or field.kind not in ("given", "change_given"):
        return [field.kind] * len(table.frame)
    own = [str(kind) for kind in table.frame["kind"]]
    return own if field.kind == "given" else [CHANGE_OF.get(kind, field.kind) for kind in own]


def _width(table: OutputTable, field: Field) -> float:
    """Wide enough for every figure or name, and for the heading in two lines."""
    values = table.frame[field.name].tolist()
    if field.kind in _DIGITS:
        longest = max((len(f"{v:{_DIGITS[field.kind]}}") for v in values if math.isfinite(v)), default=0)
    else:
        shown = (f"{v:,.10g}" if isinstance(v, float) and math.isfinite(v) else cell_text(v) for v in values)
        longest = max((cells(text) for text in shown), default=0)
    widest = _WORDED.get(field.kind, math.inf)
    return min(max(_NARROWEST, longest + _PADDING, _half(field.label), _half(_unit(table, field))), widest)


def _half(text: str) -> float:
    """The width that shows a heading in two lines."""
    return math.ceil(cells(text) / 4) * 2 + _PADDING


def _lines(table: OutputTable, widths: list[float]) -> list[int]:
    """How many lines each record takes, by its longest text; words that do not break take a little more."""
    lines = [1] * len(table.frame)
    for field, width in zip(table.fields, widths, strict=True):
        if field.kind not in _WORDED:
            continue
        for record, text in enumerate(table.frame[field.name].tolist()):
            length = cells(cell_text(text))
            fits = length <= width - _PADDING
            wanted = 1 if fits else math.ceil(length * _BREAKS / (width - _PADDING))
            lines[record] = min(max(lines[record], wanted), _MOST_LINES)
    return lines


def cells(text: str) -> int:
    """Return how many character cells a text takes (Chinese characters take two)."""
    return len(text) if text.isascii() else sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
