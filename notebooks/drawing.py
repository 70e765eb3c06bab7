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
