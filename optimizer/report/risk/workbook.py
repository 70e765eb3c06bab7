"""The workbook of a risk run (风险测算工作簿): four tables and three native charts that read from them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import xlsxwriter

from optimizer.domain.case import Case
from optimizer.domain.risk import Risk
from optimizer.report.parts.atomic import replace_file
from optimizer.report.parts.output import OutputTable
from optimizer.report.parts.safe import cell_text
from optimizer.report.parts.sheet import write_table
from optimizer.report.parts.stamp import Stamp
from optimizer.report.parts.style import Style
from optimizer.report.risk.tables import ranked, risk_tables
from optimizer.text import risk as words
from optimizer.text.report import BODY_FONT
from optimizer.text.words import QUANTITY

BLUE, BROWN, GREY = "#1F4E8C", "#B5651D", "#7F7F7F"
_FONT = {"name": BODY_FONT, "size": 11, "bold": False}


def write_risks(path: Path, case: Case, risk: Risk, stamp: Stamp) -> None:
    """Write the workbook whole or not at all; raise OutputRefused (the old file stays) when it cannot be."""
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True, "nan_inf_to_errors": False})
    tables = risk_tables(case, risk)
    book.set_properties({"title": tables[0].title, "subject": cell_text(stamp.case)[:200], "comments": stamp.run})
    style = Style(book)
    regions, places, projects, *rest = tables
    write_table(book, style, regions, stamp)
    if not places.frame.empty:
        _chance_chart(book, regions)
        write_table(book, style, places, stamp)
        _margin_chart(book, places, case)
    write_table(book, style, projects, stamp)
    _project_chart(book, projects, risk)
    for table in rest:
        write_table(book, style, table, stamp)
    book.close()
    replace_file(path, memory.getvalue())


def _chance_chart(book: xlsxwriter.Workbook, table: OutputTable) -> None:
    chart = book.add_chart({"type": "column"})
    for name, ink in (("energy", BROWN), ("carbon", BLUE)):
        chart.add_series({
            "name": words.LABEL[name], "categories": f"={table.outside('region')}",
            "values": f"={table.outside(name)}", "fill": {"color": ink}, "gap": 60,
        })  # fmt: skip
    _finish(book, chart, "chart_regions", words.CHART["regions"], words.CHART["share"], "0%", top=1.0)


def _margin_chart(book: xlsxwriter.Workbook, table: OutputTable, case: Case) -> None:
    """Draw P10, P50 and P90 of every leaf's carbon margin in the last year, as a share of its budget."""
    frame, leaves = table.frame.reset_index(drop=True), set(case.leaves)
    wanted = (frame["year"] == case.years[-1]) & (frame["quantity"] == QUANTITY["carbon"])
    at = [int(row) for row in frame.index[wanted & frame["region"].isin(leaves) & frame["relative_50"].notna()]]
    if not at:
        return
    chart = book.add_chart({"type": "line"})
    for quantile, shape, ink in (("90", "long_dash", GREY), ("50", "diamond", BLUE), ("10", "long_dash", BROWN)):
        chart.add_series({
            "name": words.LABEL[f"p{quantile}"], "categories": _cells(table, "region", at),
            "values": _cells(table, f"relative_{quantile}", at), "line": {"none": True},
            "marker": {"type": shape, "size": 9, "fill": {"color": ink}, "border": {"color": ink}},
        })  # fmt: skip
    chart.set_high_low_lines({"line": {"color": GREY, "width": 2}})
    chart.show_hidden_data()
    title = words.CHART["margin"].format(year=case.years[-1])
    _finish(book, chart, "chart_margin", title, words.CHART["relative"], "0%")


def _project_chart(book: xlsxwriter.Workbook, table: OutputTable, risk: Risk) -> None:
    """Draw the candidates that are neither always nor never approved, as bars from the surest down."""
    frame = ranked(risk)
    doubtful = (frame["status"] == "candidate") & frame["often"].between(0.05, 0.95)
    at = [int(row) for row in frame.index[doubtful]]
    if not at:
        return
    chart = book.add_chart({"type": "bar"})
    chart.add_series({
        "name": words.CHART["often"], "categories": _cells(table, "name", at),
        "values": _cells(table, "often", at), "fill": {"color": BLUE}, "gap": 40,
        "data_labels": {"value": True, "num_format": "0%", "font": {**_FONT, "size": 9}},
    })  # fmt: skip
    chart.set_y_axis({"reverse": True, "num_font": {**_FONT, "size": 9}})
    chart.set_x_axis({"min": 0, "max": 1, "num_format": "0%", "num_font": {**_FONT, "size": 10},
                      "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}})  # fmt: skip
    _sheet(book, chart, "chart_projects", words.CHART["projects"], legend=False)


def _cells(table: OutputTable, name: str, at: list[int]) -> list[Any]:
    """Return records of one column as the reference of a chart; those asked for stand together, or one by one."""
    if at == list(range(at[0], at[-1] + 1)):
        column = [f.name for f in table.fields].index(name)
        return [table.sheet, table.first_row + at[0], column, table.first_row + at[-1], column]
    joined = ",".join(table.cell(name, row) for row in at)
    return f"=({joined})"  # type: ignore[return-value]


def _finish(
    book: xlsxwriter.Workbook, chart: Any, key: str, title: str, axis: str, figure: str, top: float | None = None
) -> None:
    chart.set_x_axis({"num_font": {**_FONT, "size": 10}, "label_position": "low"})
    limits = {"min": 0, "max": top} if top is not None else {}
    chart.set_y_axis({
        "name": axis, "name_font": _FONT, "num_font": {**_FONT, "size": 10}, "num_format": figure,
        "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}, **limits,
    })  # fmt: skip
    _sheet(book, chart, key, title, legend=True)


def _sheet(book: xlsxwriter.Workbook, chart: Any, key: str, title: str, legend: bool) -> None:
    chart.set_title({"name": title, "name_font": {**_FONT, "size": 14}})
    chart.set_legend({"position": "bottom", "font": _FONT} if legend else {"none": True})
    sheet = book.add_chartsheet(words.SHEET[key])
    sheet.set_chart(chart)
    sheet.set_landscape()
    sheet.set_paper(9)
