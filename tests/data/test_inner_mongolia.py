"""Figures of the Inner Mongolia case, checked against the reference rows that they come from."""

from __future__ import annotations

import re

import pytest

from .tables import assumptions, reference, rows

CASE = "neimenggu-2026"
ENERGY, CARBON, GDP = "基期能耗（万吨标准煤）", "基期碳排放（万吨CO2）", "基期GDP（亿元）"


def _leagues(column: str) -> dict[str, float]:
    return {r["地区"]: float(r[column]) for r in rows(CASE, "regions") if r["上级"]}


def _fact(indicator: str, year: str) -> float:
    return next(float(r["value"]) for r in reference("im_region_facts")
                if (r["indicator"], r["year"]) == (indicator, year))  # fmt: skip


def test_the_tree_is_the_region_and_its_twelve_leagues() -> None:
    codes = {r["地区"]: r["行政区划代码"] for r in rows(CASE, "regions") if r["上级"]}
    assert codes == {r["league"]: r["league_code"] for r in reference("im_leagues")}


def test_gdp_ties_to_the_region() -> None:
    """26314.6 (2024, published) × 1.035 (assumed) = 27235.6; twelve cells rounded to 0.01 tie within 0.06."""
    growth = assumptions()["neimenggu"]["gdp_nominal_growth_2025"]["value"]
    assert sum(_leagues(GDP).values()) == pytest.approx(_fact("gdp", "2024") * (1 + growth), abs=0.07)
    assert _fact("gdp", "2024") * 1.035 == pytest.approx(27235.6, abs=0.1)


def test_energy_ties_to_the_region() -> None:
    """25346 × 1.071 = 27145.57; less 8.1 % non-fossil and 4 % feedstock = 23860.95; × 1.31655 growth × 0.85 = 26702."""
    total = _fact("energy_total", "2019") * (1 + _fact("energy_growth", "2020") / 100)
    assert total == pytest.approx(27145.57, abs=0.01)
    growth = 1.063 * 1.042 * 1.073 * 1.058 * 1.047
    controlled = total * (1 - 0.081 - 0.04) * growth * (1 - 0.15)
    assert sum(_leagues(ENERGY).values()) == pytest.approx(controlled, abs=0.07)


def test_carbon_keeps_the_shares_of_the_inventory() -> None:
    """Nine leagues have 2019 figures: their ratios are kept; the other three share 97279 − 87226.1 = 10052.9 万t."""
    inventory = {r["league"]: float(r["co2_mt"]) for r in reference("im_league_co2_ceads") if r["year"] == "2019"}
    carbon = _leagues(CARBON)
    scale = carbon["包头市"] / inventory["包头市"]
    assert len(inventory) == 9
    for league, figure in inventory.items():
        assert carbon[league] == pytest.approx(scale * figure, abs=0.02)
    rest = sum(carbon[league] for league in carbon if league not in inventory)
    assert rest == pytest.approx(scale * (972.79 - sum(inventory.values())), abs=0.05)


def test_all_ninety_projects_are_accounted_for() -> None:
    """89 project rows; P068 (CCUS) is the measure CC150200."""
    listed = {r["project_id"]: r for r in reference("im_projects")}
    given = {r["项目编号"]: r for r in rows(CASE, "projects")}
    assert set(listed) - set(given) == {"P068"}
    assert {r["措施编号"] for r in rows(CASE, "measures") if "P068" in r["名称"]} == {"CC150200"}
    for project, row in given.items():
        assert row["地区"] == (listed[project]["league"] or "鄂尔多斯市")
        assert (row["投资（亿元）"] == "") == (listed[project]["investment_yi_yuan"] == "")


def test_capacities_stand_in_the_project_table() -> None:
    """Each amount of assumptions.toml occurs in the text of its project (2x30 → 60, 100 MW → 10 万kW, 9 亿m3)."""
    listed = {r["project_id"]: r for r in reference("im_projects")}
    for project, rule in assumptions()["project"].items():
        row = listed[project]
        text = " ".join([row["project"], row["capacity"], row["energy_or_carbon_figures"], row["investment_yi_yuan"]])
        numbers = {float(n) for n in re.findall(r"\d+(?:\.\d+)?", text)}
        numbers |= {float(a) * float(b) for a, b in re.findall(r"(\d+)x(\d+)", text)}
        amounts = [amount for _, amount in rule.get("items", [])]
        for amount in amounts:
            scaled = {round(amount * factor, 6) for factor in (1, 10, 1000, 10000)}
            assert scaled & {round(n, 6) for n in numbers}, (project, amount, text)


def test_operating_projects_are_not_candidates() -> None:
    """What runs already lies in the existing stock; approving it again would count it twice."""
    given = {r["项目编号"]: r for r in rows(CASE, "projects")}
    for project in ("P003", "P085", "P086", "P087"):
        assert given[project]["状态"] == "否决"
        assert "存量" in given[project]["备注"]
    assert {p for p, r in given.items() if r["状态"] == "必上"} == {"P002", "P004"}


def test_polysilicon_by_hand() -> None:
    """P014, 10 万t: 60 亿kWh. 当量值 10 × 7.6 = 76; 等价值 76 + 60 × 10 × (0.305 − 0.1229) = 185.26 万tce.

    Grid non-fossil 1 − 0.6479/0.8273 = 21.685 %: 183 × 21.685 % = 39.68 万tce.
    Carbon: electricity 60 × 6.479 = 388.74, steam (76 − 73.74) × 2.66 = 6.01, together 394.75 万t.
    """
    row = next(r for r in rows(CASE, "projects") if r["项目编号"] == "P014")
    assert float(row["年综合能耗（等价值）（万吨标准煤）"]) == pytest.approx(185.26, abs=0.01)
    assert float(row["年综合能耗（当量值）（万吨标准煤）"]) == pytest.approx(76.0, abs=0.01)
    assert float(row["非化石能源（万吨标准煤）"]) == pytest.approx(39.68, abs=0.01)
    assert float(row["年碳排放（万吨CO2）"]) == pytest.approx(394.75, abs=0.01)


def test_green_aluminium_uses_the_published_green_share() -> None:
    """P004: 37.2 of 46 亿kWh are green; 35 × 1.3143 = 46.0005 亿kWh, × 3.05 × 37.2/46 = 113.46 万tce."""
    row = next(r for r in rows(CASE, "projects") if r["项目编号"] == "P004")
    assert float(row["非化石能源（万吨标准煤）"]) == pytest.approx(46.0005 * 3.05 * 37.2 / 46, abs=0.011)


def test_deductions_never_exceed_energy() -> None:
    for row in rows(CASE, "projects"):
        deducted = float(row["原料用能（万吨标准煤）"]) + float(row["非化石能源（万吨标准煤）"])
        assert deducted <= float(row["年综合能耗（等价值）（万吨标准煤）"])


def test_league_targets_support_the_region() -> None:
    """Composition (domain.md D.4): at full growth the leagues' caps stay within the region's, by at most 0.5 points."""
    targets = {(r["地区"], r["指标"]): float(r["降低率（%）"]) / 100 for r in rows(CASE, "targets")}
    planned = {r["地区"]: float(r["GDP（亿元）"]) for r in rows(CASE, "region_years") if r["年份"] == "2030"}
    gdp = _leagues(GDP)
    for quantity, column in (("能耗", ENERGY), ("碳排放", CARBON)):
        base = _leagues(column)
        caps = sum((1 - targets[r, quantity]) * base[r] / gdp[r] * planned[r] for r in base)
        implied = 1 - caps / (sum(base.values()) / sum(gdp.values()) * sum(planned.values()))
        assert targets["内蒙古自治区", quantity] <= implied <= targets["内蒙古自治区", quantity] + 0.005
