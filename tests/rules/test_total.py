"""Totals: elastic with two tiers, hard, reported, derived from the intensity target."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from optimizer.domain.outcome import Stop
from optimizer.rules.total import TotalSettings
from tests.small import ONE, approved, figure, solve

FULL = dict(regions=ONE, region_years=["甲,2030,100,100,0,"])


@pytest.mark.parametrize(
    ("tiers", "objective", "split"),
    [
        (",0.02,0.02", 0.8, (10, 0)),
        (",0.02,", 0.8, (10, 0)),
        ("5,0.02,0.12", 0.3, (5, 5)),
        ("5,0.02,0.02", 0.8, (5, 5)),
        (",0.12,0.12", 0.0, (0, 0)),
    ],
)
def test_overrun_is_paid_for(tmp_path: Path, tiers: str, objective: float, split: tuple[float, float]) -> None:
    """P (10, worth 1) overruns a used-up total of 100 by 10.

    One tier at 0.02 costs 0.2; 5 % at 0.02 and the rest at 0.12 cost 0.1 + 0.6; at 0.12 it costs 1.2 > 1: not worth it.
    A row with its own price and no width has one endless tier; with a second price and no width the pack's 3 % would
    be the first tier: 3·0.02 + 7·0.02 is the same 0.2.
    """
    run = solve(tmp_path, totals=[f"甲,能耗,2030,100,弹性,{tiers}"], projects=["P,甲,10,0,1,,,,,"], **FULL)
    assert run.outcome.objective == pytest.approx(objective)
    paid = figure(run, "甲", "energy", "overrun_1"), figure(run, "甲", "energy", "overrun_2")
    assert sum(paid) == pytest.approx(sum(split))
    if tiers != ",0.02,0.02":
        assert paid == pytest.approx(split)


def test_hard_and_reported_totals(tmp_path: Path) -> None:
    """Hard: P is refused (0). Reported: P is approved for nothing (1). Hard below what exists: no plan."""
    hard = solve(tmp_path / "h", totals=["甲,能耗,2030,100,刚性,,,"], projects=["P,甲,10,0,1,,,,,"], **FULL)
    assert approved(hard) == set()
    report = solve(tmp_path / "r", totals=["甲,能耗,2030,100,仅报告,,,"], projects=["P,甲,10,0,1,,,,,"], **FULL)
    assert report.outcome.objective == pytest.approx(1)
    assert solve(tmp_path / "i", totals=["甲,能耗,2030,99,刚性,,,"], **FULL).outcome.stop is Stop.PROVED_IMPOSSIBLE


def test_existing_overrun_is_paid_for(tmp_path: Path) -> None:
    """100 against 90 at 0.05: the objective is −0.5 and cannot be better."""
    run = solve(tmp_path, totals=["甲,能耗,2030,90,弹性,,0.05,0.05"], **FULL)
    assert run.outcome.objective == pytest.approx(-0.5)


def test_derived_total(tmp_path: Path) -> None:
    """C.2: B = τ·G_expected = 1.8·100 = 180; P (20 on 170, worth 2) overruns it by 10 at 0.05: 2 − 0.5 = 1.5.

    Without the derived total P would cost nothing: 2.
    """
    case = dict(
        regions=ONE, region_years=["甲,2030,100,170,0,"], targets=["甲,能耗,2030,10,"],
        projects=["P,甲,20,0,20,2,,,,"],
    )  # fmt: skip
    free = solve(tmp_path / "free", **case)
    assert free.outcome.objective == pytest.approx(2)
    derived = solve(
        tmp_path / "derived", total="derive = true, band = 1.0, price_1 = 0.05, price_2 = 0.05", **case
    )
    assert figure(derived, "甲", "energy", "total") == pytest.approx(180)
    assert derived.outcome.objective == pytest.approx(1.5)


@pytest.mark.parametrize("flagged", [True, False])
def test_the_regions_own_overrun_is_flagged_where_the_pack_asks(tmp_path: Path, flagged: bool) -> None:
    """R may emit 90 and 甲 emits 100: 10 too much. It is paid for either way; with the flag it is also said."""
    run = solve(
        tmp_path, regions=ONE, region_years=["甲,2030,100,0,100,"], totals=["R,碳排放,2030,90,弹性,,0.05,0.05"],
        total=f'derive = false, mode = "elastic", flag_root_overrun = {str(flagged).lower()}',
    )  # fmt: skip
    assert run.outcome.objective == pytest.approx(-0.5)
    notes = run.document["verification"]["notes"]
    assert [("控制指标未完成" in note, "10.00 万吨CO2" in note) for note in notes] == ([(True, True)] if flagged else [])


def test_the_second_tier_may_cost_as_much_as_the_first_but_not_less() -> None:
    assert TotalSettings(price_1=0.05, price_2=0.05).price_2 == 0.05
    with pytest.raises(ValidationError, match="price_1 ≤ price_2"):
        TotalSettings(price_1=0.05, price_2=0.04)


def test_shadow_price_of_an_elastic_total_is_its_price(tmp_path: Path) -> None:
    """In the first tier, one 万t more total saves 0.02 万元/吨 = 0.02 亿元."""
    run = solve(tmp_path, totals=["甲,能耗,2030,95,弹性,50,0.02,0.12"], **FULL)
    assert run.allocation is not None
    assert run.allocation.binding["marginal_value"].tolist() == pytest.approx([0.02])
