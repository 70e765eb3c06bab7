"""The check of the rounded plan finds a single wrong cell (the plan: tests/verify/plan.py, all on the grid)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.domain.finding import Verification
from optimizer.domain.rounded import RoundedPlan
from optimizer.explain.rounding import round_plan
from optimizer.explain.verdict import fails
from optimizer.explain.verify_rounded import closeness, kept_limit, near, verify_rounded
from optimizer.rules.account import Account
from tests.verify.hand import NAN
from tests.verify.plan import right_allocation, right_case, right_policy

COLUMNS = ("existing", "projects", "节能降碳", "生态碳汇", "sink", "usage_national", "usage_assessment", "usage",
           "total", "overrun_1", "overrun_2", "budget", "headroom")  # fmt: skip


def checked(changes: dict[tuple[str, str], dict[str, float]], reserve: float = 0.02) -> Verification:
    """Add to cells of the rounded plan ((region, quantity) → column → 万t) and check it under a reserve share."""
    case, policy = right_case(), right_policy(hand_down={"reserve_share": reserve})
    allocation = right_allocation(case)
    nodes = round_plan(case, right_policy(), allocation).nodes.copy()
    for (region, quantity), cells in changes.items():
        at = (nodes["region"] == region) & (nodes["quantity"] == quantity)
        for column, amount in cells.items():
            nodes.loc[at, column] = ((nodes.loc[at, column] + amount) * 100).round() / 100 if amount != 0.004 else 0.004
    return verify_rounded(case, policy, allocation, RoundedPlan(nodes))


def test_the_plan_as_it_was_rounded_passes() -> None:
    found = checked({})
    assert (found.ok, found.worst_hard_violation, found.notes) == (True, 0.0, ())


@pytest.mark.parametrize("column", COLUMNS)
def test_one_hundredth_in_one_cell_is_found(column: str) -> None:
    """An overrun may be a hundredth more than what the budget needs of it, never less."""
    found = checked({("乙", "carbon"): {column: -0.01 if column.startswith("overrun") else 0.01}})
    assert not found.ok
    assert {f.rule for f in found.failures} <= {"sums", "rounded", "total", "closeness"}
    assert found.notes


def test_a_reserve_that_does_not_follow_is_found() -> None:
    found = checked({("全", "carbon"): {"reserve": 0.01}})
    assert [(f.rule, f.project) for f in found.failures] == [("sums", "reserve")]


@pytest.mark.parametrize("column", ["existing", "budget"])
def test_a_figure_off_the_grid_is_found(column: str) -> None:
    assert [f.rule for f in checked({("甲", "carbon"): {column: 0.004}}).failures] == ["grid"]


@pytest.mark.parametrize(("column", "rule"), [("usage", "grid"), ("budget", "sums"), ("total", "sums")])
def test_a_missing_figure_is_found(column: str, rule: str) -> None:
    assert [f.rule for f in checked({("乙", "carbon"): {column: NAN}}).failures] == [rule]


def test_sums_that_move_together_are_found_by_their_distance() -> None:
    """0.02 more of existing in every sum above it adds up, but is not within 0.01 of 400."""
    more = {"existing": 0.02, "usage_national": 0.02, "usage_assessment": 0.02, "usage": 0.02, "headroom": -0.02}
    found = checked({("乙", "carbon"): more, ("全", "carbon"): more})
    assert {(f.rule, f.region, f.project) for f in found.failures} == {
        ("closeness", "乙", "existing"), ("closeness", "乙", "usage_national"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("budget", "rule"),
    [
        (5.01, "intensity"),  # 1035 + 5.01 > 1.0 · 1040
        (-5.01, "rounded"),  # 1035 − 5.01 < usage 1030
    ],
)
def test_a_budget_beyond_a_limit_is_found(budget: float, rule: str) -> None:
    found = checked({("甲", "carbon"): {"budget": budget, "headroom": budget}, ("全", "carbon"): {"reserve": -budget}})
    assert (rule, "甲") in {(f.rule, f.region) for f in found.failures}


def test_an_own_part_further_away_than_its_hundredth_is_found() -> None:
    """0.02 more of the region's own stock adds up, and a sum over three nodes may be 0.03 off: the cell itself is not."""
    more = {"existing": 0.02, "usage_national": 0.02, "usage_assessment": 0.02, "usage": 0.02, "headroom": -0.02}
    found = checked({("全", "carbon"): more})
    assert {(f.rule, f.region, f.project) for f in found.failures} == {("closeness", "全", "existing")}


@pytest.mark.parametrize(("reserve", "found"), [(0.02, set()), (0.0, {("closeness", "甲", "budget")})])
def test_a_budget_has_a_hundredth_more_room_for_the_reserve(reserve: float, found: set[tuple[str, str, str]]) -> None:
    """甲's budget is 0.02 less, and so much more is kept back."""
    changes = {("甲", "carbon"): {"budget": -0.02, "headroom": -0.02}, ("全", "carbon"): {"reserve": 0.02}}
    assert {(f.rule, f.region, f.project) for f in checked(changes, reserve).failures} == found


def test_the_region_answers_for_the_sinks_that_its_leagues_enjoy() -> None:
    """1431 handed down, 15 of its own, 16 of sinks: 1462 do not fit into 1461.99."""
    found = checked({("全", "carbon"): {"budget": -38.01, "headroom": -38.01, "reserve": -38.01}})
    assert ("rounded", "全", 0.01) in {(f.rule, f.region, round(f.violation, 9)) for f in found.failures}


@pytest.mark.parametrize(("right", "missed"), [(10**11 - 1, 1), (2 * 10**11 - 1, 0), (2 * 10**11 - 201, 201)])
def test_a_hundredth_counts_up_to_a_thousand_million(right: int, missed: int) -> None:
    """Up to 10⁹ 万t (10¹¹ hundredths) one is one; of twice that 1e-9 are 200, and 201 are too many."""
    left = 10**11 if right < 10**11 else 2 * 10**11
    found = kept_limit("total", ("甲", "carbon", 2030), left, right)
    assert found.violation == missed / 100


def test_the_magnitude_of_a_distance_is_the_larger_figure() -> None:
    found = near(("甲", "carbon", 2030), "usage", cell=12_345, amount=123.0, cells=2, magnitude=1000.0)
    assert (found.left, found.right, found.magnitude) == (pytest.approx(0.45), 0.02, 1000.0)


@pytest.mark.parametrize(("off", "found"), [(4, set()), (5, {"overrun_1"})])
def test_where_something_flows_an_overrun_has_four_hundredths(off: int, found: set[str]) -> None:
    case = right_case()
    account = Account(case, right_policy().settings, right_allocation(case))
    nodes = round_plan(case, right_policy(), right_allocation(case)).nodes
    (record,) = nodes[(nodes["region"] == "乙") & (nodes["quantity"] == "carbon")].to_dict("records")
    row = {str(k): round(v * 100) for k, v in record.items() if isinstance(v, float) and v == v}
    row["overrun_1"] += off
    assert {f.project for f in closeness(account, ("乙", "carbon", 2030), row, [], flowing=True) if fails(f)} == found


def test_budgets_that_eat_the_reserve_are_found() -> None:
    """1431 + 4.59 % of 1500 = 1499.85 ≤ 1500; 4.61 % is 1500.15: a hundredth of the share is 0.15."""
    assert checked({}, reserve=0.0459).ok
    found = checked({}, reserve=0.0461)
    assert [(f.rule, f.region, f.violation) for f in found.failures] == [("rounded", "全", pytest.approx(0.15))]


def test_a_plan_of_another_case_is_refused() -> None:
    case, policy = right_case(), right_policy()
    allocation = right_allocation(case)
    plan = round_plan(case, policy, allocation)
    found = verify_rounded(case, policy, allocation, replace(plan, nodes=plan.nodes[1:]))
    assert [f.rule for f in found.failures] == ["decisions"]
