"""Charts of the report as inline SVG (图): drawn from the tables' figures, with words for every mark."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from optimizer.report.paper.paper import Bar, Chart
from optimizer.report.parts.printed import amount, printed
from optimizer.text import paper as words
from optimizer.text.report import LIGHT_NORMAL, LIGHT_OVER, LIGHT_WARN, LIGHT_WORD

LIGHT_CLASS = {LIGHT_NORMAL: "normal", LIGHT_WARN: "warn", LIGHT_OVER: "over"}
WIDE, HEAD = 560, 30
"""Width of a chart and height of its legend (units of the drawing)."""
_ROW, _LABEL, _FIGURES = 30, 104, 160
_LONGEST = 8
"""Letters of a name beside its bar; the tooltip has it whole."""
_KEY = 110
_MARKS = {
    "track": '<rect class="track" x="{x}" y="6" width="22" height="12"/>',
    "normal": '<rect class="normal" x="{x}" y="9" width="22" height="6"/>',
    "total": '<line class="total" x1="{middle}" x2="{middle}" y1="4" y2="20"/>',
}
_LINE = '<line class="{kind}" x1="{x}" x2="{end}" y1="12" y2="12"/>'


def bars_svg(chart: Chart) -> str:
    """Return regions as bars: the budget behind, the usage before it, the total as a mark, figures at the end."""
    most = max((v for b in chart.bars for v in (b.budget, b.usage, b.total) if math.isfinite(v)), default=0.0) or 1.0
    scale = (WIDE - _LABEL - _FIGURES) / most
    parts = [legend(chart, {"track": "budget", "normal": "usage", "total": "total"})]
    for n, bar in enumerate(chart.bars):
        top = HEAD + n * _ROW
        drawn = (
            _bar(bar.budget, scale, top + 5, 18, "track")
            + _bar(bar.usage, scale, top + 10, 8, LIGHT_CLASS.get(bar.light, "none"))
            + _tick(bar.total, scale, top)
        )
        parts.append(titled(bar, chart.unit, (
            f'<text class="end" x="{_LABEL - 8}" y="{top + 18}">{escape(_short(bar.label))}</text>{drawn}'
            f'<text class="end" x="{WIDE - 72}" y="{top + 18}">{amount(bar.budget)}</text>'
            f'<text class="end soft" x="{WIDE}" y="{top + 18}">{bar.light[:1]} {_rate(bar)}</text>'
        )))  # fmt: skip
    return svg(chart, HEAD + len(chart.bars) * _ROW + 6, parts)


def _bar(value: float, scale: float, top: float, tall: float, kind: str) -> str:
    if not math.isfinite(value):
        return ""
    return f'<rect class="{kind}" x="{_LABEL}" y="{top}" width="{max(0.0, value) * scale:.1f}" height="{tall}"/>'


def _tick(value: float, scale: float, top: float) -> str:
    if not math.isfinite(value):
        return ""
    x = f"{_LABEL + value * scale:.1f}"
    return f'<line class="total" x1="{x}" x2="{x}" y1="{top + 3}" y2="{top + 25}"/>'


def legend(chart: Chart, kinds: dict[str, str]) -> str:
    """Return the legend: what is drawn as what; the total only where there is one."""
    there = {"budget", "usage"} | ({"total"} if any(math.isfinite(bar.total) for bar in chart.bars) else set())
    parts = []
    for n, (kind, meaning) in enumerate((k, m) for k, m in kinds.items() if m in there):
        x = _LABEL + n * _KEY
        mark = _MARKS.get(kind, _LINE).format(kind=kind, x=x, middle=x + 11, end=x + 22)
        parts.append(f'{mark}<text x="{x + 28}" y="16">{escape(words.LEGEND[meaning])}</text>')
    return "".join(parts)


def titled(bar: Bar, unit: str, drawn: str) -> str:
    """Return what is drawn for one bar, with its figures as a tooltip."""
    return f"<g><title>{escape(_says(bar, unit))}</title>{drawn}</g>"


def svg(chart: Chart, tall: float, parts: Sequence[str]) -> str:
    """Return the whole drawing with its name and, for readers by ear, every figure."""
    said = "；".join(_says(bar, chart.unit) for bar in chart.bars)
    return (f'<svg viewBox="0 0 {WIDE} {tall:.0f}" role="img" aria-label="{escape(chart.title)}">'
            f"<desc>{escape(said)}</desc>{''.join(parts)}</svg>")  # fmt: skip


def _says(bar: Bar, unit: str) -> str:
    return words.BAR_SAYS.format(
        label=bar.label, budget=amount(bar.budget) or "—", usage=amount(bar.usage), unit=unit, rate=_rate(bar) or "—",
        light=LIGHT_WORD.get(bar.light, bar.light),
    )  # fmt: skip


def _rate(bar: Bar) -> str:
    return printed(bar.usage / bar.budget if bar.budget > 0 else math.nan, "percent")


def _short(label: str) -> str:
    return label if len(label) <= _LONGEST else label[: _LONGEST - 1] + "…"
