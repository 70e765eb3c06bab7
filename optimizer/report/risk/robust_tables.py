"""The price of robustness (稳健代价): table, projects, chart, JSON and terminal."""

from __future__ import annotations

import io
import math
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import xlsxwriter
from rich.console import Group
from rich.table import Table
from rich.text import Text

from optimizer.domain.case import Case
from optimizer.domain.risk import Robust, RobustPlan, interval
from optimizer.report.parts.atomic import replace_file
from optimizer.report.parts.output import Field, OutputTable
from optimizer.report.parts.plain import plain_value
from optimizer.report.parts.safe import cell_text, clean
from optimizer.report.parts.sheet import write_table
from optimizer.report.parts.stamp import Stamp
from optimizer.report.parts.style import Style
from optimizer.report.risk.tables import evidence_note
from optimizer.text import risk as words
from optimizer.text.report import BODY_FONT

_LABEL, _NOTE = words.ROBUST_LABEL, words.ROBUST_NOTE
_INKS = ("#9DC3E6", "#5B9BD5", "#1F4E8C", "#B5651D", "#7F7F7F", "#404040")
NAN = float("nan")


def gamma_text(plan: RobustPlan) -> str:
    """Return how many figures may be at their worst, in words; where there is no plan, from how many on."""
    if plan.gamma == math.inf:
        return _LABEL["all"]
    return _LABEL["from"].format(gamma=plan.gamma) if plan.approval is None else f"{plan.gamma:.0f}"


def widest_text(found: Robust) -> str:
    """Return how wide a box can be withstood whole."""
    name = "widest_none" if found.widest <= 0.0 else "widest_all" if found.widest >= 0.99 else "widest"
    return _NOTE[name].format(widest=found.widest)


def price_table(case: Case, found: Robust) -> OutputTable:
    """Return one row a box and Γ, the case's own plan first."""
    fields = (
        Field("box", _LABEL["box"], "chance"), Field("gamma", _LABEL["gamma"], "text"),
        Field("state", _LABEL["state"], "text"),
        Field("objective", _LABEL["objective"], "money", unit=_LABEL["money"]),
        Field("price", _LABEL["price"], "money", unit=_LABEL["money"]), Field("share", _LABEL["share"], "chance"),
        Field("count", _LABEL["count"], "count"),
        *(Field(name, _LABEL[name], "chance", _LABEL["all_met"]) for name in ("chance", "low", "high")),
        Field("corner", _LABEL["excess"], "text"),
    )  # fmt: skip
    rows = [_row(plan, found) for plan in (found.nominal, *told(found))]
    notes = (_NOTE["meaning"], _NOTE["box"], _NOTE["price"].format(draws=found.draws, seed=found.seed),
             widest_text(found), _NOTE["corner"], evidence_note(case))  # fmt: skip
    frame = pd.DataFrame(rows)
    return OutputTable("price", words.ROBUST_SHEET["price"], words.ROBUST_TITLE["price"], "", fields, frame, notes)


def told(found: Robust) -> list[RobustPlan]:
    """Return the plans worth a row: of a box's Γ without a plan only the smallest, which says it of all larger ones."""
    kept: list[RobustPlan] = []
    for plan in sorted(found.plans, key=lambda one: (one.box, one.gamma)):
        again = kept and kept[-1].box == plan.box and kept[-1].approval is None
        if not again:
            kept.append(plan)
    return kept


def _row(plan: RobustPlan, found: Robust) -> dict[str, Any]:
    nominal = found.nominal
    state = "nominal" if plan is nominal else "none" if plan.approval is None else "plan"
    price = nominal.objective - plan.objective
    low, high = interval(plan.chance, found.draws)
    return {
        "box": plan.box, "gamma": "" if plan is nominal else gamma_text(plan),
        "state": words.ROBUST_STATE[state], "objective": plan.objective, "price": price,
        "share": price / abs(nominal.objective) if nominal.objective else NAN,
        "count": NAN if plan.approval is None else float((plan.approval > 0).sum()), "chance": plan.chance,
        "low": low, "high": high, "corner": "" if math.isnan(plan.excess) else _LABEL["stands"],
    }  # fmt: skip


def project_table(case: Case, found: Robust) -> OutputTable:
    """Return the approvals of the plans that withstand whole boxes, beside the case's own."""
    whole = [plan for plan in found.plans if plan.gamma == math.inf and plan.approval is not None]
    label = words.LABEL
    fields = [Field(name, label[name], "text") for name in ("project", "name", "region", "status")]
    frame = case.projects[["project", "name", "region", "status"]].reset_index(drop=True)
    frame["status"] = [words.STATUS[status] for status in frame["status"]]
    for n, plan in enumerate((found.nominal, *whole)):
        title = _LABEL["nominal"] if n == 0 else f"{_LABEL['box']} {plan.box:.0%}"
        fields.append(Field(f"plan{n}", title, "chance"))
        assert plan.approval is not None
        frame[f"plan{n}"] = plan.approval
    sheet, title = words.ROBUST_SHEET["projects"], words.ROBUST_TITLE["projects"]
    notes = (_NOTE["projects"], widest_text(found))
    return OutputTable("robust_projects", sheet, title, "", tuple(fields), frame, notes)


def write_robust(path: Path, case: Case, found: Robust, stamp: Stamp) -> None:
    """Write the workbook whole or not at all; raise OutputRefused (the old file stays) when it cannot be."""
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True, "nan_inf_to_errors": False})
    table, style = price_table(case, found), Style(book)
    book.set_properties({"title": table.title, "subject": cell_text(stamp.case)[:200], "comments": stamp.run})
    write_table(book, style, table, stamp)
    _chart(book, table, found)
    write_table(book, style, project_table(case, found), stamp)
    book.close()
    replace_file(path, memory.getvalue())


def _chart(book: xlsxwriter.Workbook, table: OutputTable, found: Robust) -> None:
    """Draw the price over the box, one line a Γ; boxes without a plan are gaps."""
    chart = book.add_chart({"type": "scatter", "subtype": "straight_with_markers"})
    font = {"name": BODY_FONT, "size": 11, "bold": False}
    plans = told(found)
    for ink, gamma in zip(_INKS, dict.fromkeys(plan.gamma for plan in found.plans), strict=False):
        at = [n for n, plan in enumerate(plans, start=1) if plan.gamma == gamma and plan.approval is not None]
        if at:
            cells = {name: ",".join(table.cell(name, n) for n in [0, *at]) for name in ("box", "price")}
            chart.add_series({
                "name": f"{_LABEL['gamma']}：{gamma_text(plans[at[0] - 1])}", "categories": f"=({cells['box']})",
                "values": f"=({cells['price']})", "line": {"color": ink, "width": 2.25},
                "marker": {"type": "circle", "size": 7, "fill": {"color": ink}, "border": {"color": ink}},
            })  # fmt: skip
    if not chart.series:
        return
    said = words.ROBUST_CHART
    chart.set_title({"name": said["title"], "name_font": {**font, "size": 14}})
    chart.set_x_axis({"name": said["x"], "name_font": font, "num_font": font, "num_format": "0%", "min": 0})
    chart.set_y_axis({"name": said["axis"], "name_font": font, "num_font": font, "num_format": "#,##0", "min": 0,
                      "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}})  # fmt: skip
    chart.set_legend({"position": "bottom", "font": font})
    sheet = book.add_chartsheet(words.ROBUST_SHEET["chart"])
    sheet.set_chart(chart)
    sheet.set_landscape()
    sheet.set_paper(9)


def robust_document(case: Case, found: Robust, stamp: Stamp) -> dict[str, Any]:
    """Return the JSON; what there is none of is null, Γ = ∞ is "all"."""
    document: dict[str, Any] = plain_value({
        "case": case.name, "model": case.model, "run": stamp.run, "ok": True,
        "outcome": {"stop": stamp.outcome.stop.value, "hold": stamp.outcome.hold.value},
        "objective": found.nominal.objective, "nominal": _plan(case, found.nominal, found),
        "plans": [_plan(case, plan, found) for plan in found.plans], "widest_box": found.widest,
        "draws": found.draws, "seed": found.seed, "checksum": stamp.checksum, "pack": stamp.pack,
        "versions": dict(stamp.versions), "time": stamp.time,
    })  # fmt: skip
    return document


def _plan(case: Case, plan: RobustPlan, found: Robust) -> dict[str, Any]:
    approved = np.zeros(len(case.projects)) if plan.approval is None else plan.approval
    return {
        "box": plan.box, "gamma": "all" if plan.gamma == math.inf else plan.gamma, "ok": plan.approval is not None,
        "objective": plan.objective, "price": found.nominal.objective - plan.objective,
        "chance": plan.chance, "interval": list(interval(plan.chance, found.draws)), "corner_excess": plan.excess,
        "approved": {str(p): float(a) for p, a in zip(case.projects["project"], approved, strict=True) if a > 0},
    }  # fmt: skip


def robust_summary(found: Robust, stamp: Stamp) -> Group:
    """Return the plans ready for a rich console; no text of the case is taken for markup."""
    table = Table(*words.ROBUST_HEAD, pad_edge=False)
    for plan in (found.nominal, *told(found)):
        row = _row(plan, found)
        if plan.approval is None:
            table.add_row(f"{plan.box:.0%}", row["gamma"], row["state"], "—", "—", "—", "—")
            continue
        name = row["gamma"] or _LABEL["nominal"]
        table.add_row(f"{plan.box:.0%}", name, f"{plan.objective:,.2f}", f"{row['price']:,.2f}（{row['share']:.1%}）",
                      f"{row['count']:.0f}", f"{plan.chance:.1%}", words.BETWEEN.format(**row))  # fmt: skip
    title = words.ROBUST_TERMINAL.format(case=clean(stamp.case), run=stamp.run)
    notes = (_NOTE["price"].format(draws=found.draws, seed=found.seed), widest_text(found))
    return Group(Text(title, style="bold"), Text(_NOTE["meaning"]), table, *map(Text, notes))
