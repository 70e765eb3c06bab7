"""Sample books beside the case (样例台账): actuals, key units, accounting book; invented figures, marked as such."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from cases.write import write_tables
from optimizer.systems.accounting.tables import TABLES as ACCOUNT_TABLES
from optimizer.tables.actuals.schema import ACTUAL_TABLES, INDICATOR
from optimizer.tables.register.schema import REGISTER_TABLES
from optimizer.tables.schema import Table

SECTORS = ("化学原料和化学制品制造业", "电力、热力生产和供应业")
SOURCE = "样例数据，非实绩"
YEAR, BASE_YEAR = 2026, 2025
USE_BY_QUARTER, GDP_BY_QUARTER = (0.27, 0.24, 0.24, 0.25), (0.21, 0.24, 0.26, 0.29)
ABOVE = (0.98, 1.0, 1.01, 0.99, 1.03)
"""Use against the case's path, league by league in turn."""
Rows = dict[str, list[dict[str, Any]]]


def build_samples(case: dict[str, pd.DataFrame], folder: Path) -> None:
    """Write the three sample books for a case into `folder`."""
    regions, years = case["regions"], case["region_years"]
    root = str(regions.loc[regions["parent"].fillna("") == "", "region"].iloc[0])
    places = regions.loc[regions["region"] != root, ["region", "carbon_base", "energy_base", "gdp_base"]]
    first = years[years["year"] == YEAR].set_index("region")
    leagues = [{**place, **first.loc[place["region"]].to_dict()} for place in places.to_dict("records")]
    _write(folder / "actuals", ACTUAL_TABLES, _actuals(leagues, case["projects"]))
    _write(folder / "register", REGISTER_TABLES, _register(leagues))
    _write(folder / "account", ACCOUNT_TABLES, _account(leagues, root))


def _write(folder: Path, tables: tuple[Table, ...], rows: Rows) -> None:
    sourced = {name: pd.DataFrame([{**row, "source": SOURCE} for row in found]) for name, found in rows.items()}
    write_tables(folder, {table: sourced[table.name] for table in tables if table.name in sourced})


def _actuals(leagues: list[dict[str, Any]], projects: pd.DataFrame) -> Rows:
    places = [one["region"] for one in leagues]
    running = projects[projects["status"].isin(("must", "必上"))].head(5)
    return {
        "actuals": list(_quarters(leagues)),
        "electricity": [
            {"region": one["region"], "year": YEAR, "quarter": f"Q{q + 1}", "sector": "工业",
             "electricity": round(one["carbon"] * use / 10 * (1.15 if n == 4 else ABOVE[n % 5]), 2)}
            for n, one in enumerate(leagues) for q, use in enumerate(USE_BY_QUARTER)
        ],
        "electricity_base": [
            {"region": one["region"], "sector": "工业", "year": BASE_YEAR, "carbon": one["carbon_base"],
             "electricity": round(one["carbon_base"] / 10, 2)}
            for one in leagues
        ],
        "indicators": [
            {"region": place, "year": YEAR, "indicator": choice.name, "met": "否" if (n + k) % 17 == 0 else "是"}
            for n, place in enumerate(places) for k, choice in enumerate(INDICATOR)
        ],
        "parks": [
            {"park": f"样例园区{n + 1}", "region": places[n], "year": YEAR, "electricity": 20, "renewable": renewable}
            for n, renewable in enumerate((17, 11, 6))
        ],
        "project_actuals": [
            {"project": row["project"], "year": YEAR, "energy": round(row["energy"] * (1.12 if n == 0 else 0.95), 2)}
            for n, row in enumerate(running.to_dict("records"))
        ],
        "works": [
            {"work": "样例工程：余热利用", "region": places[0], "year": YEAR, "category": "节能降碳", "carbon": 12.5},
            {"work": "样例工程：草原碳汇", "region": places[1], "year": YEAR, "category": "生态碳汇", "carbon": 3},
        ],
        "rectifications": [
            {"region": places[4], "item": "样例事项：核查用能高于快报的企业", "year": YEAR, "quarter": "Q3",
             "status": "整改中"}
        ],
    }  # fmt: skip


def _quarters(leagues: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for n, one in enumerate(leagues):
        for q, (use, gdp) in enumerate(zip(USE_BY_QUARTER, GDP_BY_QUARTER, strict=True)):
            yield {
                "region": one["region"], "year": YEAR, "quarter": f"Q{q + 1}", "version": 1, "status": "核定",
                "energy": round(one["energy"] * use * ABOVE[n % 5], 2),
                "carbon": round(one["carbon"] * use * ABOVE[n % 5], 2), "gdp": round(one["gdp"] * gdp, 2),
            }  # fmt: skip


def _register(leagues: list[dict[str, Any]]) -> Rows:
    units = [
        {"unit": f"样例企业{n + 1:02d}", "region": one["region"], "sector": SECTORS[n % 2],
         "group": "样例集团" if n < 3 else "", "ets": "是" if n % 2 else "否"}
        for n, one in enumerate(leagues)
    ]  # fmt: skip
    names = [unit["unit"] for unit in units]
    return {
        "units": units,
        "unit_years": [
            {"unit": name, "year": year, "status": "已核查", "energy": 60 + 5 * n, "energy_calorific": 52 + 4 * n,
             "feedstock": 4 if n % 2 == 0 else 0, "carbon_fuel": 120 + 8 * n, "carbon_process": 10, "carbon_power": 15,
             "value_added": 40 + n + (year - BASE_YEAR), "coal_standard": 40 + 3 * n}
            for n, name in enumerate(names) for year in (BASE_YEAR, YEAR)
        ],
        "unit_targets": [
            {"unit": name, "year": YEAR, "energy_total": 62 + 5 * n, "carbon_total": 148 + 8 * n, "reduction": 0.1}
            for n, name in enumerate(names)
        ],
        "groups": [{"group": "样例集团", "year": YEAR, "energy_total": 200, "carbon_total": 470}],
        "sectors": [
            {"region": unit["region"], "sector": unit["sector"], "year": YEAR, "carbon": 400 + 10 * n, "energy": 160}
            for n, unit in enumerate(units)
        ],
        "benchmarks": [{"product": "电石", "advanced": 805, "baseline": 940, "measured": "kgce/t", "year": 2023}],
        "capacities": [
            {"unit": names[2 * n], "line": "1号线", "product": "电石", "year": YEAR, "capacity": 30,
             "specific": specific}
            for n, specific in enumerate((790, 880, 960))
        ],
    }  # fmt: skip


def _account(leagues: list[dict[str, Any]], root: str) -> Rows:
    places = [one["region"] for one in leagues]
    flows = [(0.0, 120.0), (90.0, 0.0), (55.0, 0.0)]
    return {
        "regions": [{"region": root, "parent": ""}, *({"region": place, "parent": root} for place in places)],
        "activity": [
            row for n, place in enumerate(places) for row in (
                {"region": place, "year": BASE_YEAR, "fuel": "煤炭", "amount": 900 + 40 * n, "unit": "万tce"},
                {"region": place, "year": BASE_YEAR, "fuel": "柴油", "amount": 20 + n, "unit": "万吨"},
                {"region": place, "year": BASE_YEAR, "fuel": "天然气", "amount": 3, "unit": "亿Nm3"},
            )
        ],
        "process": [{"region": places[1], "year": BASE_YEAR, "product": "水泥熟料", "output": 300},
                    {"region": places[2], "year": BASE_YEAR, "product": "电石", "output": 120}],
        "power": [*({"region": place, "year": BASE_YEAR, "fossil_import": bought, "fossil_export": sent}
                    for place, (bought, sent) in zip(places, flows, strict=False)),
                  {"region": root, "year": BASE_YEAR, "fossil_import": 25, "fossil_export": 0}],
        "electricity": [{"region": place, "year": BASE_YEAR, "bought": bought, "sent": sent}
                        for place, (bought, sent) in zip(places, flows, strict=False)],
        "enterprises": [{"enterprise": f"样例企业{n + 1:02d}", "region": place, "year": BASE_YEAR, "energy": 60 + 5 * n,
                         "carbon": 145 + 8 * n} for n, place in enumerate(places)],
        "nonfossil": [{"region": place, "year": BASE_YEAR, "identified": p, "traded": t, "retired": v, "offtake": n}
                      for place, (p, t, v, n) in zip(
                          places, ((20, 30, 10, 600), (10, 20, 0, 400), (0, 10, 5, 219)), strict=False)],
        "province": [{"year": BASE_YEAR, "nonfossil_total": 540, "nonfossil_local": 500, "fossil_on_grid": 700,
                      "net_import": 100}],
        "feedstock": [{"region": root, "year": BASE_YEAR, "product": "烯烃", "amount": 300},
                      {"region": root, "year": 2030, "product": "烯烃", "amount": 400}],
        "years": [{"region": root, "year": BASE_YEAR, "gdp": 1800, "energy_gross": 2700, "nonfossil": 250},
                  {"region": root, "year": 2030, "gdp": 2300, "energy_gross": 3000, "nonfossil": 350}],
        "green": [{"region": places[1], "year": BASE_YEAR, "green": 10}],
    }  # fmt: skip
