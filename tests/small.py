"""Small cases written as the contract has them: a folder of CSV tables, read and solved by the product."""

from __future__ import annotations

from pathlib import Path

from optimizer.app.solve import Run, solve_case

HEADERS = {
    "regions": "region,parent,gdp_base（亿元）,energy_base（万吨标准煤）,carbon_base（万吨CO2）",
    "region_years": "region,year,gdp（亿元）,energy（万吨标准煤）,carbon（万吨CO2）,sink（万吨CO2）",
    "targets": "region,quantity,year,reduction（%）,mode",
    "totals": "region,quantity,year,total（万吨）,mode,band（%）,price_1（万元/吨）,price_2（万元/吨）",
    "projects": "project,region,energy（万吨标准煤）,carbon（万吨CO2）,value_added（亿元）,value（亿元）,ramp,status,"
    "listing,divisible",
    "measures": "measure,region,category,year,energy_saving（万吨标准煤）,carbon_reduction（万吨CO2）,cost（亿元）,status,"
    "divisible",
    "controls": "region,control,year,cap（万吨标准煤）,share（%）,mode",
    "uncertainty": "what,scope,region,project,distribution,parameters,elasticity（%）,source,evidence",
}
"""More columns: a first row `#,name,…` goes on with the header."""

SETTINGS = """name = "小例"
model = "base"
base_year = 2025
years = [{years}]
approval = "{approval}"
gdp_includes_candidates = {includes}
[rules]
intensity = {{ path = "{path}" }}
total = {{ {total} }}
hand_down = {{ reserve_share = {reserve}, grants = {grants} }}
{rules}
"""

ONE = ["R,,,,", "甲,R,100,200,400"]
TWO = ["R,,,,", "甲,R,100,200,400", "乙,R,100,100,200"]


def write_case(
    folder: Path,
    years: str = "2030",
    approval: str = "whole",
    includes: str = "false",
    path: str = "none",
    reserve: float = 0.0,
    total: str = 'derive = false, mode = "elastic"',
    rules: str = "",
    grants: bool = False,
    **tables: list[str],
) -> Path:
    """Write a case folder; each table is a list of CSV rows under the headers above."""
    folder.mkdir(parents=True, exist_ok=True)
    text = SETTINGS.format(
        years=years, approval=approval, includes=includes, path=path, reserve=reserve, total=total, rules=rules,
        grants=str(grants).lower(),
    )
    (folder / "case.toml").write_text(text, encoding="utf-8")
    for name, rows in tables.items():
        more, body = (rows[0][1:], rows[1:]) if rows and rows[0].startswith("#") else ("", rows)
        (folder / f"{name}.csv").write_text("\n".join([HEADERS[name] + more, *body]) + "\n", encoding="utf-8")
    return folder


def solve(folder: Path, **case: object) -> Run:
    """Write a small case and solve it."""
    return solve_case(str(write_case(folder, **case)))  # type: ignore[arg-type]


def approved(run: Run) -> set[str]:
    """Return the projects that are approved, wholly or in part."""
    assert run.allocation is not None
    frame = run.allocation.approvals
    return set(frame["project"][frame["approval"] > 0])


def figure(run: Run, region: str, quantity: str, column: str, year: int = 2030) -> float:
    """Return one figure of the allocation."""
    assert run.allocation is not None
    nodes = run.allocation.nodes
    at = (nodes["region"] == region) & (nodes["quantity"] == quantity) & (nodes["year"] == year)
    return float(nodes.loc[at, column].iloc[0])
