"""Redundancy: approved energy stays within the growth quota and a margin; what is expected stands in the hard rows."""

import math
from functools import partial
from pathlib import Path

import pytest

from optimizer.rules.account import Account
from optimizer.rules.account_redundancy import Gauge, gauges
from tests.small import ONE, approved, solve
from tests.verify.hand import make_allocation, make_case, make_policy

USED = "#,utilization（%）"
CASE = dict(regions=ONE, region_years=["甲,2030,200,180,0,"], targets=["甲,能耗,2030,50,"])
"""τ = 0.5·200/100 = 1, expected GDP 200: 200 − 180 = 20 of growth quota."""


def rules(margin: float, mode: str = "hard") -> str:
    return f'redundancy = {{ mode = "{mode}", margin = {margin} }}'


def test_approvals_within_the_margin(tmp_path: Path) -> None:
    """P and Q ask for 12 each and run at half: 12 expected ≤ 20. Approved 24 > 1.1·20 = 22: one of them; ≤ 1.2·20: both.

    Off, both come, too: 24·0.5 is within the hard row.
    """
    projects = [USED, "P,甲,12,0,0,5,,,,,50", "Q,甲,12,0,0,4,,,,,50"]
    for name, rule, names in (
        ("off", "", {"P", "Q"}), ("10", rules(0.1), {"P"}), ("20", rules(0.2), {"P", "Q"}),
        ("report", rules(0.1, "report"), {"P", "Q"}),
    ):  # fmt: skip
        assert approved(solve(tmp_path / name, rules=rule, projects=projects, **CASE)) == names, name


def test_the_hard_row_holds_what_is_expected(tmp_path: Path) -> None:
    """24 at full use is over 20: refused; at 80 % it is 19.2: approved. Its value added counts at 80 % as well."""
    full = solve(tmp_path / "1", projects=["P,甲,24,0,0,5,,,,"], **CASE)
    assert approved(full) == set()
    part = solve(tmp_path / "2", projects=[USED, "P,甲,24,0,0,5,,,,,80"], **CASE)
    assert approved(part) == {"P"}


def test_savings_and_reclaimed_quota_add_to_it(tmp_path: Path) -> None:
    """22 at most. P asks for 27.5 (half used): 25·1.1 with 5 reclaimed lets it in, and so does a saving of 5 for 1."""
    case = {**CASE, "projects": [USED, "P,甲,27.5,0,0,5,,,,,50"], "rules": rules(0.1)}
    assert approved(solve(tmp_path / "0", **case)) == set()
    idle = {**case, "region_years": ["#,reclaimed（万吨标准煤）", "甲,2030,200,180,0,,5"]}
    assert approved(solve(tmp_path / "1", **idle)) == {"P"}
    saved = solve(tmp_path / "2", measures=["M,甲,节能降碳,2030,5,0,1,,"], **case)
    assert saved.outcome.objective == pytest.approx(4)


def test_a_quota_used_up_asks_for_no_reductions(tmp_path: Path) -> None:
    """What exists is 230 of 200 allowed (GDP 200, target reported): no growth quota, and nothing must be saved for it.

    Without a project the dear measure stays off: 0. A project of 5 for 9 needs 5/1.1 of quota: M saves 10 for 4.
    """
    case = dict(
        regions=ONE, region_years=["甲,2030,200,230,0,"], targets=["甲,能耗,2030,50,report"], rules=rules(0.1),
        measures=["M,甲,节能降碳,2030,10,0,4,,否"],
    )  # fmt: skip
    idle = solve(tmp_path / "0", **case)
    assert idle.outcome.proved and idle.outcome.objective == pytest.approx(0)
    asked = solve(tmp_path / "1", projects=["P,甲,5,0,0,9,,,,"], **case)
    assert approved(asked) == {"P"} and asked.outcome.objective == pytest.approx(9 - 4)


def test_the_gauge_and_its_flags(tmp_path: Path) -> None:
    """24 of 20: 20 % over; beyond a margin of 10 % it is said, and a margin of 30 % is remarked on."""
    projects = [USED, "P,甲,24,0,0,5,,,,,50"]
    run = solve(tmp_path / "1", rules=rules(0.1, "report"), projects=projects, **CASE)
    (gauge,) = run.document["redundancy"]
    assert (gauge["approved"], gauge["expected"], gauge["quota"]) == (24, 12, 20)
    assert gauge["redundancy"] == pytest.approx(0.2)
    assert run.plan is not None
    assert any("20.0%" in note for note in run.plan.verification.notes)
    wide = solve(tmp_path / "2", rules=rules(0.3), projects=projects, **CASE)
    assert wide.plan is not None
    assert any("30%" in note for note in wide.plan.verification.notes)


def test_listed_projects_are_not_on_the_quota_of_the_league(tmp_path: Path) -> None:
    """自治区单列: 40 is charged to the region, which has no limit here."""
    run = solve(tmp_path, rules=rules(0.0), projects=["P,甲,40,0,0,5,,,自治区单列,"], **CASE)
    assert approved(run) == {"P"}


def test_reclaimed_quota_is_a_source_before_growth(tmp_path: Path) -> None:
    """P uses 27.5 and replaces 10 % of it, 2.75 by M: 24.75 are left, 5 of them on what was reclaimed, 19.75 on growth."""
    rule = 'replacement = { quantities = ["energy"] }'
    run = solve(
        tmp_path, regions=ONE, targets=["甲,能耗,2030,50,"], rules=rule,
        region_years=["#,reclaimed（万吨标准煤）", "甲,2030,200,150,0,,5"],
        projects=["#,replacement_ratio（%）", "P,甲,27.5,0,0,5,,,,,10"],
        measures=["#,tradable", "M,甲,节能降碳,2030,2.75,0,1,,,是"],
    )  # fmt: skip
    found = {s["kind"]: s["amount"] for s in run.document["sources"]}
    assert found == pytest.approx({"replacement": 2.75, "reclaimed": 5, "growth": 19.75})


def test_the_quota_and_what_is_approved_against_it() -> None:
    """Used up by 5, saved 3, reclaimed 1: 4, and 6 approved is half more. Of 0.5 another 0.5 is as much again."""
    gauge = partial(Gauge, "甲", 2030, expected=0.0, largest=0.0)
    assert gauge(approved=6.0, growth=-5.0, saved=3.0, reclaimed=1.0).quota == 4.0
    assert gauge(approved=6.0, growth=-5.0, saved=3.0, reclaimed=1.0).redundancy == pytest.approx(0.5)
    assert gauge(approved=1.0, growth=0.5, saved=0.0, reclaimed=0.0).redundancy == pytest.approx(1.0)
    assert math.isnan(gauge(approved=1.0, growth=-5.0, saved=0.0, reclaimed=0.0).redundancy)


def test_the_magnitude_of_a_gauge_is_its_largest_term() -> None:
    """2 less 10 % = 1.8 of 120 allow 216; 150 stand, P uses 30."""
    case = make_case(
        regions=[{"region": "甲", "gdp_base": 100, "energy_base": 200}],
        region_years=[{"region": "甲", "gdp": 110, "gdp_expected": 120, "energy": 150}],
        targets=[{"region": "甲", "quantity": "energy", "reduction": 0.1}],
        projects=[{"project": "P", "region": "甲", "energy": 30}],
    )
    nodes = {("甲", q, 2030): {"usage": 0, "gdp": 0} for q in ("energy", "carbon")}
    (one,) = gauges(Account(case, make_policy().settings, make_allocation(case, nodes, {"P": 1.0})))
    assert (one.approved, one.growth, one.largest) == pytest.approx((30, 66, 216))
