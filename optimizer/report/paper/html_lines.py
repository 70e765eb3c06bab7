"""A chart over time (历年图): budget stepped by year, usage and total as lines, on a labelled axis."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from optimizer.report.paper.html_chart import HEAD, WIDE, legend, svg, titled
from optimizer.report.paper.paper import Chart

_TALL, _LEFT, _RIGHT, _FOOT = 300, 80, 16, 30
_GRID, _AIR = 4, 1.1
"""About how many grid lines there are, and how much more than the figures they span."""
Point = tuple[float, float]


def lines_svg(chart: Chart) -> str:
    """Return one region year by year."""
    low, high, step = _axis([v for b in chart.bars for v in (b.budget, b.usage, b.total) if math.isfinite(v)])
    wide, tall = (WIDE - _LEFT - _RIGHT) / len(chart.bars), _TALL - HEAD - _FOOT

    def at(n: float, value: float) -> Point:
        return _LEFT + (n + 0.5) * wide, HEAD + tall * (high - value) / (high - low)

    stepped = [at(n + side, bar.budget) for n, bar in enumerate(chart.bars) for side in (-0.5, 0.5)]
    parts = [
        legend(chart, {"steps": "budget", "used": "usage", "dashed": "total"}),
        *(_grid(at(0, low + n * step)[1], low + n * step) for n in range(round((high - low) / step) + 1)),
        _path([at(n, bar.total) for n, bar in enumerate(chart.bars)], "dashed"), _path(stepped, "steps"),
        _path([at(n, bar.usage) for n, bar in enumerate(chart.bars)], "used"),
    ]  # fmt: skip
    for n, bar in enumerate(chart.bars):
        x, y = at(n, bar.usage)
        parts.append(titled(bar, chart.unit, (
            f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
            f'<text class="mid" x="{x:.1f}" y="{_TALL - 8}">{escape(bar.label)}</text>'
        )))  # fmt: skip
    return svg(chart, _TALL, parts)


def _axis(values: Sequence[float]) -> tuple[float, float, float]:
    """Return lower end, upper end and step of the axis: round numbers (1, 2 or 5 times a power of ten)."""
    low, high = min(values), max(values)
    rough = (high - low or abs(high) or 1.0) * _AIR / _GRID
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * one for one in (1, 2, 5, 10) if power * one >= rough)
    bottom, top = math.floor(low / step) * step, math.ceil(high / step) * step
    return (bottom, top, step) if top > bottom else (bottom - step, top + step, step)


def _grid(y: float, value: float) -> str:
    return (f'<line class="grid" x1="{_LEFT}" x2="{WIDE - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
            f'<text class="end soft" x="{_LEFT - 6}" y="{y + 4:.1f}">{value:,.10g}</text>')  # fmt: skip


def _path(points: Sequence[Point], kind: str) -> str:
    """A line through the points that are there."""
    there = " ".join(f"{x:.1f},{y:.1f}" for x, y in points if math.isfinite(y))
    return f'<polyline class="{kind}" points="{there}"/>' if there else ""
