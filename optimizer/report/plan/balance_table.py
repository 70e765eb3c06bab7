"""The balance tables (碳排放预算平衡表、用能预算平衡表): headings of domain.md I, with their formulas."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd

from optimizer.domain.case import Case, Quantity
from optimizer.domain.rounded import CATEGORIES
from optimizer.report.parts.memo import memo
from optimizer.report.parts.output import WARN_CELL, Field, OutputTable
from optimizer.report.plan.flows import COLUMN
from optimizer.text import report as words
from optimizer.text.words import UNIT

_NAMES = {category: f"category_{n}" for n, category in enumerate(CATEGORIES, start=1)}
_SINKS = _NAMES[CATEGORIES[-1]]
_LEAST_SHOWN = 3
"""Energy has no sinks and mostly no engineering reductions: categories beyond the third stand only where used."""
_OVER = "({overrun_1}+{overrun_2})"
_HIDDEN = ("number", "parent", "total_bound", "target_bound")
_NEVER = ("opening", "idle", "granted", "transfer_in", "transfer_out", "carry_over")
"""Columns of the official headings that stay blank while no rule in force fills them."""


def balance_table(case: Case, figures: pd.DataFrame, approvals: pd.DataFrame, quantity: Quantity) -> OutputTable:
    """Return the balance table of one quantity; `figures` come from `balance`, `approvals` from the allocation."""
    frame = figures.rename(columns={**_NAMES, **COLUMN, "usage_national": "national", "usage_assessment": "assessment"})
    frame = frame.assign(**{name: np.nan for name in (*_NEVER, "borrowed") if name not in frame})
    trade, lifts = "sold" in figures, "granted" in figures or "banked" in figures
    shown = list(CATEGORIES)
    if quantity == "energy":
        shown = [c for n, c in enumerate(CATEGORIES) if n < _LEAST_SHOWN or (figures[c] != 0).any()]
        frame = memo(case, frame, approvals).assign(book="usage", usage=frame["usage"].fillna(frame["assessment"]))
    moves = [name for flow, name in COLUMN.items() if flow in figures]
    fields = (*_front(quantity), *_middle(quantity, shown, moves), *_back(quantity, trade, lifts))
    key = f"balance_{quantity}"
    return OutputTable(
        key,
        words.SHEET[key],
        words.TITLE[key],
        UNIT[quantity],
        fields,
        frame,
        _notes(quantity, fields, frame, trade or lifts),
        wide=True,
    )


def _field(quantity: Quantity, name: str, group: str = "", formulas: dict[str, str] | None = None) -> Field:
    label = words.LABEL[name].format(what=words.WHAT[quantity])
    return Field(name, label, "amount", words.GROUP.get(group, ""), UNIT[quantity], formulas or {})


def _summed(name: str) -> dict[str, str]:
    """A parent is the sum of what stands below it."""
    return {"parent": f"ROUND(SUMIFS({{{name}:above}},{{parent:above}},{{number}},{{year:above}},{{year}}),2)"}


def _used(names: list[str]) -> dict[str, str]:
    return {"": f"ROUND({{existing}}+{{projects}}{''.join(f'-{{{name}}}' for name in names)},2)"}


def _front(quantity: Quantity) -> list[Field]:
    field = partial(_field, quantity)
    return [
        Field("name", words.LABEL["name"], "text"), Field("year", words.LABEL["year"], "year"),
        *([field("opening")] if quantity == "energy" else []),
        field("base"), field("increment", formulas={"": "ROUND({total}-{base},2)"}), field("total"),
        field("existing", formulas=_summed("existing")),
    ]  # fmt: skip


def _middle(quantity: Quantity, shown: list[str], moves: list[str]) -> list[Field]:
    field, names = partial(_field, quantity), [_NAMES[c] for c in shown]
    cuts = [
        Field(_NAMES[c], c, "amount", words.GROUP[f"cut_{quantity}"], UNIT[quantity], _summed(_NAMES[c])) for c in shown
    ]
    sums = {name: _summed(name) if name in moves else None for name in ("granted", "transfer_in", "transfer_out")}
    moved = [
        field("transfer_in", formulas=sums["transfer_in"]),
        field("transfer_out", formulas=sums["transfer_out"]),
        field("projects", formulas=_summed("projects")),
        field("budget"),
    ]
    granted = [field("granted", formulas=sums["granted"])]
    if quantity == "energy":
        return [*cuts, field("idle"), *granted, *moved, field("usage", formulas=_used(names))]
    moved = [*(granted if "granted" in moves else []), *moved]
    national = _used([name for name in names if name != _SINKS])
    return [
        *cuts, field("sink", formulas=_summed("sink")), *moved, field("national", "book", national),
        field("assessment", "book", _used([*names, "sink"])),
    ]  # fmt: skip


def _back(quantity: Quantity, trade: bool, lifts: bool) -> list[Field]:
    used, total = "{held}" if trade else "{used}", "{total}+{lift}" if lifts else "{total}"
    held = {"": "ROUND({used}+IF({parent}=0,0,{transfer_out}-{transfer_in}),2)"}
    field, label, intensity = partial(_field, quantity), words.LABEL, words.INTENSITY_UNIT[quantity]
    backed = f"ROUND(MIN({_OVER},MAX(0,{{target_intensity}}*({{gdp}}-{{gdp_expected}}))),2)"
    light = (f'IF({_OVER}>0,"{words.LIGHT_OVER}",IF(AND(ISNUMBER({{rate}}),{{rate}}>={WARN_CELL}),'
             f'"{words.LIGHT_WARN}","{words.LIGHT_NORMAL}"))')  # fmt: skip
    return [
        *([field("held", formulas=held)] if trade else []),
        *(Field(name, label[name], "money", unit=words.MONEY_UNIT) for name in ("gdp", "gdp_expected")),
        Field("target_intensity", label["target_intensity"], "intensity", unit=intensity),
        Field("intensity", label["intensity"], "intensity", unit=intensity, formulas={"": f"{used}/{{gdp}}"}),
        field("intensity_headroom", formulas={"": f"ROUND({{target_intensity}}*{{gdp}}-{used},2)"}),
        field("headroom", formulas={"": f"ROUND({{budget}}-{used},2)"}),
        field("total_headroom", formulas={"": f"ROUND({total}-{used},2)"}),
        field("overrun_1", "elastic"), field("overrun_2", "elastic"), field("growth_backed", "elastic", {"": backed}),
        field("unbacked", "elastic", {"": f"ROUND({_OVER}-{{growth_backed}},2)"}),
        *(_memo() if quantity == "energy" else []),
        field("carry_over"), *([field("borrowed"), field("lift")] if lifts else []),
        Field("rate", label["rate"], "percent", formulas={"": f"ROUND({used}/{{budget}},4)"}),
        Field("light", label["light"], "light", formulas={"": light}),
        Field("mark", label["mark"], "light"),
        *(Field(name, label[name], "count", hidden=True) for name in _HIDDEN),
    ]  # fmt: skip


def _memo() -> list[Field]:
    verdict = {"": f'IF({_OVER}>0,"{words.ELASTIC}","{words.RIGID}")'}
    names = ("memo_feedstock", "memo_nonfossil", "memo_listed")
    return [
        *(_field("energy", name, "memo", _summed(name)) for name in names),
        Field("verdict", words.LABEL["verdict"], "light", formulas=verdict),
    ]  # fmt: skip


def _notes(quantity: Quantity, fields: tuple[Field, ...], frame: pd.DataFrame, moved: bool) -> tuple[str, ...]:
    blank = [f.label for f in fields if f.kind == "amount" and frame[f.name].isna().all()]
    return (
        words.NOTE["suggested"], words.NOTE["balance"], words.NOTE["elastic"],
        *([words.NOTE["flows"]] if moved else []),
        *([words.NOTE["balance_energy"]] if quantity == "energy" else []),
        *([words.BLANK_COLUMNS.format(columns="、".join(blank))] if blank else []),
        words.NOTE["lights"], words.NOTE["marks"], words.NOTE["edit"],
    )  # fmt: skip
