"""Small pictures for the notebooks (小图): bars as SVG, tables as HTML, no plotting package."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from IPython.display import HTML

FILL, MARK, TEXT = "#1f4e8c", "#8a4b00", "#222222"


def bars(
    labels: Sequence[str], values: Sequence[float], unit: str, marks: Sequence[float] | None = None, title: str = ""
) -> HTML:
    """Draw one bar a label, from zero, with its figure; `marks` draws a tick a bar, such as a limit."""
    top = max([*values, *(marks or []), 1e-9])
    height, left, width = 24, 190, 430
    parts = [
        _bar(i * height, left, width / top, str(label), value, unit, marks[i] if marks else None)
        for i, (label, value) in enumerate(zip(labels, values, strict=True))
    ]
    size = f'width="{left + width + 270}" height="{height * len(values) + 4}"'
    style = "font:13px 'Noto Sans CJK SC','Microsoft YaHei',sans-serif"
    head = f"<p><b>{escape(title)}</b></p>" if title else ""
    return HTML(f'{head}<svg xmlns="http://www.w3.org/2000/svg" {size} style="{style}">{"".join(parts)}</svg>')


def _bar(y: int, left: int, scale: float, label: str, value: float, unit: str, mark: float | None) -> str:
    end = left + max(value, 0.0) * scale
    text = f"{value:,.1f} {unit}" + (f"（上限 {mark:,.1f}）" if mark is not None else "")
    after = max(end, left + (mark or 0.0) * scale) + 6
    tick = ""
    if mark is not None:
        x = left + mark * scale
        tick = f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{y + 1}" y2="{y + 21}" stroke="{MARK}" stroke-width="2"/>'
    return (
        f'<text x="{left - 8}" y="{y + 16}" text-anchor="end" fill="{TEXT}">{escape(label)}</text>'
        f'<rect x="{left}" y="{y + 4}" width="{end - left:.1f}" height="15" fill="{FILL}"/>{tick}'
        f'<text x="{after:.1f}" y="{y + 16}" fill="{TEXT}">{escape(text)}</text>'
    )


def spans(
    labels: Sequence[str], low: Sequence[float], middle: Sequence[float], high: Sequence[float], unit: str,
    title: str = "",
) -> HTML:  # fmt: skip
    """Draw one span a label from low to high with a mark in the middle; a thin line stands at zero."""
    height, left, width = 24, 190, 430
    least, most = min([*low, 0.0]), max([*high, 0.0])
    scale = width / ((most - least) or 1.0)

    def x(value: float) -> float:
        return left + (value - least) * scale

    rows = zip(labels, low, middle, high, strict=True)
    parts = [
        f'<text x="{left - 8}" y="{i * height + 16}" text-anchor="end" fill="{TEXT}">{escape(str(label))}</text>'
        f'<rect x="{x(a):.1f}" y="{i * height + 8}" width="{max(x(c) - x(a), 1.0):.1f}" height="8" fill="#9db7d9"/>'
        f'<circle cx="{x(b):.1f}" cy="{i * height + 12}" r="5" fill="{FILL}"/>'
        f'<text x="{left + width + 10}" y="{i * height + 16}" fill="{TEXT}">'
        f"{a:,.1f} ～ {b:,.1f} ～ {c:,.1f} {escape(unit)}</text>"
        for i, (label, a, b, c) in enumerate(rows)
    ]
    size = f'width="{left + width + 300}" height="{height * len(parts) + 4}"'
    zero = f'<line x1="{x(0):.1f}" x2="{x(0):.1f}" y1="0" y2="{height * len(parts)}" stroke="{MARK}"/>'
    style = "font:13px 'Noto Sans CJK SC','Microsoft YaHei',sans-serif"
    head = f"<p><b>{escape(title)}</b></p>" if title else ""
    return HTML(f'{head}<svg xmlns="http://www.w3.org/2000/svg" {size} style="{style}">{zero}{"".join(parts)}</svg>')
