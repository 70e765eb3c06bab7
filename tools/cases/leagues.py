"""Leagues (盟市): base year, paths, targets and totals of the Inner Mongolia case."""

from __future__ import annotations

from typing import Any

import pandas as pd

from cases.reference import Reference

ROOT = "内蒙古自治区"
ROOT_CODE = "150000"
BASE_YEAR = 2025
YEARS = (2026, 2027, 2028, 2029, 2030)


def build_regions(ref: Reference) -> pd.DataFrame:
    """Return the tree with base-year GDP (2025 prices), controlled energy and carbon of each league."""
    leagues = ref.table("im_leagues")[["league_code", "league"]].rename(columns={"league_code": "code"})
    gdp, secondary, carbon = _gdp_2023(ref), _secondary_2023(ref), carbon_2019(ref)
    mixed = ref.assumptions["neimenggu"]["energy_spread_by_carbon"]["value"]
    share = mixed * carbon / carbon.sum() + (1 - mixed) * secondary / secondary.sum()
    groups = ref.assumptions["neimenggu"]["league_class"]["value"]
    out = leagues.rename(columns={"league": "region"}).set_index("region")
    out["parent"] = ROOT
    out["gdp_base"] = gdp / gdp.sum() * _region_gdp(ref)
    out["energy_base"] = share * region_energy(ref)
    out["carbon_base"] = carbon / carbon.sum() * region_carbon(ref)
    out["class"] = [ref.assumptions["neimenggu"]["class"][groups[r]]["label"] for r in out.index]
    out["population"] = _population(ref)
    out["source"] = (
        "GDP：im_league_gdp_recommended_2020_2023.csv 2023年份额×全区2024年GDP×2025年名义增速；"
        "碳排放：im_league_co2_ceads.csv 最近年份额；能耗：全区数按碳排放和第二产业增加值份额分摊；"
        "人口：im_league_population.csv 2024年"
    )
    out["evidence"], out["note"] = "假设", [_note(ref, r) for r in out.index]
    root = {"region": ROOT, "code": ROOT_CODE, "parent": "", "source": "盟市之和", "evidence": "估算",
            "note": "基期量留空：为盟市之和"}  # fmt: skip
    return pd.concat([pd.DataFrame([root]), out.reset_index()], ignore_index=True)


def carbon_2019(ref: Reference) -> pd.Series:
    """Return carbon of the leagues in 2019, 万吨CO2; those that end in 2017 share what the region's total leaves."""
    table = ref.table("im_league_co2_ceads")
    latest = table.sort_values("year").groupby("league").tail(1).set_index("league")
    carbon = latest["co2_mt"] * 100
    known = latest["year"] == 2019
    left = ref.lookup("im_region_facts", "value", indicator="co2_total", year="2019") * 100 - carbon[known].sum()
    return carbon.where(known, carbon * left / carbon[~known].sum())


def region_energy(ref: Reference) -> float:
    """Return the region's controlled energy of 2025, 万吨标准煤: 2020 total, deductions, growth, 14FYP reduction."""
    given = ref.assumptions["neimenggu"]
    total = ref.lookup("im_region_facts", "value", indicator="energy_total", year="2019")
    total *= 1 + ref.lookup("im_region_facts", "value", indicator="energy_growth", year="2020") / 100
    controlled = total * (1 - given["nonfossil_share_2020"]["value"] - given["feedstock_share_2020"]["value"])
    return controlled * _growth_14fyp(ref) * (1 - given["energy_reduction_14fyp"]["value"])


def region_carbon(ref: Reference) -> float:
    """Return the region's carbon of 2025, 万吨CO2: 2019 inventory, 2020 as energy, growth, 14FYP reduction."""
    given = ref.assumptions["neimenggu"]
    total = ref.lookup("im_region_facts", "value", indicator="co2_total", year="2019") * 100
    total *= 1 + ref.lookup("im_region_facts", "value", indicator="energy_growth", year="2020") / 100
    return total * _growth_14fyp(ref) * (1 - given["carbon_reduction_14fyp"]["value"])


def build_region_years(ref: Reference, regions: pd.DataFrame, projects: pd.DataFrame) -> pd.DataFrame:
    """Return GDP (all candidates included), expected GDP (a share of them) and the stock's energy and carbon."""
    rows, counted = [], ref.assumptions["neimenggu"]["expected_candidates"]["value"]
    for league in _leagues(regions):
        group = _class(ref, league["region"])
        for year in YEARS:
            n = year - BASE_YEAR
            stock = league["gdp_base"] * (1 + group["gdp_growth"]) ** n
            added = _value_added(projects, league["region"], year)
            rows.append({
                "region": league["region"], "year": year, "gdp": stock + added, "gdp_expected": stock + counted * added,
                "energy": league["energy_base"] * (1 + group["energy_growth"]) ** n,
                "carbon": league["carbon_base"] * (1 + group["carbon_growth"]) ** n,
                "source": f"assumptions.toml neimenggu.class（{group['label']}）年增速", "evidence": "假设",
                "note": f"GDP＝存量＋全部候选和必上项目，预期GDP只计{100 * counted:g} %；能耗、碳排放为存量",
            })  # fmt: skip
    return pd.DataFrame(rows)


def _value_added(projects: pd.DataFrame, region: str, year: int) -> float:
    """Return the value added of the listed projects in one year, 亿元 (what is 否决 has no output in the plan)."""
    total = 0.0
    for project in projects[projects["region"] == region].to_dict("records"):
        shares = [float(share) for share in project["ramp"].split()]
        running = year - project["start_year"]
        total += project["value_added"] * shares[min(running, len(shares) - 1)] if running >= 0 else 0.0
    return total


def build_targets(ref: Reference, regions: pd.DataFrame) -> pd.DataFrame:
    """Return the 2030 reductions of the region and the leagues; earlier years follow the pack's path."""
    rows = []
    for region in regions["region"]:
        group = _class(ref, region)
        for quantity in ("energy", "carbon"):
            rows.append({
                "region": region, "quantity": quantity, "year": YEARS[-1], "reduction": group[f"{quantity}_reduction"],
                "source": group["source"], "evidence": "假设", "note": group["reason"],
            })  # fmt: skip
    return pd.DataFrame(rows)


def build_totals(ref: Reference, regions: pd.DataFrame, years: pd.DataFrame) -> pd.DataFrame:
    """Return totals = target intensity (linear path) × expected GDP × (1 − reserve), node × quantity × year."""
    rows = []
    for region in regions["region"]:
        group, members = _class(ref, region), [m for m in _leagues(regions) if region in (m["region"], ROOT)]
        names = {m["region"] for m in members}
        expected = years[years["region"].isin(names)].groupby("year")["gdp_expected"].sum()
        for quantity in ("energy", "carbon"):
            base = sum(m[f"{quantity}_base"] for m in members) / sum(m["gdp_base"] for m in members)
            for year in YEARS:
                reduction = group[f"{quantity}_reduction"] * (year - BASE_YEAR) / len(YEARS)
                rows.append({
                    "region": region, "quantity": quantity, "year": year,
                    "total": base * (1 - reduction) * expected[year] * (1 - group["reserve"]),
                    "source": "目标强度（线性进度）×预期GDP×（1−机动比例）", "evidence": "假设",
                    "note": f"机动比例 {100 * group['reserve']:g} %",
                })  # fmt: skip
    return pd.DataFrame(rows)


def _leagues(regions: pd.DataFrame) -> list[dict[str, Any]]:
    return [r for r in regions.to_dict("records") if r["parent"] == ROOT]


def _class(ref: Reference, region: str) -> dict[str, Any]:
    given = ref.assumptions["neimenggu"]
    if region == ROOT:
        return dict(given["root"])
    return dict(given["class"][given["league_class"]["value"][region]])


def _gdp_2023(ref: Reference) -> pd.Series:
    table = ref.table("im_league_gdp_recommended_2020_2023")
    return table[table["year"] == 2023].set_index("league")["gdp_nominal_yi_yuan"]


def _secondary_2023(ref: Reference) -> pd.Series:
    table = ref.table("im_league_gdp_recommended_2020_2023")
    return table[table["year"] == 2023].set_index("league")["secondary_va_yi_yuan"]


def _population(ref: Reference) -> pd.Series:
    table = ref.table("im_league_population")
    return table[table["year"] == 2024].set_index("league")["resident_pop_wan"]


def _region_gdp(ref: Reference) -> float:
    gdp = ref.lookup("im_region_facts", "value", indicator="gdp", year="2024")
    return gdp * (1 + float(ref.assumptions["neimenggu"]["gdp_nominal_growth_2025"]["value"]))


def _growth_14fyp(ref: Reference) -> float:
    product = 1.0
    for rate in ref.assumptions["neimenggu"]["gdp_real_growth"]["value"].values():
        product *= 1 + rate
    return product


def _note(ref: Reference, league: str) -> str:
    table = ref.table("im_league_co2_ceads")
    last = int(table[table["league"] == league]["year"].max())
    if last == 2019:
        return "碳排放清单到2019年"
    return "碳排放清单只到2017年，2019年取全区总量减其余盟市后的差额，按2017年比例分摊"
