"""The check of the rounded plan finds a single wrong cell (the plan: tests/verify/plan.py, all on the grid)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.domain.finding import Verification
from optimizer.domain.rounded import RoundedPlan
from optimizer.explain.rounding import round_plan
from optimizer.explain.verify import verify_rounded
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
