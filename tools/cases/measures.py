"""Measure rows (措施): templates of the assumptions × base quantities, one row a measure and year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd


def build_measures(templates: list[dict[str, Any]], regions: pd.DataFrame, years: tuple[int, ...]) -> pd.DataFrame:
    """Return measures.csv; a template without `leagues` holds for every region below the root."""
    base = regions[regions["parent"] != ""].set_index("region")
    rows: list[dict[str, Any]] = []
    for template in templates:
        for region in template.get("leagues", list(base.index)):
            rows.extend(_years(template, region, base.loc[region], years))
    return pd.DataFrame(rows)


def _years(template: dict[str, Any], region: str, base: pd.Series, years: tuple[int, ...]) -> Iterator[dict[str, Any]]:
    """Yield the rows of one measure; 万吨标准煤, 万吨CO2, 亿元 at full uptake."""
    for n, year in enumerate(years):
        done = template["profile"][n] if "profile" in template else 1.0
        energy = template.get("energy_share", 0.0) * base["energy_base"] * done
        carbon = energy * template.get("carbon_per_energy", 0.0)
        carbon += template.get("carbon_share", 0.0) * base["carbon_base"] * done
        carbon += template["carbon"][n] if "carbon" in template else 0.0
        if not energy and not carbon:
            continue
        by_energy = template.get("energy_cost", 0.0) * energy
        yield {
            "measure": f"{template['prefix']}{base['code']}", "name": f"{region}{template['name']}",
            "region": region, "category": template["category"], "year": year, "energy_saving": energy,
            "carbon_reduction": carbon, "cost": by_energy + template.get("carbon_cost", 0.0) * carbon,
            "value_added_loss": template.get("value_added_loss", 0.0) * energy, "tradable": "否",
            "source": template["source"], "evidence": template["evidence"], "note": template["reason"],
        }  # fmt: skip
