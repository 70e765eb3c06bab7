"""The chart of a comparison (对比图): the region's use year by year, bar beside bar, from zero."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from optimizer.domain.case import Quantity
from optimizer.report.compare.results import node_table
from optimizer.report.compare.side import Side
from optimizer.report.compare.tables import side_names
from optimizer.text import web as common

COLOURS = ("#9aa9bd", "#1f4e8c", "#8a4b00", "#2f7f86")
_TEXT = {"color": "#3a4656", "fontSize": 11}
_LABELLED = 2


def options(sides: Sequence[Side], quantity: Quantity) -> dict[str, Any]:
    """Return the ECharts options; bars begin at zero, and two scenarios say their difference above the bar."""
    case, frame = sides[0].case, node_table(sides, quantity).frame
    rows, years = frame[frame["region"] == case.root], [common.YEAR.format(year=year) for year in case.years]
    series = []
    for n, name in enumerate(side_names(sides)):
        changes = rows[f"usage_change_{n}"] if n else [math.nan] * len(rows)
        data = [_bar(value, change, len(sides)) for value, change in zip(rows[f"usage_{n}"], changes, strict=True)]
        series.append({"name": name, "type": "bar", "barMaxWidth": 34, "data": data})
    return {
        "animation": False, "color": list(COLOURS), "textStyle": {"fontFamily": "inherit"},
        "grid": {"left": 4, "right": 8, "top": 42, "bottom": 2, "containLabel": True},
        "legend": {"top": 0, "left": 0, "itemWidth": 14, "itemHeight": 9, "itemGap": 10, "textStyle": _TEXT},
        "tooltip": {"trigger": "axis", "confine": True, "textStyle": {"fontSize": 12}},
        "xAxis": {"type": "category", "data": years, "axisLabel": _TEXT},
        "yAxis": {"type": "value", "min": 0, "axisLabel": _TEXT, "splitNumber": 4,
                  "splitLine": {"lineStyle": {"color": "#e3e8ef"}}},
        "series": series, "aria": {"enabled": True},
    }  # fmt: skip


def _bar(value: float, change: float, count: int) -> dict[str, Any]:
    bar: dict[str, Any] = {"value": None if math.isnan(value) else round(value, 2)}
    if count <= _LABELLED and not math.isnan(change) and round(change, 2):
        word, colour = (common.MORE, "#12508f") if change > 0 else (common.LESS, "#8a4b00")
        says = f"{word} {abs(change):,.2f}"
        bar["label"] = {"show": True, "position": "top", "formatter": says, "color": colour, "fontSize": 11}
    return bar
