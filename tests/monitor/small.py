"""A small case of two plan years and the actuals of it, as folders of CSV tables."""

from __future__ import annotations

from pathlib import Path

from optimizer.app.monitor import Watched, monitor_case
from optimizer.domain.monitor import Progress
from tests.small import write_case

HEADERS = {
    "actuals": "region,year,quarter,version,status,energy（万吨标准煤）,carbon（万吨CO2）,sink（万吨CO2）,gdp（亿元）,gdp_growth（%）",
    "electricity": "region,year,quarter,sector,electricity（亿kWh）",
    "electricity_base": "region,sector,year,carbon（万吨CO2）,electricity（亿kWh）",
    "indicators": "region,year,indicator,met",
    "project_actuals": "project,year,energy（万吨标准煤）",
    "works": "work,region,year,category,stage,carbon（万吨CO2）",
    "rectifications": "region,item,year,quarter,status",
    "parks": "park,region,year,electricity（亿kWh）,renewable（亿kWh）",
}
CASE = {
    "years": "2026, 2027", "path": "linear",
    "regions": ["R,,,,", "甲,R,100,200,400", "乙,R,100,100,200"],
    "region_years": [
        "甲,2026,110,200,400,0", "乙,2026,110,100,200,0", "甲,2027,120,210,420,0", "乙,2027,120,105,210,0",
    ],
    "targets": ["甲,energy,2027,7,hard", "甲,carbon,2027,7,hard", "R,carbon,2027,7,hard"],
    "totals": ["甲,carbon,2026,410,elastic,,,"],
}  # fmt: skip


def write_actuals(folder: Path, **tables: list[str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        (folder / f"{name}.csv").write_text("\n".join([HEADERS[name], *rows]) + "\n", encoding="utf-8")
    return folder


def watch(folder: Path, quarter: str = "", method: str = "", **tables: list[str]) -> Watched:
    case = write_case(folder / "case", **CASE)  # type: ignore[arg-type]
    return monitor_case(str(case), write_actuals(folder / "actuals", **tables), quarter, method)


def place(watched: Watched, region: str, quantity: str) -> Progress:
    return next(p for p in watched.monitored.progress if (p.region, p.quantity) == (region, quantity))
