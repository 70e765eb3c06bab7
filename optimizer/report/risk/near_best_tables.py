"""Near-best plans (近优方案): table of ranges, projects, chart, JSON and terminal."""

from __future__ import annotations

import io
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter
from rich.console import Group
from rich.table import Table
from rich.text import Text

from optimizer.domain.case import Case
from optimizer.domain.risk import NearBest, Reach
from optimizer.report.parts.atomic import replace_file
from optimizer.report.parts.output import Field, Kind, OutputTable
from optimizer.report.parts.plain import plain_value
from optimizer.report.parts.safe import cell_text, clean
from optimizer.report.parts.sheet import write_table
from optimizer.report.parts.stamp import Stamp
from optimizer.report.parts.style import Style
from optimizer.text import near_best as words
from optimizer.text.report import BODY_FONT

_LABEL = words.LABEL
_DIGITS = {"value": 2, "count": 0, "energy": 1, "carbon": 1}
_SAME = 1e-9


def reach_table(found: NearBest) -> OutputTable:
    """Return one row a region: least, the plan's, and most of each figure."""
    kinds: dict[str, Kind] = {"value": "money", "count": "count", "energy": "amount", "carbon": "amount"}
    fields = [Field("region", _LABEL["region"], "text")]
    for figure, kind in kinds.items():
        fields += [Field(f"{figure}_{end}", _LABEL[end], kind, words.GROUP[figure]) for end in ("low", "plan", "high")]
    fields += [Field(name, _LABEL[name], "percent", hidden=True) for name in ("down", "up")]
    rows = []
    for region, reaches in by_region(found).items():
        row: dict[str, Any] = {"region": region}
        for one in reaches:
            row |= {f"{one.figure}_{end}": getattr(one, end) for end in ("low", "plan", "high")}
        plan = row["carbon_plan"] or float("nan")
        rows.append({**row, "down": row["carbon_low"] / plan - 1.0, "up": row["carbon_high"] / plan - 1.0})
    notes = (near_text(found), words.NOTE["ends"], words.NOTE["use"])
    frame = pd.DataFrame(rows)
    return OutputTable("reach", words.SHEET["reach"], words.TITLE["reach"], "", tuple(fields), frame, notes, wide=True)


def near_text(found: NearBest) -> str:
    """Return which plans are near-best."""
    return words.NOTE["near"].format(floor=found.floor, objective=found.objective, share=found.share)


def by_region(found: NearBest) -> dict[str, list[Reach]]:
    """Return the ranges by region, in the order of the case."""
    grouped: dict[str, list[Reach]] = {}
    for one in found.reaches:
        grouped.setdefault(one.region, []).append(one)
    return grouped


def project_table(found: NearBest) -> OutputTable:
    """Return one row a project: approval in the plan, least and most at the ends; the exchangeable ones first."""
    fields = (
        *(Field(name, _LABEL[name], "text") for name in ("project", "name", "region", "status")),
        *(Field(name, _LABEL[name], "chance") for name in ("plan", "least", "most")),
        Field("verdict", _LABEL["verdict"], "text"),
    )  # fmt: skip
    frame = found.projects.assign(verdict=[_verdict(row) for row in found.projects.to_dict("records")])
    rank = frame["verdict"].map({words.VERDICT[name]: n for n, name in enumerate(("open", "in", "out", "decided"))})
    frame = frame.iloc[rank.argsort(kind="stable")].reset_index(drop=True)
    frame["status"] = [words.STATUS[status] for status in frame["status"]]
    notes = (near_text(found), words.NOTE["projects"])
    return OutputTable("near", words.SHEET["projects"], words.TITLE["projects"], "", fields, frame, notes)


def _verdict(row: dict[Any, Any]) -> str:
    if row["status"] != "candidate":
        return words.VERDICT["decided"]
    if row["most"] - row["least"] > _SAME:
        return words.VERDICT["open"]
    return words.VERDICT["in" if row["plan"] > _SAME else "out"]


def write_near_best(path: Path, found: NearBest, stamp: Stamp) -> None:
    """Write the workbook whole or not at all; raise OutputRefused (the old file stays) when it cannot be."""
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True, "nan_inf_to_errors": False})
    table, style = reach_table(found), Style(book)
    book.set_properties({"title": table.title, "subject": cell_text(stamp.case)[:200], "comments": stamp.run})
    write_table(book, style, table, stamp)
    _chart(book, table)
    write_table(book, style, project_table(found), stamp)
    book.close()
    replace_file(path, memory.getvalue())


def _chart(book: xlsxwriter.Workbook, table: OutputTable) -> None:
    """Draw how much less and more carbon each region could use, around its plan."""
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    font = {"name": BODY_FONT, "size": 11, "bold": False}
    for name, ink in (("down", "#5B9BD5"), ("up", "#B5651D")):
        chart.add_series({
            "name": _LABEL[name], "categories": f"={table.outside('region')}", "values": f"={table.outside(name)}",
            "fill": {"color": ink}, "gap": 50,
        })  # fmt: skip
    chart.show_hidden_data()
    chart.set_title({"name": words.CHART["title"], "name_font": {**font, "size": 14}})
    chart.set_x_axis({"name": words.CHART["axis"], "name_font": font, "num_font": font, "num_format": "0%",
                      "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}})  # fmt: skip
    chart.set_y_axis({"reverse": True, "num_font": font, "label_position": "low"})
    chart.set_legend({"position": "bottom", "font": font})
    sheet = book.add_chartsheet(words.SHEET["chart"])
    sheet.set_chart(chart)
    sheet.set_landscape()
    sheet.set_paper(9)


def near_best_document(case: Case, found: NearBest, stamp: Stamp) -> dict[str, Any]:
    """Return the JSON: unrounded, canonical units."""
    document: dict[str, Any] = plain_value({
        "case": case.name, "model": case.model, "run": stamp.run, "ok": True,
        "outcome": {"stop": stamp.outcome.stop.value, "hold": stamp.outcome.hold.value},
        "objective": found.objective, "floor": found.floor, "near": found.share,
        "reaches": [asdict(one) for one in found.reaches], "projects": found.projects.to_dict("records"),
        "checksum": stamp.checksum, "pack": stamp.pack, "versions": dict(stamp.versions), "time": stamp.time,
    })  # fmt: skip
    return document


def near_best_summary(found: NearBest, stamp: Stamp) -> Group:
    """Return the ranges ready for a rich console; no text of the case is taken for markup."""
    table = Table(*words.HEAD, pad_edge=False)
    for region, reaches in by_region(found).items():
        cells = [words.RANGE.format(low=r.low, plan=r.plan, high=r.high, digits=_DIGITS[r.figure]) for r in reaches]
        table.add_row(Text(clean(region)), *cells)
    title = words.TERMINAL.format(case=clean(stamp.case), run=stamp.run)
    return Group(Text(title, style="bold"), Text(near_text(found)), table, Text(words.NOTE["ends"]))
