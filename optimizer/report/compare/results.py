"""Results side by side (结果对比): budgets by region and year, projects, measures; differences from the first side."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Sequence
from typing import Any

import pandas as pd

from optimizer.domain.case import Quantity
from optimizer.report.compare.side import Side, overrun
from optimizer.report.compare.tables import DECIMALS, difference, side_names
from optimizer.report.parts.memo import approval_of
from optimizer.report.parts.output import Field, Kind, OutputTable
from optimizer.report.parts.safe import spreadsheet_round
from optimizer.report.parts.verdict import uptake_of
from optimizer.report.plan.balance import balance
from optimizer.text import compare as words
from optimizer.text.report import MONEY_UNIT
from optimizer.text.words import UNIT

AMOUNTS = ("budget", "usage", "headroom")
SURE = 6
"""Decimals to which approvals and uptakes are compared."""
Rows = dict[Hashable, dict[str, Any]]
"""Figures of one side by the key of the row."""


def node_table(sides: Sequence[Side], quantity: Quantity) -> OutputTable:
    """Return regions × years: budget, usage, headroom, overrun and light of every side, as its own tables print them.

    Columns of side n end in _n; `<name>_change_n` is its difference from side 0.
    """
    found = [_nodes(side, quantity) for side in sides]
    frame = _joined(found, ("region", "year"), (*AMOUNTS, "overrun"), ("light",))
    frame["year"] = frame["year"].astype(float)
    for n in range(1, len(sides)):
        for name in AMOUNTS:
            frame[f"{name}_change_{n}"] = _changes(frame, name, n, lambda a, b: spreadsheet_round(a - b, 2))
    fields: list[Field] = [_field("region", "text"), _field("year", "year")]
    for n, group in enumerate(side_names(sides)):
        for name in AMOUNTS:
            fields.append(_field(name, "amount", n, group))
            if n:
                formula = f"ROUND({{{name}_{n}}}-{{{name}_0}},2)"
                fields.append(_field("change", "change", n, group, of=name, formula=formula))
        fields += [_field("overrun", "amount", n, group), _field("light", "light", n, group)]
    key = f"nodes_{quantity}"
    return _table(key, fields, frame, UNIT[quantity])


def project_table(sides: Sequence[Side]) -> OutputTable:
    """Return the projects: approval and approved value (亿元) of every side, and what moved; moved ones first."""
    found = [_projects(side) for side in sides]
    frame = _joined(found, ("project", "name", "region"), ("approval", "worth"))
    for n in range(1, len(sides)):
        frame[f"worth_change_{n}"] = _changes(frame, "worth", n, difference)
        pairs = zip(frame[f"approval_{n}"], frame["approval_0"], strict=True)
        frame[f"moved_{n}"] = [moved(now, before) for now, before in pairs]
    still = pd.Series(True, index=frame.index)
    for n in range(1, len(sides)):
        still &= frame[f"moved_{n}"].isin(("", words.SAME))
    frame = frame.loc[still.sort_values(kind="stable").index].reset_index(drop=True)
    fields = [_field(name, "text") for name in ("project", "name", "region")]
    for n, group in enumerate(side_names(sides)):
        fields += [_field("approval", "percent", n, group), _field("worth", "money", n, group, unit=MONEY_UNIT)]
        if n:
            change = f"ROUND({{worth_{n}}}-{{worth_0}},{DECIMALS})"
            fields += [_field("change", "change", n, group, of="worth", formula=change, unit=MONEY_UNIT),
                       _field("moved", "light", n, group, formula=_moved_formula(n))]  # fmt: skip
    return _table("projects", fields, frame)


def measure_table(sides: Sequence[Side]) -> OutputTable:
    """Return the measures by year: share carried out and cost (亿元) of every side, with differences."""
    found = [_measures(side) for side in sides]
    frame = _joined(found, ("measure", "name", "region", "year"), ("share", "cost"))
    frame["year"] = frame["year"].astype(float)
    for n in range(1, len(sides)):
        for name in ("share", "cost"):
            frame[f"{name}_change_{n}"] = _changes(frame, name, n, difference)
    fields = [_field(name, "text") for name in ("measure", "name", "region")] + [_field("year", "year")]
    kinds: dict[str, tuple[Kind, Kind, str]] = {
        "share": ("percent", "change_share", ""), "cost": ("money", "change", MONEY_UNIT)
    }  # fmt: skip
    for n, group in enumerate(side_names(sides)):
        for name, (kind, change, unit) in kinds.items():
            fields.append(_field(name, kind, n, group, unit=unit))
            if n:
                formula = f"ROUND({{{name}_{n}}}-{{{name}_0}},{DECIMALS})"
                fields.append(_field("change", change, n, group, of=name, formula=formula, unit=unit))
    return _table("measures", fields, frame)


def moved(now: float, before: float) -> str:
    """Return what became of a project: newly approved, no longer, more, less, the same; "" without a plan."""
    if math.isnan(now) or math.isnan(before):
        return ""
    now, before = spreadsheet_round(now, SURE), spreadsheet_round(before, SURE)
    if now == before:
        return words.SAME
    if now > before:
        return words.IN if before <= 0 else words.MORE_OF
    return words.OUT if now <= 0 else words.LESS_OF


def _moved_formula(n: int) -> str:
    now, before = f"ROUND({{approval_{n}}},{SURE})", f"ROUND({{approval_0}},{SURE})"
    up = f'IF({before}<=0,"{words.IN}","{words.MORE_OF}")'
    down = f'IF({now}<=0,"{words.OUT}","{words.LESS_OF}")'
    return f'IF({now}={before},"{words.SAME}",IF({now}>{before},{up},{down}))'


def _nodes(side: Side, quantity: Quantity) -> Rows:
    if side.allocation is None or side.rounded is None:
        return {}
    figures = balance(side.case, side.policy, side.allocation, side.rounded, quantity)
    figures = figures[figures["role"] != "own"]
    figures = figures.assign(overrun=overrun(figures).where(figures["total"].notna()))
    return {
        (row["region"], row["year"]): {name: row[name] for name in (*AMOUNTS, "overrun", "light")}
        for row in figures.to_dict("records")
    }


def _projects(side: Side) -> Rows:
    table = side.case.projects
    keys = list(zip(table["project"], table["name"], table["region"], strict=True))
    if side.allocation is None:
        return {key: {"approval": math.nan, "worth": math.nan} for key in keys}
    approval = approval_of(side.case, side.allocation.approvals)
    worth = table["value"].astype(float) * approval
    return {key: {"approval": a, "worth": w} for key, a, w in zip(keys, approval, worth, strict=True)}


def _measures(side: Side) -> Rows:
    table = side.case.measures
    keys = list(zip(table["measure"], table["name"], table["region"], table["year"], strict=True))
    if side.allocation is None:
        return {key: {"share": math.nan, "cost": math.nan} for key in keys}
    share = uptake_of(side.case, side.allocation)
    cost = table["cost"].astype(float) * share
    return {key: {"share": s, "cost": c} for key, s, c in zip(keys, share, cost, strict=True)}


def _joined(
    found: Sequence[Rows], keys: tuple[str, ...], numbers: tuple[str, ...], texts: tuple[str, ...] = ()
) -> pd.DataFrame:
    """Join the sides by the key of the row, in the order of the first that has it; blanks where one has none."""
    order = list(dict.fromkeys(key for rows in found for key in rows))
    columns: dict[str, list[Any]] = {name: [key[k] for key in order] for k, name in enumerate(keys)}  # type: ignore[index]
    for n, rows in enumerate(found):
        for name in numbers:
            columns[f"{name}_{n}"] = [float(rows.get(key, {}).get(name, math.nan)) for key in order]
        for name in texts:
            columns[f"{name}_{n}"] = [rows.get(key, {}).get(name, "") for key in order]
    return pd.DataFrame(columns)


def _changes(frame: pd.DataFrame, name: str, n: int, minus: Callable[[float, float], float]) -> list[float]:
    pairs = zip(frame[f"{name}_{n}"], frame[f"{name}_0"], strict=True)
    return [minus(float(now), float(before)) for now, before in pairs]


def _field(
    name: str, kind: Kind, side: int | None = None, group: str = "", of: str = "", formula: str = "", unit: str = ""
) -> Field:
    own = f"{of}_{name}" if of else name
    formulas = {"": formula} if formula else {}
    return Field(own if side is None else f"{own}_{side}", words.LABEL[name], kind, group, unit, formulas)


def _table(key: str, fields: Sequence[Field], frame: pd.DataFrame, unit: str = "") -> OutputTable:
    notes = (words.NOTE[key.partition("_")[0]], words.NOTE["colours"])
    return OutputTable(key, words.SHEET[key], words.TITLE[key], unit, tuple(fields), frame, notes, wide=True)
