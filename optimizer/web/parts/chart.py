"""The chart of one region (预算与用量图): usage and budget by year against the total with its elastic band, stepped."""

from __future__ import annotations

import math
from typing import Any

from optimizer.app.picture import Picture
from optimizer.domain.case import QUANTITIES, Case
from optimizer.report.parts.safe import clean
from optimizer.rules.facts import Facts
from optimizer.text import web as words
from optimizer.web.parts.allocation import Aim

_BLUE, _GREY, _BROWN, _BAND = "#1f4e8c", "#6b7785", "#8a4b00", "rgba(214,158,46,0.28)"
_TEXT = {"color": "#3a4656", "fontSize": 11}


def options(case: Case, facts: Facts, picture: Picture, baseline: Picture | None, aim: Aim) -> dict[str, Any]:
    """Return the ECharts options; always the same five series, so that an update only moves them."""
    said = words.WHATIF
    usage = _line(case, picture, aim)
    earlier = _line(case, baseline, aim) if baseline else usage
    total, width = _limits(case, facts, aim)
    series = [
        _stepped(said["total"], total, {"color": _GREY, "width": 1.5}) | {"stack": "band"},
        _stepped(said["band"], width, {"width": 0}) | {"stack": "band", "areaStyle": {"color": _BAND}},
        _plain(said["baseline"], earlier, _BROWN, "emptyCircle") | {"lineStyle": {"type": "dashed", "width": 1}},
        _plain(said["usage"], usage, _BLUE, "circle") | {"lineStyle": {"width": 2}},
    ]
    return {
        "animation": False, "color": [_GREY, "#d69e2e", _BROWN, _BLUE], "textStyle": {"fontFamily": "inherit"},
        "grid": {"left": 8, "right": 14, "top": 40, "bottom": 2, "containLabel": True},
        "legend": {"top": 0, "left": 0, "itemWidth": 14, "itemHeight": 8, "itemGap": 7, "textStyle": _TEXT},
        "tooltip": {"trigger": "axis", "confine": True, "textStyle": {"fontSize": 12}},
        "xAxis": {"type": "category", "data": [str(year) for year in case.years], "axisLabel": _TEXT},
        "yAxis": {"type": "value", "scale": True, "axisLabel": _TEXT, "splitNumber": 3,
                  "splitLine": {"lineStyle": {"color": "#e3e8ef"}}},
        "series": series,
        "aria": {"enabled": True, "label": {"description": clean(aim.region)}},
    }  # fmt: skip


def _line(case: Case, picture: Picture, aim: Aim) -> list[float | None]:
    return [_known(picture.cells[aim.quantity, aim.region, year].usage) for year in case.years]


def _limits(case: Case, facts: Facts, aim: Aim) -> tuple[list[float | None], list[float | None]]:
    """Return the total by year and the width of its first elastic tier (none when hard, reported or endless)."""
    place = QUANTITIES.index("energy" if aim.quantity == "energy" else "carbon"), facts.tree.names.index(aim.region)
    limits = facts.limits
    elastic = [int(mode) == 1 for mode in limits.mode[place]]
    widths = zip(map(float, limits.width[place]), elastic, strict=True)
    return [_known(float(total)) for total in limits.total[place]], [
        _known(width) if soft and math.isfinite(width) else None for width, soft in widths
    ]


def _known(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 1)


def _stepped(name: str, data: list[float | None], style: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "type": "line", "step": "middle", "symbol": "none", "data": data, "lineStyle": style}


def _plain(name: str, data: list[float | None], colour: str, symbol: str) -> dict[str, Any]:
    style = {"symbol": symbol, "symbolSize": 5, "itemStyle": {"color": colour}}
    return {"name": name, "type": "line", "data": data, **style}
