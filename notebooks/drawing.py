"""Small pictures for the notebooks (小图): bars as SVG, tables as HTML, no plotting package."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd
from IPython.display import HTML

FILL, MARK, TEXT = "#1f4e8c", "#8a4b00", "#222222"
HEADS = {
    "region": "地区", "class": "组别", "gdp_base": "基期GDP（亿元）", "energy_base": "基期能耗（万吨标准煤）",
    "carbon_base": "基期碳排放（万吨CO2）", "evidence": "数据性质", "source": "依据", "project": "项目编号",
    "name": "名称", "energy": "能耗（万吨标准煤）", "carbon": "碳排放（万吨CO2）", "value_added": "年增加值（亿元）",
    "category": "类别", "energy_saving": "节能量（万吨标准煤）", "carbon_reduction": "减碳量（万吨CO2）",
    "cost": "成本（亿元）", "rule": "限额", "quantity": "指标", "year": "年份",
    "marginal_value": "影子价格（亿元/万吨）", "overrun_1": "一档超用", "overrun_2": "二档超用",
    "intensity": "强度", "target_intensity": "目标强度", "what": "不确定因素", "scope": "取法",
    "distribution": "分布", "parameters": "参数",
}  # fmt: skip
"""Headings of columns by their name in the case and in results."""
SAID = {
    "energy": "能耗", "carbon": "碳排放", "intensity": "强度", "total": "总量", "in": "批准", "out": "否决",
    "growth": "增速", "usage": "存量用能", "factor": "排放因子", "delay": "推迟投产", "utilization": "利用率",
    "consumption": "单耗", "saving": "措施实效", "common": "共同", "each": "逐个", "normal": "正态",
    "triangular": "三角", "uniform": "均匀", "discrete": "离散",
}  # fmt: skip
"""Words of cells by their name in the case and in results."""


def table(
    frame: pd.DataFrame, heads: Mapping[str, str] | None = None, shares: Sequence[Hashable] = (), digits: int = 2
) -> HTML:
    """Show a table with headings as in the case's sheets; `shares` are columns shown as percentages."""
    names = {name: (heads or {}).get(str(name), HEADS.get(str(name), str(name))) for name in frame.columns}
    top = "".join(f"<th style='text-align:center'>{escape(names[name])}</th>" for name in frame.columns)
    rows = [
        "".join(_cell(value, name, name in shares, digits) for name, value in zip(frame.columns, row, strict=True))
        for row in frame.itertuples(index=False, name=None)
    ]
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return HTML(f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>")


def _cell(value: Any, name: Hashable, share: bool, digits: int) -> str:
    """One cell: words to the left, figures to the right, a dash for nothing."""
    if isinstance(value, str):
        return f"<td style='text-align:left'>{escape(SAID.get(value, value))}</td>"
    if pd.isna(value):
        text = "—"
    elif name == "year":
        text = f"{value:.0f}"
    else:
        text = f"{value:.{min(digits, 1)}%}" if share else f"{round(float(value), digits) + 0.0:,.{digits}f}"
    return f"<td style='text-align:right'>{text}</td>"


def bars(
    labels: Sequence[str], values: Sequence[float], unit: str, marks: Sequence[float] | None = None, title: str = "",
    digits: int = 1,
) -> HTML:  # fmt: skip
    """Draw one bar a label, from zero, with its figure; `marks` draws a tick a bar, such as a limit."""
    top = max([*values, *(marks or []), 1e-9])
    height, left, width = 24, 190, 430
    parts = [
        _bar(i * height, left, width / top, str(label), value, unit, marks[i] if marks else None, digits)
        for i, (label, value) in enumerate(zip(labels, values, strict=True))
    ]
    size = f'width="{left + width + 270}" height="{height * len(values) + 4}"'
    style = "font:13px 'Noto Sans CJK SC','Microsoft YaHei',sans-serif"
    head = f"<p><b>{escape(title)}</b></p>" if title else ""
    return HTML(f'{head}<svg xmlns="http://www.w3.org/2000/svg" {size} style="{style}">{"".join(parts)}</svg>')


def _bar(y: int, left: int, scale: float, label: str, value: float, unit: str, mark: float | None, digits: int) -> str:
    end = left + max(value, 0.0) * scale
    text = f"{value:,.{digits}f} {unit}" + (f"（上限 {mark:,.{digits}f}）" if mark is not None else "")
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
