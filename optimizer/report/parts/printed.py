"""What a figure prints as (印出的数): the text of one cell, rounded as the workbook shows it."""

from __future__ import annotations

import math

from optimizer.report.parts.output import Kind
from optimizer.report.parts.safe import clean, spreadsheet_round

_DIGITS: dict[Kind, int] = {"count": 0, "year": 0, "amount": 2, "money": 2, "exact": 4, "intensity": 4, "percent": 4}
WORDS: tuple[Kind, ...] = ("text", "long", "light")
"""Kinds that print text and stand on the left or in the middle; all others are figures."""


def printed(value: object, kind: Kind) -> str:
    """Return the text of one cell of a plan's table: "" where there is nothing, never 0 for it.

    `value` is a number or a text; differences (`change…`) have no printed form here (KeyError).
    """
    if isinstance(value, str):
        return clean(value)
    number = float(value)  # type: ignore[arg-type]
    if not math.isfinite(number):
        return ""
    number = spreadsheet_round(number, _DIGITS[kind])
    if kind in ("count", "year"):
        return f"{number:.0f}"
    return f"{number:.2%}" if kind == "percent" else f"{number:,.{_DIGITS[kind]}f}"


def amount(value: float) -> str:
    """Return an amount (万t) or a sum of money (亿元) as it stands in sentences and tables."""
    return printed(value, "amount")
