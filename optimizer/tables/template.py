"""Blank cases to fill in (空白模板): a workbook or a folder with the headers and choices of the data dictionary."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from optimizer.errors import OutputRefused
from optimizer.tables.scenario.schema import SCENARIOS
from optimizer.tables.schema import TABLES, Column, Table
from optimizer.text import report as said
from optimizer.text import template as words

_ROWS = 2000
"""So many rows have dropdowns and formats."""
_LIST = 255
"""Longest list, in characters, that a dropdown may hold itself."""
_FONT = said.BODY_FONT
_HEADER = {"bold": True, "border": 1, "align": "center", "text_wrap": True, "valign": "vcenter", "font_name": _FONT}
_WORDED = ("text", "region", "parent", "project", "measure", "choice", "flag", "ramp")


def write_blank(target: Path, model: str) -> None:
    """Write a blank case for a pack: `target` ending in .xlsx is a workbook, otherwise a folder.

    Raises OutputRefused rather than overwrite anything.
    """
    save_new(target, {target: _workbook(model)} if target.suffix else _folder(target, model))


def save_new(target: Path, files: Mapping[Path, bytes]) -> None:
    """Write the files of a new workbook or folder; raise OutputRefused rather than overwrite anything."""
    if target.exists():
        raise OutputRefused(said.REFUSED["exists"].format(path=target))
    if target.suffix and target.suffix.lower() != ".xlsx":
        raise OutputRefused(said.REFUSED["suffix"].format(path=target))
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                file.write(data)
    except OSError as error:
        raise OutputRefused(said.REFUSED["locked"].format(path=target, reason=error.strerror or error)) from error


def _folder(target: Path, model: str) -> dict[Path, bytes]:
    """case.toml, one CSV a table with nothing but its header, and the notes as a text file."""
    files = {target / "case.toml": words.SETTINGS_TOML.format(model=model).encode()}
    for table in TABLES:
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\r\n").writerow([column.header for column in table.columns])
        files[target / f"{table.name}.csv"] = text.getvalue().encode("utf-8-sig")
    lines = [*words.NOTES, "", *("\t".join(line).rstrip() for line in _columns())]
    files[target / words.NOTES_FILE] = ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")
    return files


def _workbook(model: str) -> bytes:
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True})
    _notes_sheet(book)
    _settings_sheet(book, model)
    for table in (*TABLES, SCENARIOS):
        table_sheet(book, table)
    book.close()
    return memory.getvalue()


def _notes_sheet(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet(words.NOTES_SHEET)
    plain = book.add_format({"text_wrap": True, "valign": "top", "font_name": _FONT})
    cell = book.add_format({"text_wrap": True, "valign": "top", "font_name": _FONT, "border": 1})
    header = book.add_format({**_HEADER, "bg_color": "#DCE6F1"})
    for position, width in enumerate((8, 34, 8, 34, 44)):
        sheet.set_column(position, position, width)
    for row, note in enumerate(words.NOTES):
        sheet.merge_range(row, 0, row, 4, "", plain)
        sheet.write_string(row, 0, note, plain)
    first = len(words.NOTES) + 1
    for offset, line in enumerate(_columns()):
        for position, text in enumerate(line):
            sheet.write_string(first + offset, position, text, cell if offset else header)
    _print(sheet, first)


def _columns() -> list[list[str]]:
    """One line a column of the data dictionary: table, heading, must, allowed words, meaning and default."""
    lines = [list(words.NOTE_HEADINGS)]
    for table in TABLES:
        lines += [
            [table.label, c.header, _must(c), "、".join(x.label for x in c.choices), _meaning(c)] for c in table.columns
        ]
    return lines


def _must(column: Column) -> str:
    return words.REQUIRED if column.required else words.OPTIONAL


def _meaning(column: Column) -> str:
    default = words.DEFAULT.format(default=column.default) if column.default else ""
    return "；".join(part for part in (column.note, default) if part)


def _settings_sheet(book: xlsxwriter.Workbook, model: str) -> None:
    sheet = book.add_worksheet(words.SETTINGS_SHEET)
    header, text = (
        book.add_format({**_HEADER, "bg_color": "#DCE6F1"}),
        book.add_format({"border": 1, "font_name": _FONT}),
    )
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 36)
    sheet.set_column(2, 2, 60)
    for position, label in enumerate(words.SETTINGS_HEADINGS):
        sheet.write_string(0, position, label, header)
    for row, (key, value, note) in enumerate(words.SETTINGS, start=1):
        sheet.write_string(row, 0, key, text)
        sheet.write_string(row, 1, value.format(model=model), text)
        sheet.write_string(row, 2, note, text)
        if key in words.SETTING_CHOICES:
            sheet.data_validation(row, 1, row, 1, {"validate": "list", "source": list(words.SETTING_CHOICES[key])})
    _print(sheet, 0)


def table_sheet(book: xlsxwriter.Workbook, table: Table, regions: Sequence[str] = ()) -> None:
    """Add the blank sheet of a table; regions are offered from that list, or else from the region sheet."""
    sheet = book.add_worksheet(table.label)
    must = book.add_format({**_HEADER, "bg_color": "#FFE699"})
    may = book.add_format({**_HEADER, "bg_color": "#DCE6F1"})
    text, number = book.add_format({"num_format": "@", "font_name": _FONT}), book.add_format({"font_name": _FONT})
    for position, column in enumerate(table.columns):
        width = max(10.0, min(len(column.header) * 2 + 2, 26))
        sheet.set_column(position, position, width, text if column.kind in _WORDED else number)
        sheet.write_string(0, position, column.header, must if column.required else may)
        note = "；".join(part for part in (_must(column), _meaning(column)) if part)
        sheet.write_comment(0, position, note, {"x_scale": 1.5})
        rule = _validation(column, regions)
        if rule:
            sheet.data_validation(1, position, _ROWS, position, rule)
    sheet.set_row(0, 44)
    sheet.freeze_panes(1, 1)
    _print(sheet, 0)


def _validation(column: Column, regions: Sequence[str]) -> dict[str, Any] | None:
    """The dropdown or number check of one column; regions are offered from the region sheet, as a warning only."""
    title = {"input_title": column.label[:30], "ignore_blank": True}
    if column.choices:
        return {**title, "validate": "list", "source": [c.label for c in column.choices],
                "error_message": words.CHOOSE}  # fmt: skip
    if column.kind == "flag":
        return {**title, "validate": "list", "source": [said.YES, said.NO], "error_message": words.CHOOSE}
    if column.kind in ("region", "parent"):
        places = TABLES[0]
        letter = xl_col_to_name([c.name for c in places.columns].index("region"))
        listed = list(regions) or f"='{places.label}'!${letter}$2:${letter}${_ROWS + 1}"
        if len(",".join(regions)) > _LIST:
            return None
        return {**title, "validate": "list", "source": listed,
                "error_type": "warning", "error_message": words.KNOWN_REGION}  # fmt: skip
    if column.kind == "year":
        return {**title, "validate": "integer", "criteria": "between", "minimum": 1990, "maximum": 2100,
                "error_message": words.WHOLE_YEAR}  # fmt: skip
    if column.dimensioned and not column.signed:
        return {**title, "validate": "decimal", "criteria": ">=", "value": 0, "error_type": "warning",
                "error_message": words.NOT_NEGATIVE}  # fmt: skip
    return None


def _print(sheet: Any, header_row: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header_row)
