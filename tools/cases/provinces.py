"""The case 全国30省 2016—2020: what really happened as the existing stock, and what would have been needed."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from cases.measures import build_measures
from cases.reference import Reference
from cases.write import write_case

ROOT = "全国30省"
BASE_YEAR = 2015
YEARS = (2016, 2017, 2018, 2019, 2020)
ANNEX = "转录、凭记忆，附件原文未见，待核对"

PREFACE = """全国30省 2016—2020（“十三五”）反事实案例：存量取史实，问还要多少措施才能兑现目标。
由 tools/build_cases.py 生成，请改 data/reference/assumptions.toml 后重建，不要直接改这里的表。
西藏没有能耗数据，未列入；没有候选项目。
史实加全部措施仍不能达标的省，目标的约束方式为“仅报告”；其余为刚性。只考核期末年，故进度路径为 none。
碳排放总量当时没有分省下达，故只有能耗总量（2015年＋增量控制目标，按年线性）。"""


def build(ref: Reference, folder: Path) -> None:
    """Write the case into `folder`."""
    regions = build_regions(ref)
    years = build_region_years(ref, regions)
    measures = build_measures(ref.assumptions["provinces"]["measure"], regions, YEARS)
    settings = {
        "name": "全国30省 2016—2020", "model": "base", "base_year": BASE_YEAR, "years": list(YEARS),
        "approval": "whole", "gdp_includes_candidates": False,
        "rules": {
            "intensity": {"path": "none"}, "total": {"derive": False}, "measures": {"irreversible": True},
        },
    }  # fmt: skip
    tables = {
        "regions": regions,
        "region_years": years,
        "targets": build_targets(ref, regions, years, measures),
        "totals": build_totals(ref),
        "measures": measures,
    }
    write_case(folder, settings, tables, PREFACE)


def build_regions(ref: Reference) -> pd.DataFrame:
    """Return the 30 provinces with published GDP, energy and carbon of 2015."""
    panel = _panel(ref, BASE_YEAR)
    out = pd.DataFrame({
        "region": panel["province"], "code": panel["province_code"] + "0000", "parent": ROOT,
        "gdp_base": panel["gdp_sum_yi_yuan"], "energy_base": panel["energy_wtce"].astype(float),
        "carbon_base": panel["co2_mt"] * 100, "population": panel["population_wan"].astype(float),
        "source": "province_energy_co2_panel_2005_2019.csv 2015年", "evidence": "公布",
        "note": "2015年当年价即2015年可比价；能耗为消费总量，当时不扣原料用能和非化石能源",
    })  # fmt: skip
    root = {"region": ROOT, "code": "", "parent": "", "source": "30省之和", "evidence": "公布", "note": "西藏缺"}
    return pd.concat([pd.DataFrame([root]), out], ignore_index=True)


def build_region_years(ref: Reference, regions: pd.DataFrame) -> pd.DataFrame:
    """Return the history 2016–2020: constant-price GDP chained, energy and carbon published to 2019, 2020 computed."""
    changes = ref.table("province_intensity_change").set_index(["province", "year"])
    rows = []
    for region in regions["region"][1:]:
        history = _history(ref, region)
        gdp = float(history.loc[BASE_YEAR, "gdp_sum_yi_yuan"])
        for year in YEARS:
            growth, how = _growth(ref, changes, history, region, year)
            gdp *= 1 + growth
            last = year == YEARS[-1]
            scale = 1 + changes.loc[(region, year), "energy_growth_pct"] / 100 if last else 1.0
            at = min(year, 2019)
            rows.append({
                "region": region, "year": year, "gdp": gdp, "energy": history.loc[at, "energy_wtce"] * scale,
                "carbon": history.loc[at, "co2_mt"] * 100 * scale, "evidence": "估算", "note": how,
                "source": "province_intensity_change.csv：2020年 = 2019年 ×（1＋公报能耗增速）" if last
                else f"能耗、碳排放：province_energy_co2_panel_2005_2019.csv {year}年（公布）",
            })  # fmt: skip
    return pd.DataFrame(rows)


def build_targets(ref: Reference, regions: pd.DataFrame, years: pd.DataFrame, measures: pd.DataFrame) -> pd.DataFrame:
    """Return the 2020 reductions; 仅报告 where history and all measures together still miss the target."""
    energy = ref.table("province_targets_13fyp").set_index("province")["intensity_reduction_pct_2016_2020"] / 100
    table = ref.table("province_carbon_targets_13fyp").set_index("province")
    carbon = table["carbon_intensity_reduction_pct_2016_2020"] / 100
    given = ref.assumptions["provinces"]["root_target"]
    rows = []
    for region in regions["region"]:
        for quantity, wanted in (("energy", energy), ("carbon", carbon)):
            key = "全国" if region == ROOT else region
            reduction = float(wanted[key]) if key in wanted.index else given["energy_reduction"]
            best = _best(region, quantity, regions, years, measures)
            source, seen = _target_source(table, key, quantity)
            rows.append({
                "region": region, "quantity": quantity, "year": YEARS[-1], "reduction": reduction,
                "mode": "hard" if best >= reduction else "report", "source": source,
                "evidence": "公布" if seen else "估算",
                "note": f"{'' if seen else ANNEX + '；'}史实加全部措施最多降低 {100 * best:.1f} %",
            })  # fmt: skip
    return pd.DataFrame(rows)


def build_totals(ref: Reference) -> pd.DataFrame:
    """Return the energy totals: 2015 plus a fifth of the increment cap a year."""
    caps = ref.table("province_targets_13fyp").dropna(subset=["energy_increment_cap_wtce_2016_2020"])
    rows = []
    for record in caps.to_dict("records"):
        for n, year in enumerate(YEARS, start=1):
            cap = record["energy_increment_cap_wtce_2016_2020"]
            rows.append({
                "region": record["province"], "quantity": "energy", "year": year, "mode": "elastic",
                "total": record["energy_2015_wtce_panel"] + cap * n / len(YEARS), "evidence": "估算",
                "source": "国发〔2016〕74号附件的能耗增量控制目标（province_targets_13fyp.csv）", "note": ANNEX,
            })  # fmt: skip
    return pd.DataFrame(rows)


def _best(region: str, quantity: str, regions: pd.DataFrame, years: pd.DataFrame, measures: pd.DataFrame) -> float:
    """Return the largest reduction of 2020 that history and all measures together can reach."""
    column = {"energy": "energy_saving", "carbon": "carbon_reduction"}[quantity]
    inside = set(regions["region"][1:]) if region == ROOT else {region}
    base = regions[regions["region"].isin(inside)][[f"{quantity}_base", "gdp_base"]].sum()
    end = years[years["region"].isin(inside) & (years["year"] == YEARS[-1])][[quantity, "gdp"]].sum()
    cut = measures[measures["region"].isin(inside) & (measures["year"] == YEARS[-1])]
    intensity = (end[quantity] - cut[column].sum()) / (end["gdp"] - cut["value_added_loss"].sum())
    return float(1 - intensity / (base[f"{quantity}_base"] / base["gdp_base"]))


def _growth(ref: Reference, changes: pd.DataFrame, history: pd.DataFrame, region: str, year: int) -> tuple[float, str]:
    """Return real GDP growth and how it was found: from the communiqué's intensity change, else deflated."""
    given = ref.assumptions["provinces"]
    low, high = given["growth_window"]["value"]
    if (region, year) in changes.index:
        row = changes.loc[(region, year)]
        energy = row["energy_growth_pct"] / 100 if year == YEARS[-1] else _rate(history["energy_wtce"], year)
        growth = (1 + energy) / (1 + row["intensity_change_pct"] / 100) - 1
        if year == YEARS[-1] or low <= growth <= high:
            return float(growth), "GDP实际增速由能耗增速和公布的强度变化反推"
    nation = ref.table("province_gdp_nominal").query("province == '全国'").set_index("year")["gdp_nominal_yi_yuan"]
    deflator = (1 + _rate(nation, year)) / (1 + given["real_growth_national"]["value"][str(year)])
    return (1 + _rate(history["gdp_sum_yi_yuan"], year)) / deflator - 1, "GDP实际增速由名义增速除以全国缩减指数"


def _rate(series: pd.Series, year: int) -> float:
    return float(series[year] / series[year - 1] - 1)


def _history(ref: Reference, region: str) -> pd.DataFrame:
    panel = ref.table("province_energy_co2_panel_2005_2019")
    return panel[panel["province"] == region].set_index("year")


def _panel(ref: Reference, year: int) -> pd.DataFrame:
    panel = ref.table("province_energy_co2_panel_2005_2019")
    return panel[panel["year"] == year].sort_values("province_code").reset_index(drop=True)


def _target_source(table: pd.DataFrame, area: str, quantity: str) -> tuple[str, bool]:
    """Return the source of a target and whether the page that states it was seen."""
    if quantity == "energy":
        return "国发〔2016〕74号附件1（province_targets_13fyp.csv；全国数见 assumptions.toml）", False
    row = table.loc[area]
    return f"province_carbon_targets_13fyp.csv：{row['source']}", row["provenance"] == "source"
