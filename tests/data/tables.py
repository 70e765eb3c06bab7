"""Plain reading of the shipped tables, without the product's reader: header label → column, text cells."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[2] / "data"
CASES = ("neimenggu-2026", "provinces-13fyp")


def rows(case: str, table: str) -> list[dict[str, str]]:
    """Return the records of one case table by the full header."""
    with (DATA / case / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def reference(table: str) -> list[dict[str, str]]:
    """Return the records of one reference table."""
    with (DATA / "reference" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def assumptions() -> dict[str, Any]:
    """Return assumptions.toml."""
    return tomllib.loads((DATA / "reference" / "assumptions.toml").read_text(encoding="utf-8"))
