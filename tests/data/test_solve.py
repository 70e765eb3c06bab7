"""Both cases pass the reader and solve to a proved optimum with real choices."""

from __future__ import annotations

import pytest

from optimizer.app.solve import Run, solve_case

from .tables import CASES, DATA, rows


@pytest.fixture(scope="module")
def runs() -> dict[str, Run]:
    return {case: solve_case(str(DATA / case)) for case in CASES}


@pytest.mark.parametrize("case", CASES)
def test_the_optimum_is_proved_and_verified(runs: dict[str, Run], case: str) -> None:
    run = runs[case]
    assert run.outcome.proved
    assert run.plan is not None and run.plan.verification.ok


def test_stock_gdp_is_what_remains_without_the_candidates(runs: dict[str, Run]) -> None:
    """呼和浩特市 2030: 4214.15 × 1.045^5 = 5251.6 亿元; rejected projects have no output in the plan."""
    years = runs["neimenggu-2026"].checked.case.region_years
    row = years[(years["region"] == "呼和浩特市") & (years["year"] == 2030)]
    assert row["gdp"].iloc[0] == pytest.approx(4214.15 * 1.045**5, abs=0.1)
    assert (years["gdp"] > 0).all()


def test_inner_mongolia_leaves_real_choices(runs: dict[str, Run]) -> None:
    """Some candidates are refused, most fit; several kinds of measures are used; totals overrun in some leagues."""
    run = runs["neimenggu-2026"]
    plan = run.allocation
    assert plan is not None
    status = {r["项目编号"]: r["状态"] for r in rows("neimenggu-2026", "projects")}
    approval = dict(zip(plan.approvals["project"], plan.approvals["approval"], strict=True))
    refused = [p for p, share in approval.items() if share < 0.5 and status[p] == "候选"]
    assert 5 <= len(refused) <= 25
    assert all(approval[p] > 0.5 for p in ("P002", "P004"))
    used = plan.uptake[plan.uptake["share"] > 0.01]
    assert {m[:2] for m in used["measure"]} >= {"JN", "LD", "CC", "TH"}
    leagues = plan.nodes[plan.nodes["region"] != run.checked.case.root]
    over = leagues[leagues["overrun_1"].fillna(0) + leagues["overrun_2"].fillna(0) > 0.01]
    assert 3 <= over["region"].nunique() <= 11
    assert leagues[(leagues["year"] == 2030) & (leagues["headroom"] > 50)]["region"].nunique() >= 1


def test_provinces_that_overshot_show_it(runs: dict[str, Run]) -> None:
    """内蒙古 and 宁夏 run past both tiers even with every measure; 吉林 and 河南 never do."""
    plan = runs["provinces-13fyp"].allocation
    assert plan is not None
    energy = plan.nodes[(plan.nodes["quantity"] == "energy") & (plan.nodes["year"] == 2020)].set_index("region")
    assert (energy.loc[["内蒙古", "宁夏"], "overrun_2"] > 0).all()
    assert (energy.loc[["吉林", "河南"], ["overrun_1", "overrun_2"]].fillna(0) < 1e-6).all(axis=None)
