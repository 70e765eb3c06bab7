"""The comparison as JSON (对比 JSON): every run's own result, with what it changes and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from optimizer.domain.case import QUANTITIES
from optimizer.domain.issue import Issue
from optimizer.domain.scenario import Assumption
from optimizer.report.compare.results import AMOUNTS, measure_table, node_table, project_table
from optimizer.report.compare.side import FIGURES, Side, key_figures
from optimizer.report.compare.sweep import Swept
from optimizer.report.compare.tables import difference
from optimizer.report.parts.plain import plain_value
from optimizer.tables import schema
from optimizer.text import compare as words
from optimizer.text.report import LIGHT_WORD


def compare_document(sides: Sequence[Side], swept: Swept | None, issues: Sequence[Issue]) -> dict[str, Any]:
    """Return the comparison as plain values, canonical units; `difference` is against the first of `scenarios`.

    Money unrounded; regions as the tables print them (0.01 万t), only those that differ. null: there is none.
    """
    base = sides[0]
    tables: dict[str, pd.DataFrame] = {q: node_table(sides, q).frame for q in QUANTITIES}
    tables |= {"projects": project_table(sides).frame, "measures": measure_table(sides).frame}
    document = {
        "case": base.case.name, "model": base.case.model, "checksum": base.case.checksum, "pack": base.stamp.pack,
        "years": list(base.case.years),
        "scenarios": [{**_side(side), "difference": _difference(sides, n, tables)} for n, side in enumerate(sides)],
        "sweep": None if swept is None else _sweep(swept), "issues": [issue.to_json() for issue in issues],
    }  # fmt: skip
    return {key: plain_value(value) for key, value in document.items()}


def _side(side: Side) -> dict[str, Any]:
    return {
        "scenario": side.name, "note": side.note, "run": side.stamp.run, "checksum": side.case.checksum,
        "ok": side.outcome.ok, "outcome": {"stop": side.outcome.stop.value, "hold": side.outcome.hold.value},
        "figures": key_figures(side), "conflict": list(side.conflict),
        "assumptions": [_assumption(one) for one in side.assumptions],
    }  # fmt: skip


def _assumption(one: Assumption) -> dict[str, Any]:
    kind = "" if one.table == "rules" else schema.table(one.table).column(one.column).kind
    unit = "1" if kind == "share" else schema.CANONICAL_UNIT.get(kind, "")
    return {
        "table": one.table, "key": list(one.key), "column": one.column, "base": one.before, "scenario": one.after,
        "unit": unit, "cell": str(one.cell), "place": str(one.place),
    }  # fmt: skip


def _difference(sides: Sequence[Side], n: int, tables: dict[str, pd.DataFrame]) -> dict[str, Any] | None:
    if n == 0 or not (sides[0].outcome.ok and sides[n].outcome.ok):
        return None
    now, before = key_figures(sides[n]), key_figures(sides[0])
    return {
        "figures": {name: difference(now[name], before[name]) for name in FIGURES},
        "regions": [row for q in QUANTITIES for row in _regions(tables[q], n, q)],
        "projects": [_project(row, n) for row in tables["projects"].to_dict("records")
                     if row[f"moved_{n}"] != words.SAME],
        "measures": [_measure(row, n) for row in tables["measures"].to_dict("records")
                     if row[f"share_change_{n}"] or row[f"cost_change_{n}"]],
    }  # fmt: skip


def _regions(frame: pd.DataFrame, n: int, quantity: str) -> list[dict[str, Any]]:
    return [
        {"region": row["region"], "year": int(row["year"]), "quantity": quantity,
         **{name: [row[f"{name}_0"], row[f"{name}_{n}"]] for name in (*AMOUNTS, "overrun")},
         "light": [LIGHT_WORD[row["light_0"]], LIGHT_WORD[row[f"light_{n}"]]]}
        for row in changed_nodes(frame, n).to_dict("records")
    ]  # fmt: skip


def changed_nodes(frame: pd.DataFrame, n: int, least: float = 0.0) -> pd.DataFrame:
    """Return the rows of a node table where side n differs from side 0 by more than `least` (万t), or in its light."""
    moved = frame[f"light_{n}"] != frame["light_0"]
    for name in (*AMOUNTS, "overrun"):
        now, before = frame[f"{name}_{n}"], frame[f"{name}_0"]
        moved |= ((now - before).abs().round(2) > least) | (now.isna() != before.isna())
    return frame[moved]


def _project(row: dict[Any, Any], n: int) -> dict[str, Any]:
    return {"project": row["project"], "region": row["region"], "approval": [row["approval_0"], row[f"approval_{n}"]],
            "value": [row["worth_0"], row[f"worth_{n}"]]}  # fmt: skip


def _measure(row: dict[Any, Any], n: int) -> dict[str, Any]:
    return {"measure": row["measure"], "year": int(row["year"]), "share": [row["share_0"], row[f"share_{n}"]],
            "cost": [row["cost_0"], row[f"cost_{n}"]]}  # fmt: skip


def _sweep(swept: Swept) -> dict[str, Any]:
    points = [
        {"point": str(point), "ok": side.outcome.ok, "run": side.stamp.run,
         "outcome": {"stop": side.outcome.stop.value, "hold": side.outcome.hold.value},
         "figures": key_figures(side), "conflict": list(side.conflict)}
        for point, side in swept.runs
    ]  # fmt: skip
    return {"key": swept.key, "unit": swept.unit_word, "points": points}
