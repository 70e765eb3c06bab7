"""Rows of a table as plain dictionaries (逐行); the detour over pandas costs more than what is done with them."""

from __future__ import annotations

from typing import Any

import pandas as pd


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return each row by column name, in order, with Python's own numbers and texts."""
    names = list(frame.columns)
    columns = (frame[name].tolist() for name in names)
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]
