"""Plain values (普通值): what JSON can hold."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any


def plain_value(value: Any) -> Any:
    """Return a value of Python's own types; fractions become floats, not a number and infinity null."""
    if isinstance(value, Mapping):
        return {str(key): plain_value(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain_value(inner) for inner in value]
    value = value.item() if hasattr(value, "item") else value
    value = float(value) if isinstance(value, Fraction) else value
    return None if isinstance(value, float) and not math.isfinite(value) else value
