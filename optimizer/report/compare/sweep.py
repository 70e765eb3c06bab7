"""A sweep of one figure (扫描): one row a point, each a run of its own, and a line chart of what the objective does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd
import xlsxwriter

from optimizer.report.compare.side import FIGURES, Side, key_figures
from optimizer.report.compare.tables import conflict_lines, figure_fields
from optimizer.report.parts.memo import approval_of
from optimizer.report.parts.output import Field, OutputTable
from optimizer.report.parts.safe import cell_text, clean
from optimizer.report.plan.project_table import advice
from optimizer.tables.schema import CANONICAL_UNIT, Column
from optimizer.text import compare as words
from optimizer.text.report import APPROVED, BODY_FONT

_LINES = {"objective": ("#1F4E8C", "solid", "circle"), "value": ("#7F4A1E", "dash", "diamond")}
_NAMED = 40


@dataclass(frozen=True, eq=False)
class Swept:
    """A figure at every point of a sweep (扫描结果): its key as typed, its name, column and unit, the runs."""

    key: str
    name: str
    column: Column | None
    unit: str
    runs: Sequence[tuple[Decimal, Side]]

    @property
    def unit_word(self) -> str:
        """The unit of the points: as typed, else the printed one of the column."""
        return self.unit or (CANONICAL_UNIT.get(self.column.kind, "") if self.column else "")

    @property
    def title(self) -> str:
        """What the swept figure is called, cut to what a heading holds."""
        return clean(self.name, 60)


def sweep_table(swept: Swept) -> OutputTable:
    """Return one row a point: outcome and key figures; figures are blank where no plan exists."""
    sides = [side for _, side in swept.runs]
    figures = [key_figures(side) for side in sides]
    frame = pd.DataFrame(
        {"point": [float(point) for point, _ in swept.runs], "outcome": [side.outcome_word for side in sides],
         **{name: [row[name] for row in figures] for name in FIGURES}, "names": [approved_names(s) for s in sides]}
    )  # fmt: skip
    label = words.LABEL
    fields = (
        Field("point", swept.title, "given", unit=swept.unit_word), Field("outcome", label["outcome"], "text"),
        *figure_fields().values(), Field("names", label["names"], "long"),
    )  # fmt: skip
    notes = (words.NOTE["sweep"], *conflict_lines(sides))
    return OutputTable("sweep", words.SHEET["sweep"], words.TITLE["sweep"], "", fields, frame, notes, wide=True)


def approved_names(side: Side) -> str:
    """Return the projects that are wholly approved, while they are few."""
    if side.allocation is None:
        return ""
    approval = approval_of(side.case, side.allocation.approvals)
    names = [
        clean(p, 24) for p, a in zip(side.case.projects["project"], approval, strict=True) if advice(a) == APPROVED
    ]
    return "、".join(names) if len(names) <= _NAMED else ""


def write_chart(book: xlsxwriter.Workbook, table: OutputTable, swept: Swept) -> None:
    """Add the chart sheet: objective and approved value over the swept figure; gaps where no plan exists."""
    chart = book.add_chart({"type": "line"})
    for name, (ink, dash, marker) in _LINES.items():
        chart.add_series(
            {"name": words.CHART[name], "categories": f"={table.outside('point')}", "values": f"={table.outside(name)}",
             "line": {"color": ink, "width": 2.25, "dash_type": dash},
             "marker": {"type": marker, "size": 6, "fill": {"color": ink}, "border": {"color": ink}}}
        )  # fmt: skip
    font = {"name": BODY_FONT, "size": 11, "bold": False}
    axis = f"{cell_text(swept.title)}（{swept.unit_word}）" if swept.unit_word else cell_text(swept.title)
    chart.set_title(
        {"name": words.CHART["title"].format(key=cell_text(swept.title)), "name_font": {**font, "size": 14}}
    )
    chart.set_x_axis(_axis(axis, font))
    chart.set_y_axis({**_axis(words.CHART["axis"], font), "major_gridlines": {"visible": True}, "num_format": "#,##0"})
    chart.set_legend({"position": "bottom", "font": font})
    sheet = book.add_chartsheet(words.SHEET["chart"])
    sheet.set_chart(chart)
    sheet.set_landscape()
    sheet.set_paper(9)


def _axis(name: str, font: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "name_font": font, "num_font": {**font, "size": 10}}
