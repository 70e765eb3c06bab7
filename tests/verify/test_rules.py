"""Every rule's plain-arithmetic check finds exactly the planted fault (the right plan: tests/verify/plan.py)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import Case
from optimizer.domain.finding import Finding
from optimizer.explain.verdict import fails, say
from optimizer.rules import RULES
from optimizer.rules.account import Account
from optimizer.rules.policy import Policy
from tests.verify.hand import make_allocation, make_case, make_policy
from tests.verify.plan import right_allocation, right_case, right_policy


def failures(case: Case, policy: Policy, allocation: Allocation) -> list[Finding]:
    account = Account(case, policy.settings, allocation)
    return [finding for rule in RULES for finding in rule.check(account) if fails(finding)]


def with_figure(allocation: Allocation, region: str, quantity: str, column: str, value: float) -> Allocation:
    nodes = allocation.nodes.copy()
    at = (nodes["region"] == region) & (nodes["quantity"] == quantity)
    nodes[column] = nodes[column].mask(at, value)
    return replace(allocation, nodes=nodes)


def with_record(case: Case, table: str, key: tuple[str, str], column: str, value: Any) -> Case:
    frame: pd.DataFrame = getattr(case, table).copy()
    frame[column] = frame[column].mask(frame[key[0]] == key[1], value)
    return replace(case, **{table: frame})


def test_the_right_plan_passes_every_rule() -> None:
    case = right_case()
    assert failures(case, right_policy(), right_allocation(case)) == []


@pytest.mark.parametrize(
    ("region", "quantity", "column", "value", "rule", "gap"),
    [
        ("甲", "carbon", "budget", 1029, "coverage", 1),  # usage 1030
        ("全", "carbon", "budget", 1461, "coverage", 1),  # 1035 + 396 + 15 + 16 = 1462
        ("甲", "energy", "budget", 517.5, "coverage", 0.5),  # usage 518
        ("甲", "carbon", "budget", 1041, "intensity", 1),  # 1.0 · 1040
        ("乙", "carbon", "overrun_2", 1.1, "total", 1),  # 396 against 390 + 3.9 + 1.1
        ("乙", "carbon", "overrun_1", 4.9, "total", 1),  # the first tier ends at 3.9
        ("甲", "energy", "budget", 521, "total", 1),  # hard total of 520
        ("甲", "energy", "overrun_1", 1, "total", 1),  # a hard total has no tiers,
        ("甲", "energy", "overrun_2", 1, "total", 1),  # neither the first nor the second
        ("全", "carbon", "usage", 1456, "listing", 1),  # 1455 = 1040 + 400 + 15 listed
        ("乙", "carbon", "usage", 379, "listing", 15),  # 394 once, without P3
    ],
)
def test_one_wrong_figure_is_found_by_its_rule_alone(
    region: str, quantity: str, column: str, value: float, rule: str, gap: float
) -> None:
    case = right_case()
    found = failures(case, right_policy(), with_figure(right_allocation(case), region, quantity, column, value))
    assert [finding.rule for finding in found] == [rule]
    assert found[0].violation == pytest.approx(gap)
    assert found[0].quantity == quantity
    assert found[0].region == ("全" if rule == "listing" else region)


def test_a_negative_overrun_is_found() -> None:
    """−0.1 + 6.1 still add up to the 6 that the budget needs, but a tier cannot be negative."""
    case = right_case()
    allocation = with_figure(right_allocation(case), "乙", "carbon", "overrun_1", -0.1)
    found = failures(case, right_policy(), with_figure(allocation, "乙", "carbon", "overrun_2", 6.1))
    assert [(finding.rule, finding.violation) for finding in found] == [("total", pytest.approx(0.1))]


def test_a_reserve_that_is_not_kept_is_found() -> None:
    """5 % of 1500 = 75; 1431 + 75 = 1506 exceeds 1500 by 6."""
    case = right_case()
    found = failures(case, right_policy(hand_down={"reserve_share": 0.05}), right_allocation(case))
    assert [(finding.rule, finding.violation) for finding in found] == [("hand_down", pytest.approx(6))]


@pytest.mark.parametrize(
    ("table", "key", "column", "value", "rule", "gap"),
    [
        ("projects", ("project", "P2"), "status", "must", "approvals", 1),
        ("projects", ("project", "P1"), "status", "rejected", "approvals", 1),
        ("projects", ("project", "P3"), "divisible", False, "approvals", 0.5),
        ("measures", ("measure", "M1"), "status", "must", "measures", 0.5),
        ("measures", ("measure", "M2"), "status", "rejected", "measures", 1),
        ("measures", ("measure", "M1"), "divisible", False, "measures", 0.5),
    ],
)
def test_a_decision_that_the_officer_did_not_allow_is_found(
    table: str, key: tuple[str, str], column: str, value: Any, rule: str, gap: float
) -> None:
    case = with_record(right_case(), table, key, column, value)
    found = failures(case, right_policy(), right_allocation(case))
    assert [(f.rule, f.project, f.violation) for f in found] == [(rule, key[1], pytest.approx(gap))]


def test_sinks_count_for_the_region_only_when_told() -> None:
    """On the assessment book the region uses 1455 − 10 − 6 = 1439 and its own part is 15: 1431 + 15 ≤ 1450.

    On the national one the budgets' relief of 16 comes on top: 1462 > 1450.
    """
    case = right_case()
    allocation = with_figure(right_allocation(case), "全", "carbon", "budget", 1450)
    assert [(f.rule, f.violation) for f in failures(case, make_policy(), allocation)] == [("coverage", 12)]
    counted = make_policy(coverage={"root_counts_sinks": True})
    assert failures(case, counted, with_figure(allocation, "全", "carbon", "usage", 1439)) == []


@pytest.mark.parametrize(("irreversible", "found"), [(True, [("measures", "M", 2030)]), (False, [])])
def test_falling_uptake_is_found_when_measures_are_irreversible(irreversible: bool, found: list[Any]) -> None:
    """M is carried out by 0.6 in 2029 and 0.4 in 2030; the rows stand in the other order in the table."""
    case = make_case(
        years=(2029, 2030),
        regions=[{"region": "全"}, {"region": "甲", "parent": "全"}],
        region_years=[{"region": "甲", "year": y, "gdp": 10, "energy": 10} for y in (2029, 2030)],
        measures=[{"measure": "M", "region": "甲", "year": y, "energy_saving": 5} for y in (2030, 2029)],
    )
    used = {2029: 10 - 3, 2030: 10 - 2}
    nodes = {
        (region, quantity, year): {"usage": used[year] if quantity == "energy" else 0, "gdp": 10}
        for region in ("全", "甲")
        for quantity in ("energy", "carbon")
        for year in used
    }
    allocation = make_allocation(case, nodes, uptake={("M", 2029): 0.6, ("M", 2030): 0.4})
    policy = make_policy(measures={"irreversible": irreversible})
    assert [(f.rule, f.project, f.year) for f in failures(case, policy, allocation)] == found
    measures = next(rule for rule in RULES if rule.id == "measures")
    checked = list(measures.check(Account(case, policy.settings, allocation)))
    assert {finding.magnitude for finding in checked} == {1.0}, "a share is measured against the whole"


def _approved(projects: list[dict[str, Any]], approvals: dict[str, float]) -> list[tuple[str, str, int, float]]:
    """What the rule of approvals finds in 全 with 甲 and 乙: region, name, year and gap."""
    case = make_case(regions=[{"region": "全"}, *({"region": r, "parent": "全"} for r in "甲乙")], projects=projects)
    nodes = {(r, q, 2030): {"usage": 0, "gdp": 0} for r in "全甲乙" for q in ("energy", "carbon")}
    found = failures(case, make_policy(), make_allocation(case, nodes, approvals))
    assert {finding.magnitude for finding in found if finding.rule == "approvals"} <= {1.0}
    return [(f.region, f.project, f.year, pytest.approx(f.violation)) for f in found if f.rule == "approvals"]


def test_a_group_approved_twice_is_found_at_its_first_project() -> None:
    two = [{"project": p, "region": r, "group": "G"} for p, r in (("P", "甲"), ("Q", "乙"))]
    assert _approved(two, {"P": 1.0, "Q": 0.0}) == []
    assert _approved(two, {"P": 1.0, "Q": 1.0}) == [("甲", "G", 0, 1)]


def test_a_sure_project_with_two_starts_must_have_one_of_them() -> None:
    """Both starts are 必上: one of them, whichever. Only one is: that one, and nothing is said twice."""
    starts = [{"project": p, "region": "甲", "original": "P", "status": "must"} for p in ("P", "P@2030")]
    assert _approved(starts, {"P": 0.0, "P@2030": 1.0}) == []
    assert _approved(starts, {"P": 0.0, "P@2030": 0.0}) == [("甲", "P", 0, 1)]
    starts[1]["status"] = "rejected"
    assert _approved(starts, {"P": 0.0, "P@2030": 0.0}) == [("甲", "P", 0, 1)]


def test_the_magnitude_of_a_budget_row_is_its_largest_term() -> None:
    """全: budgets 1035 and 396, own part 15, relief 16. 甲: 1000 of stock in carbon, 500 in energy. 乙: 400."""
    case = right_case()
    account = Account(case, right_policy().settings, right_allocation(case))
    coverage = next(rule for rule in RULES if rule.id == "coverage")
    found = {(f.region, f.quantity): f.magnitude for f in coverage.check(account)}
    assert found == {
        ("全", "carbon"): 1035, ("甲", "energy"): 500, ("甲", "carbon"): 1000, ("乙", "carbon"): 400,
    }  # fmt: skip


def test_the_magnitude_of_the_reserve_is_its_largest_budget() -> None:
    """1035 and 396 are handed down."""
    case = right_case()
    account = Account(case, right_policy().settings, right_allocation(case))
    hand_down = next(rule for rule in RULES if rule.id == "hand_down")
    assert [f.magnitude for f in hand_down.check(account)] == [1035]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_says_its_failure_in_a_sentence(rule: Any) -> None:
    says = say(Finding(rule.id, "甲", 2030, "carbon", 12.5, 10.0, project="P9"))
    assert "甲" in says
    assert "2.5" in says
    assert "{" not in says
