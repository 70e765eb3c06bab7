"""Approvals: whole or in shares; what the officer has decided is obeyed."""

from pathlib import Path

import pytest

from optimizer.domain.outcome import Stop
from tests.small import ONE, approved, solve

CASE = dict(regions=ONE, region_years=["甲,2030,100,100,0,"], totals=["甲,能耗,2030,108,刚性,,,"])


def test_whole_or_share(tmp_path: Path) -> None:
    """Room 8 for P (10, worth 5): whole 0; as a share 8/10·5 = 4; the row's own word beats the case's."""
    whole = solve(tmp_path / "w", projects=["P,甲,10,0,5,,,,,"], **CASE)
    assert whole.outcome.objective == pytest.approx(0)
    share = solve(tmp_path / "s", approval="share", projects=["P,甲,10,0,5,,,,,"], **CASE)
    assert share.outcome.objective == pytest.approx(4)
    row = solve(tmp_path / "r", approval="share", projects=["P,甲,10,0,5,,,,,否"], **CASE)
    assert row.outcome.objective == pytest.approx(0)


def test_must_and_rejected(tmp_path: Path) -> None:
    """必上 costs 3 and takes 6, so P (5) no longer fits 8; 否决 keeps the best one out."""
    run = solve(
        tmp_path, projects=["M,甲,6,0,1,-3,,必上,,", "P,甲,5,0,5,,,,,", "Q,甲,1,0,9,,,否决,,"], **CASE
    )  # fmt: skip
    assert approved(run) == {"M"}
    assert run.outcome.objective == pytest.approx(-3)


def test_a_must_that_does_not_fit_is_no_plan(tmp_path: Path) -> None:
    run = solve(tmp_path, projects=["M,甲,9,0,1,,,必上,,"], **CASE)
    assert run.outcome.stop is Stop.PROVED_IMPOSSIBLE
    assert run.plan is None


def test_a_project_that_costs_is_left_out(tmp_path: Path) -> None:
    run = solve(tmp_path, projects=["P,甲,1,0,1,-2,,,,"], **CASE)
    assert approved(run) == set()
