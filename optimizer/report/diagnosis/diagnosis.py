"""The diagnosis workbook (诊断工作簿): conflicts, gaps, repair, menu; no allocation, and no one can take it for one."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

from optimizer.explain.amount import ceiling
from optimizer.report.parts.atomic import replace_file
from optimizer.report.parts.output import Field, OutputTable
from optimizer.report.parts.safe import cell_text
from optimizer.report.parts.sheet import write_table
from optimizer.report.parts.stamp import Stamp
from optimizer.report.parts.style import Style
from optimizer.text import diagnosis as words
from optimizer.text.words import QUANTITY

ALERT = "#C00000"
Entry = Mapping[str, Any]


def write_diagnosis(
    path: Path, stamp: Stamp, conflicts: Sequence[Sequence[Entry]], relief: Mapping[str, Sequence[Entry]],
    menu: Sequence[Entry],
) -> None:  # fmt: skip
    """Write the workbook of a case without a plan; raise OutputRefused (the old file stays) when it cannot be."""
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True})
    book.set_properties({"title": words.TITLE.format(name=cell_text(stamp.case)[:200]), "comments": stamp.run})
    style = Style(book)
    for table in (_conflicts(conflicts), _relief(relief), _menu(menu)):
        write_table(book, style, table, stamp)
        _mark(book, style, table, stamp)
    book.close()
    replace_file(path, memory.getvalue())


def _mark(book: xlsxwriter.Workbook, style: Style, table: OutputTable, stamp: Stamp) -> None:
    """Say on the sheet, on its tab and across every printed page that this is no plan."""
    sheet = book.get_worksheet_by_name(table.sheet)
    sheet.write_string(1, 0, words.CASE_LINE.format(case=cell_text(stamp.case)[:80], run=stamp.run), style.line())
    banner = book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": ALERT, "align": "center"})
    sheet.merge_range(2, 0, 2, len(table.fields) - 1, words.NOTICE, banner)
    sheet.set_tab_color(ALERT)
    sheet.set_header(f'&C&"Arial,Bold"&28&K{ALERT[1:]}{words.NOTICE}', {"margin": 0.2})
    facts = {name: cell_text(fact)[:60].replace("&", "&&") for name, fact in
             (("run", stamp.run), ("time", stamp.time), ("pack", stamp.pack))}  # fmt: skip
    sheet.set_footer(words.FOOTER.format(**facts))
    sheet.set_margins(left=0.4, right=0.4, top=1.0, bottom=0.7)


def _table(key: str, fields: Sequence[Field], rows: list[dict[str, Any]], notes: Sequence[str]) -> OutputTable:
    frame = pd.DataFrame(rows, columns=[field.name for field in fields])
    for field in fields:
        if field.kind in ("amount", "year", "count"):
            frame[field.name] = pd.to_numeric(frame[field.name])
        else:
            frame[field.name] = frame[field.name].fillna("").astype(object)
    title = words.TITLE.format(name=words.SHEET_NAME[key])
    return OutputTable(key, words.SHEET[key], title, "", tuple(fields), frame, (*notes, words.NOTE["draft"]))


def _field(name: str, kind: Any = "text") -> Field:
    return Field(name, words.LABEL[name], kind)


PLACE = (_field("rule"), _field("region"), _field("year", "year"), _field("quantity"), _field("name"))


def _placed(entry: Entry) -> dict[str, Any]:
    """Return the cells that say what an entry is about."""
    return {
        "rule": words.RULE.get(str(entry.get("rule")), entry.get("rule")), "region": entry["region"],
        "year": entry["year"], "quantity": QUANTITY.get(entry["quantity"] or "", ""), "says": entry["says"],
        "name": entry["project"] or entry.get("measure") or "", "amount": _shown(entry.get("amount")),
        "unit": entry.get("unit"), "cells": words.AND.join(entry.get("cells", [])),
    }  # fmt: skip


def _shown(amount: float | None) -> float | None:
    """Return the amount as its sentence has it, rounded up."""
    return None if amount is None else ceiling(amount)


def _conflicts(conflicts: Sequence[Sequence[Entry]]) -> OutputTable:
    fields = (_field("number", "count"), *PLACE, _field("cells"), _field("says", "long"))
    rows = [{"number": n, **_placed(entry)} for n, conflict in enumerate(conflicts, start=1) for entry in conflict]
    return _table("conflict", fields, rows, [words.NOTE["conflict"]])


def _relief(relief: Mapping[str, Sequence[Entry]]) -> OutputTable:
    fields = (
        _field("class"), _field("kind"), *PLACE, _field("amount", "amount"), _field("unit"), _field("cells"),
        _field("says", "long"),
    )  # fmt: skip
    rows = [
        {"class": words.CLASS[name], "kind": words.KIND[entry["kind"]], **_placed(entry)}
        for name in ("gaps", "reductions", "repair", "remainder")
        for entry in relief.get(name, ())
    ]
    return _table("repair", fields, rows, [words.NOTE["gaps"], words.NOTE["repair"]])


def _menu(menu: Sequence[Entry]) -> OutputTable:
    fields = (
        _field("action"), *PLACE[1:], _field("amount", "amount"), _field("unit"), _field("says", "long"),
    )  # fmt: skip
    rows = [{"action": words.ACTION[str(entry["action"])], **_placed(entry)} for entry in menu]
    return _table("menu", fields, rows, [words.NOTE["menu"]])
