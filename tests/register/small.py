"""A small register beside the small case: three units of two leagues, two lines of one product."""

from __future__ import annotations

from pathlib import Path

from optimizer.app.units import Units, units_of
from tests.monitor.small import CASE
from tests.small import write_case

HEADERS = {
    "units": "unit,code,region,sector,group,ets",
    "unit_years": "unit,year,status,energy（万吨标准煤）,feedstock（万吨标准煤）,carbon_fuel（万吨CO2）,carbon_process（万吨CO2）,"
    "carbon_power（万吨CO2）,value_added（亿元）",
    "unit_targets": "unit,year,energy_total（万吨标准煤）,carbon_total（万吨CO2）,reduction（%）,measures",
    "groups": "group,year,energy_total（万吨标准煤）,carbon_total（万吨CO2）",
    "sectors": "region,sector,year,carbon（万吨CO2）",
    "benchmarks": "product,advanced,baseline,measured,year",
    "capacities": "unit,line,product,year,capacity（万吨）,specific",
}
TABLES = {
    "units": ["一厂,C1,甲,化工,能源集团,是", "二厂,C2,甲,化工,能源集团,否", "三厂,C3,乙,建材,,否"],
    "unit_years": [
        "一厂,2025,已核查,10,0,20,4,1,10", "一厂,2026,已报,9.6,0,19,4,1,10", "二厂,2026,已报,1,0,2.5,0,0.1,2",
        "三厂,2026,已报,0.9999,0,2,0.5,0.0999,1",
    ],
    "unit_targets": ["一厂,2026,9.5,25,15,40"],
    "groups": ["能源集团,2026,11,26"],
    "sectors": ["甲,化工,2026,30", "乙,建材,2026,2.5"],
    "benchmarks": ["水泥熟料,100,117,kgce/t,2023"],
    "capacities": ["三厂,1号,水泥熟料,2026,30,100", "三厂,2号,水泥熟料,2026,70,117", "一厂,3号,水泥熟料,2026,20,117.01"],
}  # fmt: skip


def write_register(folder: Path, **tables: list[str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in (TABLES | tables).items():
        (folder / f"{name}.csv").write_text("\n".join([HEADERS[name], *rows]) + "\n", encoding="utf-8")
    return folder


def units(folder: Path, energy: str = "", carbon: str = "", **tables: list[str]) -> Units:
    case = write_case(folder / "case", **CASE)  # type: ignore[arg-type]
    return units_of(str(case), write_register(folder / "register", **tables), None, energy, carbon)
