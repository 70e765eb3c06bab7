"""Reserve grants: what the region keeps back lifts the total of a league that needs it."""

from dataclasses import replace
from pathlib import Path

import pytest

from optimizer.app.check import check_case
from optimizer.explain.verify import verify
from optimizer.formulation.build import build
from optimizer.formulation.gather import gather
from optimizer.rules import RULES, grants
from optimizer.rules.account import Account
from optimizer.solver.matrix import read_matrix
from tests.small import TWO, approved, figure, solve, write_case
from tests.verify.hand import make_allocation, make_case, make_policy


def case(use: float, granted: bool = True, share: float = 0.05) -> dict:
    """R may use 200; 甲 95 of 100 and P on top, 乙 90 of 95, all totals hard."""
    return dict(
        regions=TWO, region_years=["甲,2030,100,95,0,", "乙,2030,100,90,0,"], reserve=share, grants=granted,
        totals=["R,能耗,2030,200,刚性,,,", "甲,能耗,2030,100,刚性,,,", "乙,能耗,2030,95,刚性,,,"],
        projects=[f"P,甲,{use},0,1,,,,,"],
    )  # fmt: skip


def test_a_grant_lifts_a_total(tmp_path: Path) -> None:
    """P brings 甲 to 103, three over its total: granted out of the reserve of 5 % · 200 = 10. Off, P is refused."""
    run = solve(tmp_path / "on", **case(8))
    assert approved(run) == {"P"}
    assert figure(run, "甲", "energy", "granted") == pytest.approx(3)
    assert figure(run, "甲", "energy", "budget") == pytest.approx(103)
    assert approved(solve(tmp_path / "off", **case(8, granted=False))) == set()


def test_no_more_than_the_reserve(tmp_path: Path) -> None:
    """11 beyond 甲's total are more than the 10 kept back; 2 % of reserve do not give 3; nor does none."""
    assert approved(solve(tmp_path / "10", **case(15))) == {"P"}
    assert approved(solve(tmp_path / "11", **case(16))) == set()
    assert approved(solve(tmp_path / "4", **case(8, share=0.01))) == set()
    assert approved(solve(tmp_path / "0", **case(8, share=0.0))) == set()


def test_more_reserve_never_lowers_the_optimum(tmp_path: Path) -> None:
    """K.5, as long as the leagues' own budgets fit: 1 %, 2 % and 5 % of reserve earn 0, 1 and 1."""
    best = [solve(tmp_path / str(s), **case(8, share=s)).outcome.objective for s in (0.01, 0.02, 0.05)]
    assert best == pytest.approx([0, 1, 1])


def test_a_wrong_grant_is_refuted(tmp_path: Path) -> None:
    """11 granted of a reserve of 10."""
    run = solve(tmp_path, **case(8))
    assert run.allocation is not None
    nodes = run.allocation.nodes.copy()
    nodes.loc[(nodes["region"] == "甲") & (nodes["quantity"] == "energy"), "granted"] = 11.0
    verdict = verify(run.checked.case, run.checked.policy, replace(run.allocation, nodes=nodes))
    assert {finding.rule for finding in verdict.failures} >= {"grants"}


def test_the_row_of_the_whole(tmp_path: Path) -> None:
    """b_甲 + b_乙 − b_R ≤ 0."""
    checked = check_case(str(write_case(tmp_path / "case", **case(8))))
    matrix = read_matrix(build(gather(checked.case, checked.policy), checked.policy, RULES))
    row = list(matrix.rows).index(("grants", ("R", "energy", 2030, "whole")))
    entries = slice(matrix.start[row], matrix.start[row + 1])
    assert (sorted(matrix.value[entries]), matrix.row_upper[row]) == ([-1.0, 1.0, 1.0], 0.0)


@pytest.mark.parametrize("on", [True, False])
def test_what_is_granted_stays_in_the_reserve(on: bool) -> None:
    """0.5 of 5 % · 200 = 10, and 103 + 90 of 200, to a share of 103; switched off, nothing may be granted."""
    found = make_case(regions=[{"region": "全"}, *({"region": r, "parent": "全"} for r in "甲乙")])
    budgets = {"全": 200.0, "甲": 103.0, "乙": 90.0}
    nodes = {
        (r, q, 2030): {"usage": 0, "gdp": 0, "granted": 0.5 * ((r, q) == ("甲", "energy")), "budget": budgets[r]}
        for r in budgets for q in ("energy", "carbon")
    }  # fmt: skip
    policy = make_policy(hand_down={"grants": on, "reserve_share": 0.05})
    account = Account(found, policy.settings, make_allocation(found, nodes))
    whole = [(f.left, f.right, f.magnitude) for f in grants.check(account) if (f.region, f.quantity) == ("全", "energy")]
    assert whole == ([(0.5, 10.0, 10.0), (193.0, 200.0, 103.0)] if on else [(0.5, 0.0, 0.0)])
