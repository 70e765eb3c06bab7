"""Exact figures (精确数): what was typed, as a fraction, so that a figure on a line is on it."""

from __future__ import annotations

import math
from fractions import Fraction

DIGITS = 14
"""Significant digits kept: more than anyone types, fewer than a conversion of units can disturb."""


def exact(value: float) -> Fraction:
    """Return the decimal that a figure was typed as; raise ValueError for a blank."""
    if not math.isfinite(value):
        raise ValueError("blank")
    return Fraction(f"{value:.{DIGITS}g}")


def maybe(value: float) -> Fraction | None:
    """Return the decimal that a figure was typed as, None for a blank."""
    return exact(value) if math.isfinite(value) else None
