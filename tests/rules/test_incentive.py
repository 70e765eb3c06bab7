"""Incentive targets: whoever meets one is exempt from the assessment of its total; a remark, never a row."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small import ONE, solve


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
