"""Reads a contract case folder with csv and tomllib: English headers, canonical units, exact numbers."""

from __future__ import annotations

import csv
import re
import tomllib
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

HEADER = re.compile(r"^\s*([A-Za-z_0-9]+)\s*(?:[\[（(](.*)[\]）)])?\s*$")
Cell = str | Fraction | None
Record = dict[str, Cell]


@dataclass(frozen=True)
class Tables:
    """The tables and case.toml; a dimensioned cell is a Fraction (None: blank), any other a stripped text."""

    case: dict[str, Any]
    regions: list[Record]
    region_years: list[Record]
    targets: list[Record]
    totals: list[Record]
    projects: list[Record]
    measures: list[Record]
    controls: list[Record]


def number(text: str) -> Fraction:
    """The exact value of a written decimal (blank: KeyError is the caller's business)."""
    return Fraction(text.strip())


def _cell(text: str | None, unit: str | None) -> Cell:
    text = (text or "").strip()
    if unit is None:
        return text
    if not text:
        return None
    return number(text) / 100 if unit == "%" else number(text)


def _read(path: Path) -> list[Record]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    if not lines:
        return []
    heads = []
    for header in lines[0]:
        match = HEADER.match(header)
        if match is None:
            raise ValueError(f"not an English header: {header}")
        heads.append((match[1], match[2]))
    return [
        {name: _cell(cell, unit) for (name, unit), cell in zip(heads, line, strict=True)}
        for line in lines[1:]
        if any(cell.strip() for cell in line)
    ]


def read(folder: Path) -> Tables:
    """Read the folder; a table that is not there has no rows."""
    with (folder / "case.toml").open("rb") as file:
        case = tomllib.load(file)
    names = ("regions", "region_years", "targets", "totals", "projects", "measures", "controls")
    return Tables(case, **{name: _read(folder / f"{name}.csv") for name in names})
