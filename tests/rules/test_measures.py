"""Measures: shares by year, decided ones obeyed, and not falling when irreversible."""

from pathlib import Path

import pytest

from tests.small import ONE, solve

TWO_YEARS = dict(
    years="2029, 2030", regions=ONE, region_years=["甲,2029,100,100,0,", "甲,2030,100,100,0,"],
    totals=["甲,能耗,2029,92,刚性,,,", "甲,能耗,2030,98,刚性,,,"],
    measures=["M,甲,节能降碳,2029,10,,1,,", "M,甲,节能降碳,2030,10,,3,,"],
)  # fmt: skip


def shares(run: object) -> list[float]:
    return run.allocation.uptake["share"].tolist()  # type: ignore[attr-defined, no-any-return]


def test_each_year_its_own_share(tmp_path: Path) -> None:
    """8 of 10 in 2029 (0.8·1) and 2 of 10 in 2030 (0.2·3): objective −1.4."""
    run = solve(tmp_path, **TWO_YEARS)
    assert shares(run) == pytest.approx([0.8, 0.2])
    assert run.outcome.objective == pytest.approx(-1.4)


def test_irreversible_keeps_the_share(tmp_path: Path) -> None:
    """0.8 stays 0.8 in 2030: −(0.8 + 2.4) = −3.2 instead of −1.4."""
    run = solve(tmp_path, rules="measures = { irreversible = true }", **TWO_YEARS)
    assert shares(run) == pytest.approx([0.8, 0.8])
    assert run.outcome.objective == pytest.approx(-3.2)


def test_decided_and_indivisible_measures(tmp_path: Path) -> None:
    """必上 is carried out although nothing asks for it (−1); 否决 stays out; an indivisible one is whole (−4)."""
    run = solve(
        tmp_path, regions=ONE, region_years=["甲,2030,100,100,0,"], totals=["甲,能耗,2030,95,刚性,,,"],
        measures=["A,甲,节能降碳,2030,1,,1,必上,", "B,甲,节能降碳,2030,9,,0.1,否决,", "C,甲,淘汰产能,2030,8,,4,,否"],
    )  # fmt: skip
    assert shares(run) == pytest.approx([1, 0, 1])
    assert run.outcome.objective == pytest.approx(-5)
