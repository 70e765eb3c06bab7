"""Incentive targets: whoever meets one is exempt from the assessment of its total; a remark, never a row."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from optimizer.rules.account import Account
from optimizer.rules.account_incentive import incentives, total_exempt
from tests.small import ONE, solve
from tests.verify.hand import make_allocation, make_case, make_policy


@pytest.mark.parametrize(("incentive", "exempt"), [(16.5, True), (20, True), (20.1, False)])
def test_the_remark(incentive: float, exempt: bool, tmp_path: Path) -> None:
    """甲 had 400/100 = 4; 384 of 120 is 3.2, 20 % less. The total of 380 is overrun by 4 all the same."""
    run = solve(
        tmp_path, regions=ONE, region_years=["甲,2030,120,1,384,0"], totals=["甲,carbon,2030,380,,,0.1,"],
        targets=["#,incentive（%）", f"甲,carbon,2030,15,,{incentive}"],
    )  # fmt: skip
    (one,) = run.document["incentives"]
    assert (one["region"], one["basic"], one["exempt"]) == ("甲", 0.15, exempt)
    assert one["achieved"] == pytest.approx(0.2)
    assert run.outcome.objective == pytest.approx(-0.4), "what is overrun is paid for as before"
    assert run.plan is not None
    assert any("免予考核" in note for note in run.plan.verification.notes) is exempt


def test_without_an_incentive_nothing_is_said(tmp_path: Path) -> None:
    run = solve(tmp_path, regions=ONE, region_years=["甲,2030,120,1,384,0"], targets=["甲,carbon,2030,15,"])
    assert run.document["incentives"] == []


def test_a_target_met_exactly_is_met_and_may_be_the_basic_one() -> None:
    fifth = Fraction(1, 5)
    assert total_exempt(fifth, Fraction(3, 20), fifth)
    assert total_exempt(fifth, fifth, fifth)
    assert not total_exempt(fifth, fifth, Fraction(21, 100))
    with pytest.raises(ValueError, match="19/100 < 1/5"):
        total_exempt(fifth, fifth, Fraction(19, 100))


@pytest.mark.parametrize(
    ("gdp", "base", "basic", "achieved"),
    [
        (0.5, 40, 0.1, [0.5]),  # 0.1/0.5 = 0.2 against 40/100 = 0.4
        (0.5, 0, 0.1, [0.0]),  # nothing was emitted in the base year: nothing to reduce
        (0.0, 40, 0.1, []),  # nothing is produced: there is no intensity
        (0.5, 40, 1.0, []),  # a target of nothing at all has no start to measure from
    ],
)
def test_where_there_is_nothing_to_measure(gdp: float, base: float, basic: float, achieved: list[float]) -> None:
    case = make_case(
        regions=[{"region": "甲", "gdp_base": 100, "carbon_base": base}],
        region_years=[{"region": "甲", "gdp": gdp, "carbon": 0.1}],
        targets=[{"region": "甲", "quantity": "carbon", "reduction": basic, "incentive": 1.0}],
    )
    nodes = {("甲", q, 2030): {"usage": 0, "gdp": gdp} for q in ("energy", "carbon")}
    account = Account(case, make_policy().settings, make_allocation(case, nodes))
    assert [one.achieved for one in incentives(account)] == pytest.approx(achieved)
