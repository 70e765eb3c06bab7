"""Printed budgets: each figure may be off by the hundredth it is rounded to, and by no more."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from optimizer.app.check import check_case
from optimizer.app.solve import solve_case
from optimizer.explain.verify_printed import verify_printed
from tests.small import TWO, write_case

CASE = {
    "regions": TWO, "region_years": ["甲,2030,100,60,90,0", "乙,2030,100,40,60,0"],
    "totals": ["R,能耗,2030,100,刚性,,,", "甲,能耗,2030,60,刚性,,,", "乙,能耗,2030,40,刚性,,,"],
}  # fmt: skip


def printed(folder: Path, **change: float) -> list[str]:
    """The rules that fail when budgets (万吨) are printed so much larger than they are."""
    path = str(write_case(folder, **CASE))  # type: ignore[arg-type]
    checked, run = check_case(path), solve_case(path)
    assert run.allocation is not None and run.plan is not None
    amounts = run.plan.rounded.nodes[["region", "year", "quantity", "budget", "overrun_1", "overrun_2"]].copy()
    energy = amounts["quantity"] == "energy"
    for region, more in change.items():
        amounts.loc[energy & (amounts["region"] == region), "budget"] += more
    allocation = run.allocation
    found = verify_printed(checked.case, checked.policy, allocation.approvals, allocation.uptake, pd.DataFrame(amounts))
    return sorted({finding.rule for finding in found.failures})


@pytest.mark.parametrize(("more", "rules"), [(0.0, []), (0.009, []), (0.012, ["total"])])
def test_a_league_has_one_hundredth(more: float, rules: list[str], tmp_path: Path) -> None:
    """A total of 60: 60.009 passes, 60.012 does not. 甲 is one figure; the region's 100 ≥ 60.012 + 40 − 3 · 0.01."""
    assert printed(tmp_path, 甲=more) == rules


@pytest.mark.parametrize(("more", "rules"), [(0.029, []), (0.032, ["total"]), (-0.029, []), (-0.032, ["coverage", "hand_down"])])
def test_the_region_has_one_for_itself_and_each_league(more: float, rules: list[str], tmp_path: Path) -> None:
    """Three figures: 100 ± 0.029 passes; 100.032 exceeds its total, 99.968 covers neither usage nor what it hands down."""
    assert printed(tmp_path, R=more) == rules
