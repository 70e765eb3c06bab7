"""Figures as tables print them (印出的数): shares in percent, words by their labels, blanks by their default."""

from __future__ import annotations

import math
from typing import Any

from optimizer.tables import schema
from optimizer.tables.schema import CANONICAL_UNIT, FLAG, Column


def printed(column: Column, value: Any) -> float | str:
    """Return a canonical value in the column's printed unit; a blank is an empty text."""
    if isinstance(value, float):
        if math.isnan(value):
            return ""
        return float(f"{value * 100:.12g}") if column.kind == "share" else value
    choices = column.choices or (FLAG if column.kind == "flag" else ())
    return {choice.name: choice.label for choice in choices}.get(str(value), str(value))


def in_words(column: Column, value: Any) -> str:
    """Return a canonical value as a sentence quotes it, with the unit."""
    said = printed(column, value)
    if isinstance(said, str):
        return said
    unit = CANONICAL_UNIT.get(column.kind, "")
    return f"{said:.10g} {unit}".rstrip()


def key_in_words(table: str, key: tuple[str, ...]) -> tuple[str, ...]:
    """Return the parts of a record's key as tables print them."""
    columns = map(schema.table(table).column, schema.table(table).key)
    return tuple(str(printed(column, part)) for column, part in zip(columns, key, strict=True))
