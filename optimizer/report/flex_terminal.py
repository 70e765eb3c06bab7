"""The flexibility on the terminal and as JSON (灵活机制结果)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from fractions import Fraction
from typing import Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from optimizer.domain.flex import FlexLimits, FlexPeriod, Steps
from optimizer.text import flex as text

COLUMNS = (
    "allocation", "brought", "repaid", "transferred", "available", "emissions", "borrow_limit", "borrowed", "banked",
    "lapsed", "gap",
)  # fmt: skip


def flex_summary(periods: Sequence[FlexPeriod], limits: FlexLimits) -> Group:
    """Return one row a period, and the limits that hold."""
    table = Table(text.HEADINGS[0], pad_edge=False)
    for heading in text.HEADINGS[1:]:
        table.add_column(heading, justify="right")
    for period in periods:
        alone = period.first == period.last
        name = str(period.first) if alone else text.YEARS.format(first=period.first, last=period.last)
        style = "red" if period.gap else ""
        table.add_row(name, *(f"{float(getattr(period, column)):,.2f}" for column in COLUMNS), style=style)
    steps = {key: _shown(getattr(limits, key)) for key in ("bank", "borrow", "transfer")}
    rates = {"carry": float(limits.carry), "penalty": float(limits.penalty), "period": limits.period}
    return Group(table, Text(text.RULES.format(**steps, **rates)))


def _shown(steps: Steps) -> str:
    said = [(year, text.UNLIMITED if share is None else f"{float(share):.4g}") for year, share in steps.steps]
    return "，".join(text.STEP.format(year=year, share=share) if year else share for year, share in said)


def _steps(steps: Steps) -> list[dict[str, Any]]:
    return [{"from": year or None, "share": None if share is None else float(share)} for year, share in steps.steps]


def flex_document(periods: Sequence[FlexPeriod], limits: FlexLimits) -> dict[str, Any]:
    """Return the periods and limits as plain values."""
    return {
        "limits": {
            **{key: _steps(getattr(limits, key)) for key in ("bank", "borrow", "transfer")},
            "carry": float(limits.carry), "penalty": float(limits.penalty), "period": limits.period,
        },
        "periods": [{key: _plain(value) for key, value in asdict(period).items()} for period in periods],
    }  # fmt: skip


def _plain(value: Fraction | int) -> float | int:
    return float(value) if isinstance(value, Fraction) else value
