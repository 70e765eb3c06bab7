"""Figures of the 30-province case, checked against the panel."""

from __future__ import annotations

import pytest

from .tables import reference, rows

CASE = "provinces-13fyp"


def test_base_year_is_the_panel_and_sums_to_the_nation() -> None:
    """2015 energy of the 30 provinces: 447317 万吨标准煤, equal in panel and annex."""
    panel = {r["province"]: r for r in reference("province_energy_co2_panel_2005_2019") if r["year"] == "2015"}
    given = {r["地区"]: r for r in rows(CASE, "regions") if r["上级"]}
    assert set(given) == set(panel)
    assert "西藏" not in given
    for province, row in given.items():
        assert float(row["基期能耗（万吨标准煤）"]) == float(panel[province]["energy_wtce"])
        assert float(row["基期碳排放（万吨CO2）"]) == pytest.approx(100 * float(panel[province]["co2_mt"]), abs=0.01)
    assert sum(float(r["基期能耗（万吨标准煤）"]) for r in given.values()) == pytest.approx(447317)


def test_history_is_the_panel_to_2019() -> None:
    panel = {(r["province"], r["year"]): r for r in reference("province_energy_co2_panel_2005_2019")}
    for row in rows(CASE, "region_years"):
        if row["年份"] != "2020":
            assert float(row["能耗（万吨标准煤）"]) == float(panel[row["地区"], row["年份"]]["energy_wtce"])


def test_inner_mongolia_by_hand() -> None:
    """2020: 25346 × 1.071 = 27145.57; total 18927 + 3570 = 22497; intensity 2016–2019 rose 9.4 % (NDRC: 9.5 %)."""
    years = {r["年份"]: r for r in rows(CASE, "region_years") if r["地区"] == "内蒙古"}
    totals = {r["年份"]: float(r["总量（万吨）"]) for r in rows(CASE, "totals") if r["地区"] == "内蒙古"}
    base = next(r for r in rows(CASE, "regions") if r["地区"] == "内蒙古")
    assert float(years["2020"]["能耗（万吨标准煤）"]) == pytest.approx(27145.57, abs=0.01)
    assert totals["2020"] == 22497
    assert totals["2016"] == 18927 + 3570 / 5
    before = float(base["基期能耗（万吨标准煤）"]) / float(base["基期GDP（亿元）"])
    after = float(years["2019"]["能耗（万吨标准煤）"]) / float(years["2019"]["GDP（亿元）"])
    assert after / before - 1 == pytest.approx(0.094, abs=0.002)


def test_report_mode_is_exactly_where_everything_together_is_not_enough() -> None:
    for row in rows(CASE, "targets"):
        best = float(row["备注"].split("最多降低")[1].split("%")[0])
        assert (row["约束方式"] == "仅报告") == (best < float(row["降低率（%）"])), row["地区"]
    relaxed = {r["地区"] for r in rows(CASE, "targets") if r["约束方式"] == "仅报告" and r["指标"] == "能耗"}
    assert relaxed == {"内蒙古", "辽宁", "浙江", "宁夏"}
