"""Effect on the targets of league and region, before and after, with what is decided and what is listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.review.small import project, review, sample

TWO = ["R,,,,", "甲,R,100,200,400", "乙,R,100,100,200"]
STOCK = ["甲,2030,120,100,400,10", "乙,2030,100,100,180,0"]
TARGETS = ["甲,碳排放,2030,10,", "R,碳排放,2030,10,"]


def test_both_levels_of_the_worked_case(tmp_path: Path) -> None:
    """K.1: 甲 has 114.0 of room, P1 takes 149.3; the region 1.8132308·8410 − 14970 = 279.27, P1 takes 178.4046."""
    found = sample(tmp_path)["P1"]
    league, region = found.target_year("甲", "carbon"), found.target_year("全区", "carbon")
    assert (league.headroom_before, league.headroom_after) == pytest.approx((114.0, -35.3))
    assert league.intensity_after == pytest.approx((9480 + 260) / (3900 + 45))
    assert (region.headroom_before, region.headroom_after) == pytest.approx((279.270769, 279.270769 - 178.404615))


def test_what_is_decided_counts_before(tmp_path: Path) -> None:
    """甲: τ = 3.6, 3.6·120 − (400 − sink 10) = 42; 必上 M takes 20 − 3.6·5 = 2: 40 are left before P (30 − 7.2).

    Reviewed itself, M finds 42. The region's book knows no sinks: τ = 2.7, 2.7·220 − 580 = 14, M takes 6.5.
    """
    rows = [project("P", 30, 2), project("M", 20, 5, status="must")]
    found = review(tmp_path, rows, regions=TWO, region_years=STOCK, targets=TARGETS)
    league = found["P"].target_year("甲", "carbon")
    assert (league.headroom_before, league.headroom_after) == pytest.approx((40.0, 40.0 - 22.8))
    assert found["M"].target_year("甲", "carbon").headroom_before == pytest.approx(42.0)
    assert found["P"].target_year("R", "carbon").headroom_before == pytest.approx(7.5)


def test_a_listed_project_counts_where_it_is_charged(tmp_path: Path) -> None:
    """自治区单列: the league keeps the value added, +3.6·2; the region bears 30 − 2.7·2. 国家单列: no one bears it."""
    rows = [project("S", 30, 2, listing="regional"), project("N", 30, 2, listing="national")]
    found = review(tmp_path, rows, regions=TWO, region_years=STOCK, targets=TARGETS)
    burdens = {
        (name, region): found[name].target_year(region, "carbon").burden for name in "SN" for region in ("甲", "R")
    }
    assert burdens == pytest.approx({("S", "甲"): -7.2, ("S", "R"): 24.6, ("N", "甲"): -7.2, ("N", "R"): -5.4})


def test_the_tightest_year_is_not_the_last(tmp_path: Path) -> None:
    """Room 360 − 350 = 10 in 2029 at half output, 396 − 300 = 96 in 2030: b = 12.8·0.5 leaves 3.6 in 2029."""
    found = review(
        tmp_path, [project("P", 20, 2, ramp="0.5 1")], years="2029, 2030", regions=["R,,,,", "甲,R,100,200,400"],
        region_years=["甲,2029,100,100,350,", "甲,2030,110,100,300,"],
        targets=["甲,碳排放,2029,10,", "甲,碳排放,2030,10,"],
    )["P"]  # fmt: skip
    worst = found.worst_year("甲", "carbon")
    assert (worst.year, worst.headroom_after) == (2029, pytest.approx(3.6))
    assert found.target_year("甲", "carbon").headroom_after == pytest.approx(96 - 12.8)
