"""Checked grids into the tables of a case (定稿): defaults filled, one DataFrame a table, canonical columns."""

from __future__ import annotations

import numpy as np
import pandas as pd

from optimizer.tables.grid import Grid

_ZERO = {
    "region_years": ("sink",),
    "projects": ("feedstock", "nonfossil"),
    "measures": (
        "energy_saving", "carbon_reduction", "value_added_loss", "coal_saving", "oil_saving", "nonfossil_gain",
    ),
    "uncertainty": ("elasticity",),
}  # fmt: skip
_WORDS = {
    "targets": {"mode": "hard"},
    "projects": {"status": "candidate", "listing": "none"},
    "measures": {"status": "candidate"},
}
_INTEGER_YEARS = ("region_years", "targets", "totals", "measures", "controls")


def default_word(table: str, column: str) -> str:
    """Return the word that a blank of that column stands for ("" when it has none of its own)."""
    return _WORDS.get(table, {}).get(column, "")


def fill_defaults(grid: Grid, approval: str) -> None:
    """Fill the blanks that have a default in the contract: zeros, words, and flags as true or false."""
    name = grid.table.name
    for column in _ZERO.get(name, ()):
        grid.numbers[column] = np.nan_to_num(grid.numbers[column])
    for column, word in _WORDS.get(name, {}).items():
        grid.texts[column] = [text or word for text in grid.texts[column]]
    flags = {
        "projects": {"divisible": approval == "share", "two_high": False},
        "measures": {"divisible": True, "tradable": False, "in_ets": False},
    }
    for column, default in flags.get(name, {}).items():
        blank = "true" if default else "false"
        grid.texts[column] = [text or blank for text in grid.texts[column]]


def to_frame(grid: Grid) -> pd.DataFrame:
    """Return the DataFrame of a grid: every column of the dictionary, RangeIndex; flags bool, years int64."""
    columns: dict[str, pd.Series[str] | np.ndarray] = {}
    for column in grid.table.columns:
        name = column.name
        if name in grid.numbers:
            numbers = grid.numbers[name]
            whole = name == "year" and grid.table.name in _INTEGER_YEARS
            columns[name] = numbers.astype(np.int64) if whole else numbers
        elif column.kind == "flag":
            columns[name] = np.array([text == "true" for text in grid.texts[name]], dtype=bool)
        else:
            columns[name] = pd.Series(grid.texts[name], dtype="str")
    return pd.DataFrame(columns, index=pd.RangeIndex(grid.count))
