"""Holding prices and near-best ranges by hand, and prices against solving just below and above."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

from optimizer.app.check import check_case
from optimizer.app.solve import solve_checked
from optimizer.report.why.json import price_interval
from optimizer.solver.ranges import Around
from tests.small import ONE, figure, write_case
from tests.why.told import K_CASE, program

TIGHT = dict(regions=ONE, region_years=["甲,2030,100,100,300,"], totals=["甲,carbon,2030,310,,,0.02,0.02"])


def overrun_at(region: str, price: float) -> float:
    """Solve K again with both prices of one row changed; return its overrun."""
    checked = check_case(K_CASE)
    at = checked.case.totals["region"] == region
    totals = checked.case.totals.copy()
    totals.loc[at, ["price_1", "price_2"]] = price
    run = solve_checked(replace(checked, case=replace(checked.case, totals=totals)))
    return figure(run, region, "carbon", "overrun_1") + figure(run, region, "carbon", "overrun_2")


@pytest.mark.parametrize(("region", "price", "last"), [("乙", 2.9, 10.0), ("甲", 0.05, 10.0)])
def test_price_that_holds_a_total(region: str, price: float, last: float) -> None:
    """K. 乙: all of M3 (70) leaves 10 of overrun with P4 and P6, worth 115 − 1.4; without P4 none, worth 85 − 0.4:
    (113.6 − 84.6) / 10 = 2.9. 甲: M1 leaves 10, which M2 takes at 0.05. Just below, the last 10 are overrun.
    """
    found = Around(*program(K_CASE)).holding_price(region, "carbon", 2030)
    assert found is not None
    assert found.price == pytest.approx(price, abs=1e-9)
    low, high = price_interval(found.price)
    assert (low, high) == pytest.approx((price - 1e-4, price))
    assert overrun_at(region, low) == pytest.approx(last, abs=1e-6)
    assert overrun_at(region, high + 1e-9) == pytest.approx(0.0, abs=1e-6)


def test_price_with_shares(tmp_path: Path) -> None:
    """10 of the 20 of a project worth 4 are beyond the total: its last half is worth 2, so 2 / 10 = 0.2."""
    case = write_case(tmp_path, **TIGHT, approval="share", projects=["P1,甲,0,20,1,4,,,,"])
    found = Around(*program(str(case))).holding_price("甲", "carbon", 2030)
    assert found is not None
    assert (found.overrun, found.price) == pytest.approx((10.0, 0.2))


def test_no_price_holds_what_is_forced(tmp_path: Path) -> None:
    """A must project of 20 on 300 under 310: the overrun is there at any price."""
    case = write_case(tmp_path, **TIGHT, projects=["P1,甲,0,20,1,4,,必上,,"])
    found = Around(*program(str(case))).holding_price("甲", "carbon", 2030)
    assert found is not None
    assert math.isinf(found.price)


def test_no_price_where_nothing_is_overrun(tmp_path: Path) -> None:
    case = write_case(tmp_path, **TIGHT, projects=["P1,甲,0,10,1,4,,,,"])
    assert Around(*program(str(case))).holding_price("甲", "carbon", 2030) is None
    assert Around(*program(str(case))).holding_price("R", "carbon", 2030) is None


@pytest.mark.parametrize(
    ("price", "interval"), [(0.24148948, (0.2414, 0.2415)), (2.9, (2.8999, 2.9)), (0.00003, (0.0, 0.0001))]
)
def test_interval_of_a_price(price: float, interval: tuple[float, float]) -> None:
    assert price_interval(price) == pytest.approx(interval, abs=1e-12)


@pytest.mark.parametrize("approval", ["share", "whole"])
def test_near_best_range(tmp_path: Path, approval: str) -> None:
    """Best 11, so 10.89 is near. P2 gives 5 万t a 亿元, P1 only 2: 0.11 · 5 = 0.55 less than 325 at the least.

    Of whole projects only the best plan itself is near-best: the interval is an outer one, and says so.
    """
    projects = ["P1,甲,0,20,1,10,,,,", "P2,甲,0,5,1,1,,,,"]
    case = write_case(
        tmp_path, approval=approval, regions=ONE, region_years=["甲,2030,100,100,300,"], projects=projects
    )
    around = Around(*program(str(case)))
    assert around.floor() == pytest.approx(10.89)
    (span,) = around.spans("carbon", 2030)
    assert (span.low, span.usage, span.high) == pytest.approx((324.45, 325, 325))
    assert span.exact == (approval == "share")


def test_range_of_a_case_without_choices(tmp_path: Path) -> None:
    """Objective 0 and nothing to decide: the usage is what exists less the sink, 300 − 4."""
    case = write_case(tmp_path, regions=ONE, region_years=["甲,2030,100,100,300,4"])
    (span,) = Around(*program(str(case))).spans("carbon", 2030)
    assert (span.low, span.usage, span.high) == pytest.approx((296, 296, 296))


def test_ranges_hold_every_near_best_plan_of_the_worked_case() -> None:
    """K at 1 %: M4 and M5 take 40 + 15 off 丙 for 1.15, which is less than 1.95531: 1 235 is near, and the least."""
    spans = {span.region: span for span in Around(*program(K_CASE)).spans("carbon", 2030)}
    assert spans["丙"].low == pytest.approx(1290 - 55)
    assert spans["丙"].usage == pytest.approx(1290)
    assert all(span.low <= span.usage <= span.high for span in spans.values())
