"""The best plan of a one-year sample case, by counting through every combination of approvals: no solver, no product.

Covers what the sample cases use: leaves under one root, reductions of one year, totals derived from the targets,
measures that must be taken (必上), whole projects.
"""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

Record = Mapping[str, str]
USE = {"能耗": "能耗（万吨标准煤）", "碳排放": "碳排放（万吨CO2）"}
BASE = {"能耗": "基期能耗（万吨标准煤）", "碳排放": "基期碳排放（万吨CO2）"}
PROJECT = {"能耗": "年综合能耗（等价值）（万吨标准煤）", "碳排放": "年碳排放（万吨CO2）"}
MEASURE = {"能耗": "节能量（万吨标准煤）", "碳排放": "减碳量（万吨CO2）"}
VALUE = "年增加值（亿元）"


def best(case: Path, settings: Mapping[str, object]) -> tuple[float, list[str]]:
    """Return the objective (亿元) and the approved projects; `settings` are those of the rule of totals."""
    projects = _table(case, "projects")
    plans = itertools.product((0, 1), repeat=len(projects))
    feasible = []
    for plan in plans:
        chosen = [project for project, taken in zip(projects, plan, strict=True) if taken]
        if (penalty := _penalty(case, chosen, settings)) is not None:
            value = _sum(chosen, VALUE) - penalty - _sum(_table(case, "measures"), "成本（亿元）")
            feasible.append((value, [project["项目编号"] for project in chosen]))
    return max(feasible)


def _penalty(case: Path, chosen: Sequence[Record], settings: Mapping[str, object]) -> float | None:
    """Return the price of all overruns, None where an intensity target is missed."""
    penalty = 0.0
    for target in _table(case, "targets"):
        quantity, inside = target["指标"], set(_leaves(case, target["地区"]))
        base, stock, new, done = (
            [row for row in rows if row["地区"] in inside]
            for rows in (_table(case, "regions"), _table(case, "region_years"), chosen, _table(case, "measures"))
        )
        tau = (1 - float(target["降低率（%）"]) / 100) * _sum(base, BASE[quantity]) / _sum(base, "基期GDP（亿元）")
        usage = _sum(stock, USE[quantity]) + _sum(new, PROJECT[quantity]) - _sum(done, MEASURE[quantity])
        if usage > tau * (_sum(stock, "GDP（亿元）") + _sum(new, VALUE)) + 1e-9:
            return None
        if settings["derive"]:
            penalty += _price(usage, tau * _sum(stock, "预期GDP（亿元）"), settings)
    return penalty


def _price(usage: float, total: float, settings: Mapping[str, object]) -> float:
    band, first, beyond = (float(str(settings[key])) for key in ("band", "price_1", "price_2"))
    over = max(0.0, usage - total)
    return first * min(over, band * total) + beyond * max(0.0, over - band * total)


def _leaves(case: Path, node: str) -> Iterator[str]:
    for region in _table(case, "regions"):
        if region["上级"] and node in (region["地区"], region["上级"]):
            yield region["地区"]


def _sum(rows: Sequence[Record], column: str) -> float:
    return sum(float(row[column]) for row in rows)


def _table(case: Path, name: str) -> list[Record]:
    path = case / f"{name}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
