"""A case in memory, written as a contract folder: English headers with canonical units, plain decimals."""

from __future__ import annotations

import csv
from copy import deepcopy
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

UNITS = {
    "gdp_base": "亿元", "energy_base": "万吨标准煤", "carbon_base": "万吨CO2", "gdp": "亿元",
    "gdp_expected": "亿元", "energy": "万吨标准煤", "carbon": "万吨CO2", "sink": "万吨CO2",
    "reduction": "%", "intensity": "吨/万元", "total": "万吨", "band": "%", "price_1": "万元/吨", "price_2": "万元/吨",
    "feedstock": "万吨标准煤", "nonfossil": "万吨标准煤", "value_added": "亿元", "value": "亿元",
    "coal": "万吨标准煤", "oil": "万吨标准煤", "energy_gross": "万吨标准煤", "coal_saving": "万吨标准煤",
    "oil_saving": "万吨标准煤", "nonfossil_gain": "万吨标准煤", "cap": "万吨标准煤", "replacement_ratio": "%", "utilization": "%",
    "reclaimed": "万吨标准煤", "share": "%",
    "energy_saving": "万吨标准煤", "carbon_reduction": "万吨CO2", "cost": "亿元", "value_added_loss": "亿元",
}  # fmt: skip
COLUMNS: dict[str, tuple[str, ...]] = {
    "regions": ("region", "code", "parent", "gdp_base", "energy_base", "carbon_base", "peak_year"),
    "region_years": (
        "region", "year", "gdp", "gdp_expected", "energy", "carbon", "sink", "coal", "oil", "energy_gross", "nonfossil",
        "reclaimed",
    ),
    "controls": ("region", "control", "year", "cap", "share", "mode"),
    "targets": ("region", "quantity", "year", "reduction", "intensity", "mode"),
    "totals": ("region", "quantity", "year", "total", "mode", "band", "price_1", "price_2"),
    "projects": (
        "project", "name", "region", "energy", "feedstock", "feedstock_product", "nonfossil", "carbon",
        "value_added", "value", "start_year", "ramp", "status", "listing", "divisible", "coal", "oil",
        "group", "latest_start", "two_high", "replacement_ratio",
        "utilization", "benchmark",
    ),
    "measures": (
        "measure", "region", "category", "year", "energy_saving", "carbon_reduction", "cost",
        "value_added_loss", "status", "divisible", "coal_saving", "oil_saving", "nonfossil_gain",
        "project", "tradable", "in_ets",
    ),
}  # fmt: skip
QUANTITY_COLUMNS = frozenset(c for c, unit in UNITS.items() if unit in ("亿元", "万吨标准煤", "万吨CO2", "万吨"))
Row = dict[str, Any]


def decimal(number: float) -> str:
    """Ten significant digits in plain decimals, never with an exponent."""
    return format(Decimal(f"{number:.10g}"), "f")


@dataclass
class CaseFiles:
    """Settings of case.toml and the rows of the tables; a column that a row lacks is blank."""

    settings: Row
    tables: dict[str, list[Row]] = field(default_factory=dict)

    def copy(self) -> CaseFiles:
        return deepcopy(self)

    def rows(self, table: str) -> list[Row]:
        return self.tables.setdefault(table, [])

    def scaled(self, factor: float) -> CaseFiles:
        """The same case, all energy, carbon and money multiplied; intensities and prices stay."""
        found = self.copy()
        for rows in found.tables.values():
            for row in rows:
                row.update({c: row[c] * factor for c in row.keys() & QUANTITY_COLUMNS})
        return found

    def write(self, folder: Path, units: dict[str, tuple[str, float]] | None = None) -> Path:
        """Write the folder; `units`: column → another unit, and how many of it make a canonical one."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "case.toml").write_text("\n".join(_toml(self.settings)), encoding="utf-8")
        for table, rows in self.tables.items():
            columns = COLUMNS[table]
            with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
                sheet = csv.writer(file)
                sheet.writerow([_header(c, units or {}) for c in columns])
                sheet.writerows([[_cell(row.get(c), c, units or {}) for c in columns] for row in rows])
        return folder


def _header(column: str, units: dict[str, tuple[str, float]]) -> str:
    if column not in UNITS:
        return column
    return f"{column} [{units.get(column, (UNITS[column], 1.0))[0]}]"


def _cell(value: Any, column: str, units: dict[str, tuple[str, float]]) -> str:
    if value is None:
        return ""
    if column not in UNITS:
        return str(value).lower() if isinstance(value, bool) else str(value)
    return decimal(value * units.get(column, ("", 1.0))[1])


def _toml(settings: Row) -> list[str]:
    plain = [f"{k} = {_literal(v)}" for k, v in settings.items() if not isinstance(v, dict)]
    sections = [(k, v) for k, v in settings.items() if isinstance(v, dict)]
    return plain + [
        line for k, v in sections for line in ("", f"[{k}]", *(f"{x} = {_literal(y)}" for x, y in v.items()))
    ]


def _literal(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k} = {_literal(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_literal(v) for v in value) + "]"
    return repr(value)
