"""Builders for the worked numbers of the domain document: small cases written by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.oracle.files import CaseFiles, Row
from tests.oracle.product import solve

LEAGUES = ("甲", "乙", "丙")


def case(years: list[int], rules: Row, includes: bool = False) -> CaseFiles:
    """An empty case of base year 2025 with one region over the leagues that will be added."""
    settings = {
        "name": "算例", "model": "neimenggu", "base_year": 2025, "years": years, "approval": "whole",
        "gdp_includes_candidates": includes, "rules": {"total": {"derive": False}} | rules,
    }  # fmt: skip
    names = ("regions", "region_years", "targets", "totals", "projects", "measures")
    tables: dict[str, list[Row]] = {name: [] for name in names}
    return CaseFiles(settings, tables | {"regions": [{"region": "全区", "parent": ""}]})


def league(found: CaseFiles, name: str, base: tuple[float, float, float], stock: tuple[float, float, float]) -> None:
    """Add a league: base and stock are (GDP, energy, carbon); the stock is the same in every year."""
    columns = ("gdp", "energy", "carbon")
    found.rows("regions").append(
        {"region": name, "parent": "全区"} | {f"{c}_base": x for c, x in zip(columns, base, strict=True)}
    )
    for year in found.settings["years"]:
        row = dict(zip(columns, stock, strict=True))
        found.rows("region_years").append({"region": name, "year": year} | row)


def target(found: CaseFiles, region: str, quantity: str, reduction: float, year: int = 2030) -> None:
    """Add a target row, reduction in percent."""
    found.rows("targets").append({"region": region, "quantity": quantity, "year": year, "reduction": reduction})


def run(found: CaseFiles, folder: Path) -> dict[str, Any]:
    """Solve and return the JSON result."""
    return solve(found.write(folder))


def approved(document: dict[str, Any]) -> set[str]:
    """The projects that are approved in full."""
    return {p["project"] for p in document["projects"] if p["approval"] == 1}


def node(document: dict[str, Any], region: str, quantity: str, year: int = 2030) -> dict[str, Any]:
    """One row of the result's region table."""
    return next(r for r in document["regions"] if (r["region"], r["quantity"], r["year"]) == (region, quantity, year))
