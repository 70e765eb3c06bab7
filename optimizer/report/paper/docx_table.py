"""A table in Word (文档表格): headings repeated on every page, rows never cut, figures on the right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from optimizer.report.paper.docx_rows import RowMaker, Rows
from optimizer.report.paper.docx_style import TABLE_FONT, set_font
from optimizer.report.parts.output import Field, OutputTable
from optimizer.report.parts.printed import WORDS, printed
from optimizer.report.parts.sheet import cells
from optimizer.text.report import HEADING_FONT

_SIZE, _SMALLEST, _STEP = 10.5, 6.0, 0.5
_MM = 25.4 / 72
_PADDING, _PAD = 1.6, 2.4
"""Left and right padding of a cell together, and with its borders and a little air (mm)."""
_SHORTEST, _LONGEST_WORD = 6, 16
"""Character cells that a column of words keeps at least, and for a word that does not break at most."""
_MOST = 0.85
"""The share of a column of words that should stand on one line; a column of short words does so whole."""
_SHORT = 16
_SLACK = 1.12
"""Room for fonts that stand in for 宋体 where it is missing: their figures are a little wider than half a letter."""
_WORD = re.compile(r"[!-~]+")
_SUMS = ("parent", "sum", "children")
_CENTRED = ("light", "year", "count")


@dataclass(frozen=True, slots=True)
class Grid:
    """The widths of the columns (mm) and the size of the letters (pt)."""

    widths: tuple[float, ...]
    size: float


def add_table(document: Any, table: OutputTable, width: float, rows: Rows) -> None:
    """Add the table over that width (mm) to the end of the document; its records are left with `rows`."""
    fields = [field for field in table.fields if not field.hidden]
    texts = [[printed(value, field.kind) for value in table.frame[field.name]] for field in fields]
    grid = fit(table, fields, texts, width)
    made = document.add_table(rows=0, cols=len(fields))
    made.style, made.alignment, made.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    _set_padding(made)
    for column, wide in zip(made.columns, grid.widths, strict=True):
        column.width = Mm(wide)
    body = made._tbl
    for row in _headings(table, fields, grid):
        body.append(row)
    roles = table.frame["role"] if "role" in table.frame else [""] * len(table.frame)
    makers = {bold: _maker(fields, grid, bold) for bold in (False, True)}
    records = zip(zip(*texts, strict=True), roles, strict=True)
    body.append(rows.keep(makers[role in _SUMS].make(record) for record, role in records))


def fit(table: OutputTable, fields: Sequence[Field], texts: Sequence[Sequence[str]], width: float) -> Grid:
    """Return widths that fill the page: figures whole, words as wide as is left; smaller letters if need be."""
    size = _SIZE
    worded = [field.kind in ("text", "long") for field in fields]
    while True:
        cell = size / 2 * _MM * _SLACK
        wanted = [_wanted(column, word) * cell + _PAD for column, word in zip(texts, worded, strict=True)]
        heads = [_head_cells(table, field) * cell + _PAD for field in fields]
        least = [
            max(min(want, _unbroken(column) * cell + _PAD), head) if word else max(want, head)
            for want, head, word, column in zip(wanted, heads, worded, texts, strict=True)
        ]
        if sum(least) <= width or size <= _SMALLEST:
            break
        size -= _STEP
    widths = _widened(least, wanted, width)
    scale = width / sum(widths)
    return Grid(tuple(wide * scale for wide in widths), size)


def _widened(least: Sequence[float], wanted: Sequence[float], width: float) -> list[float]:
    """Give what is left of the width to the columns that need the least more: short names before long sentences."""
    widths, rest = list(least), max(0.0, width - sum(least))
    for n in sorted(range(len(least)), key=lambda n: wanted[n] - least[n]):
        more = min(rest, max(0.0, wanted[n] - least[n]))
        widths[n] += more
        rest -= more
    return widths


def _wanted(column: Sequence[str], worded: bool) -> int:
    """What every figure needs, and what most words need: a few long ones may break."""
    lengths = sorted(cells(text) for text in column)
    if not lengths or not worded:
        return max(lengths, default=0)
    return max(lengths[int((len(lengths) - 1) * _MOST)], min(lengths[-1], _SHORT))


def _unbroken(column: Sequence[str]) -> int:
    """The longest Latin word of a column of words, within reason; Chinese may break anywhere."""
    longest = max((len(word) for text in column for word in _WORD.findall(text)), default=0)
    return max(_SHORTEST, min(longest, _LONGEST_WORD))


def _head_cells(table: OutputTable, field: Field) -> int:
    """What a heading needs when it may break in two lines, and its unit in one or two."""
    unit = cells(_unit(table, field))
    return max(-(-cells(field.label) // 4) * 2, unit if unit <= 10 else -(-unit // 4) * 2)


def _unit(table: OutputTable, field: Field) -> str:
    return "" if field.unit in ("", table.unit) else field.unit


def _headings(table: OutputTable, fields: Sequence[Field], grid: Grid) -> list[Any]:
    """One row of headings, or two where columns are grouped: groups merged across, the others downwards."""
    labels = ["\n".join(part for part in (field.label, _unit(table, field)) if part) for field in fields]
    if not any(field.group for field in fields):
        row = _new_row(header=True)
        for label, wide in zip(labels, grid.widths, strict=True):
            row.append(_cell(label, wide, grid.size, "center", bold=True))
        return [row]
    top, low = _new_row(header=True), _new_row(header=True)
    position = 0
    while position < len(fields):
        group = fields[position].group
        end = position + 1
        while group and end < len(fields) and fields[end].group == group:
            end += 1
        wide = sum(grid.widths[position:end])
        top.append(_cell(group or labels[position], wide, grid.size, "center", bold=True, span=end - position,
                         down="" if group else "restart"))  # fmt: skip
        for n in range(position, end):
            low.append(_cell(labels[n] if group else "", grid.widths[n], grid.size, "center", bold=True,
                             down="" if group else "continue"))  # fmt: skip
        position = end
    return [top, low]


def _maker(fields: Sequence[Field], grid: Grid, bold: bool) -> RowMaker:
    looks = [
        (wide, "center" if field.kind in _CENTRED else "left" if field.kind in WORDS else "right")
        for field, wide in zip(fields, grid.widths, strict=True)
    ]
    return RowMaker(
        _new_row(header=False), len(fields),
        lambda column, text: _cell(text, looks[column][0], grid.size, looks[column][1], bold=bold),
    )  # fmt: skip


def _new_row(*, header: bool) -> Any:
    row = OxmlElement("w:tr")
    properties = row.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))
    return row


def _cell(text: str, wide: float, size: float, align: str, *, bold: bool, span: int = 1, down: str = "") -> Any:
    """One cell with its text, one paragraph a line; built from elements, because tables may have thousands of rows."""
    cell = OxmlElement("w:tc")
    properties = cell.get_or_add_tcPr()
    _child(properties, "w:tcW", w=str(round(wide / _MM * 20)), type="dxa")
    if span > 1:
        _child(properties, "w:gridSpan", val=str(span))
    if down:
        _child(properties, "w:vMerge", val=down)
    _child(properties, "w:vAlign", val="center")
    for line in text.split("\n"):
        cell.append(_paragraph(line, size, align, bold))
    return cell


def _paragraph(line: str, size: float, align: str, bold: bool) -> Any:
    """One line; the mark of its end is as small as its letters, so that an empty cell does not stretch the row."""
    paragraph = OxmlElement("w:p")
    shape = paragraph.get_or_add_pPr()
    _child(shape, "w:spacing", before="0", after="0", line="240", lineRule="auto")
    _child(shape, "w:jc", val=align)
    run = OxmlElement("w:r")
    mark = OxmlElement("w:rPr")
    for properties in (mark, run.get_or_add_rPr()):
        set_font(properties, HEADING_FONT if bold else TABLE_FONT)
        for name in ("w:sz", "w:szCs"):
            _child(properties, name, val=str(round(size * 2)))
    shape.append(mark)
    run.text = line
    paragraph.append(run)
    return paragraph


def _child(parent: Any, name: str, **attributes: str) -> None:
    child = OxmlElement(name)
    for key, value in attributes.items():
        child.set(qn(f"w:{key}"), value)
    parent.append(child)


def _set_padding(made: Any) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        _child(margins, f"w:{side}", w=str(round(_PADDING / 2 / _MM * 20)), type="dxa")
    look = made._tbl.tblPr.find(qn("w:tblLook"))
    look.addprevious(margins)
