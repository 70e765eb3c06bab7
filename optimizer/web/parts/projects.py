"""The project list (项目清单): options of the grid once, rows of plain values, and which rows changed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from optimizer.app.picture import Picture
from optimizer.domain.case import Case
from optimizer.report.parts.memo import controlled_energy
from optimizer.report.parts.safe import clean
from optimizer.text import web as words
from optimizer.web.parts.figures import moves, result
from optimizer.web.parts.pieces import number_width

Row = dict[str, Any]


def options(case: Case, quantity: str) -> dict[str, Any]:
    """Return the options of the grid, without rows; keys with a colon are expressions of screen.js."""
    heads, wide = words.HEADINGS, number_width(case)
    text = {"filter": "agTextColumnFilter", "sortable": True}
    number = {"filter": "agNumberColumnFilter", "sortable": True, "cellClass": "sk-right", "headerClass": "sk-right"}
    columns: list[dict[str, Any]] = [
        {"field": "id", "headerName": heads["project"], "width": wide, **text},
        {"field": "name", "headerName": heads["name"], "flex": 1, "minWidth": 184 - wide, "tooltipField": "name",
         **text},
        {"field": "region", "headerName": heads["region"], "width": 82, **text},
        {"field": "sector", "headerName": heads["sector"], "width": 76, "tooltipField": "sector", **text},
        {"field": "energy", "headerName": heads["energy"], "width": 78, "hide": quantity != "energy",
         ":valueFormatter": "window.sk.amount", **number},
        {"field": "carbon", "headerName": heads["carbon"], "width": 78, "hide": quantity != "carbon",
         ":valueFormatter": "window.sk.amount", **number},
        {"field": "status", "headerName": heads["decision"], "width": 134, "sortable": True, "cellClass": "sk-choose",
         ":cellRenderer": "window.sk.Decide", ":getQuickFilterText": "window.sk.decisionWord"},
        {"field": "result", "headerName": heads["result"], "width": 54, **text},
    ]  # fmt: skip
    return {
        "columnDefs": columns, "rowData": [], "rowHeight": 27, "headerHeight": 28, "localeText": words.GRID,
        "defaultColDef": {"resizable": True, "suppressHeaderMenuButton": False, "suppressMovable": True},
        "animateRows": False, "includeHiddenColumnsInQuickFilter": True, "suppressFieldDotNotation": True,
        "tooltipShowDelay": 400, ":getRowId": "window.sk.rowId", ":onGridReady": "window.sk.ready",
        ":rowClassRules": "window.sk.rowLook", ":isExternalFilterPresent": "window.sk.isFiltered",
        ":doesExternalFilterPass": "window.sk.passes", "ensureDomOrder": True,
    }  # fmt: skip


def rows(case: Case, statuses: Mapping[str, str], picture: Picture | None, baseline: Picture | None) -> dict[str, Row]:
    """Return the row of every project: what it is, the decision, and what the plan makes of it."""
    frame = case.projects
    moved = moves(picture, baseline) if picture else {}
    energy = controlled_energy(frame).astype(float)
    texts = (frame[column] for column in ("project", "name", "region", "sector"))
    columns = zip(*texts, energy, frame["carbon"], strict=True)
    return {
        str(project): {
            "id": str(project), "name": clean(name), "region": clean(region), "sector": clean(sector),
            "energy": _known(use), "carbon": _known(carbon), "status": statuses[str(project)],
            "result": result(picture.approvals[str(project)]) if picture else "", "moved": str(project) in moved,
        }
        for project, name, region, sector, use, carbon in columns
    }  # fmt: skip


def refreshed(
    before: Mapping[str, Row], statuses: Mapping[str, str], picture: Picture | None, baseline: Picture | None
) -> dict[str, Row]:
    """Return the rows that differ from what stands there: decision, result and whether it moved."""
    moved = moves(picture, baseline) if picture else {}
    found: dict[str, Row] = {}
    for project, row in before.items():
        status, said = statuses[project], result(picture.approvals[project]) if picture else ""
        if (status, said, project in moved) != (row["status"], row["result"], row["moved"]):
            found[project] = {**row, "status": status, "result": said, "moved": project in moved}
    return found


def _known(value: float) -> float | None:
    return None if math.isnan(value) else round(float(value), 2)
