"""Rounding of small plans, figure by figure, with the arithmetic of every choice."""

from __future__ import annotations

from typing import Any

import pytest

from optimizer.domain.allocation import Allocation
from optimizer.domain.case import Case
from optimizer.domain.finding import Verification
from optimizer.explain.rounding import round_plan
from optimizer.explain.verify import verify, verify_rounded
from optimizer.rules.policy import Policy
from tests.verify.hand import NAN, make_allocation, make_case, make_policy

Figures = dict[str, dict[str, float]]


def plan_of(leaves: Figures, root: dict[str, float], reserve: float = 0.0) -> tuple[Case, Policy, Allocation]:
    """Carbon of one year. Leaf: existing, sink, budget, total (over budget: elastic, else hard). Root: budget, total."""
    years = [
        {"region": r, "gdp": 1, "carbon": row["existing"], "sink": row.get("sink", 0.0)} for r, row in leaves.items()
    ]
    nodes: dict[str, dict[str, float]] = {"全": {"budget": NAN, "total": NAN, **root}, **leaves}
    totals, figures = [], {}
    for region, row in nodes.items():
        own = row.get("existing", sum(leaf["existing"] for leaf in leaves.values())) - row.get("sink", 0.0)
        budget, total = row.get("budget", NAN), row.get("total", NAN)
        over = max(0.0, budget - total) if budget > total else 0.0
        first = min(over, 0.03 * total) if over else 0.0
        figures[region, "energy", 2030] = {"usage": 0.0, "gdp": 1.0 if region in leaves else float(len(leaves))}
        figures[region, "carbon", 2030] = {
            **figures[region, "energy", 2030], "usage": own, "budget": budget, "total": total,
            "overrun_1": first, "overrun_2": over - first,
        }  # fmt: skip
        if total == total:
            mode = "elastic" if over else "hard"
            totals.append({"region": region, "quantity": "carbon", "total": total, "mode": mode})
    case = make_case(
        regions=[{"region": "全"}, *({"region": r, "parent": "全"} for r in leaves)], region_years=years, totals=totals
    )
    penalty = sum(0.02 * row.get("overrun_1", 0) + 0.12 * row.get("overrun_2", 0) for row in figures.values())
    policy = make_policy(hand_down={"reserve_share": reserve})
    return case, policy, make_allocation(case, figures, objective=-penalty)


def rounded(leaves: Figures, root: dict[str, float], reserve: float = 0.0) -> tuple[dict[str, Any], Verification]:
    """Return the printed carbon rows by region, and the verdict on them; the plan itself must be right."""
    case, policy, allocation = plan_of(leaves, root, reserve)
    before = verify(case, policy, allocation)
    assert before.ok, before.notes
    plan = round_plan(case, policy, allocation)
    after = verify_rounded(case, policy, allocation, plan)
    assert after.ok, after.notes
    return {r["region"]: r for r in plan.nodes.to_dict("records") if r["quantity"] == "carbon"}, after


def test_leagues_that_all_bind_off_the_grid() -> None:
    """Three times 100.005 under hard totals of 100.005 each and 300.015 together.

    Rounded to the nearest, 100.01 would exceed every total; each is printed as 100.00 under 100.00, sum 300.00 ≤ 300.01.
    """
    leaf = {"existing": 100.005, "budget": 100.005, "total": 100.005}
    rows, _ = rounded({"甲": leaf, "乙": leaf, "丙": leaf}, {"budget": 300.015, "total": 300.015})
    for region in ("甲", "乙", "丙"):
        row = rows[region]
        assert [row[c] for c in ("existing", "usage", "budget", "total", "headroom")] == [100, 100, 100, 100, 0]
    assert [rows["全"][c] for c in ("existing", "usage", "budget", "total")] == [300.0, 300.0, 300.01, 300.01]


def test_a_sink_goes_up_where_the_budget_could_not_be_kept_otherwise() -> None:
    """Existing 10.00 less a sink of 0.005 is 9.995 under 9.995: printed 9.99 needs a sink of 0.01.

    The region on the national book: 9.99 + 0.01 = 10.00 ≤ 10.00, still covered.
    """
    rows, _ = rounded({"甲": {"existing": 10.0, "sink": 0.005, "budget": 9.995, "total": 9.995}},
                      {"budget": 10.0, "total": 10.0})  # fmt: skip
    assert [rows["甲"][c] for c in ("existing", "sink", "usage", "budget")] == [10.0, 0.01, 9.99, 9.99]
    assert [rows["全"][c] for c in ("existing", "sink", "usage", "usage_assessment", "budget")] == [
        10,
        0.01,
        10,
        9.99,
        10,
    ]


def test_a_sink_larger_than_the_emissions() -> None:
    """20 − 50.005 = −30.005; ⌊−30.005⌋ = −30.01, so the sink is printed as 50.01; −30.01 + 50.01 = 20.00 ≤ 20."""
    rows, _ = rounded({"甲": {"existing": 20.0, "sink": 50.005, "budget": -30.005}}, {"budget": 20.0, "total": 20.0})
    assert [rows["甲"][c] for c in ("existing", "sink", "usage", "budget")] == [20.0, 50.01, -30.01, -30.01]


def test_overruns_add_up_to_the_printed_budget() -> None:
    """Total 100.005, budget 110.30: tiers 3 % = 3.00015 and 7.29485.

    Total 100.00 leaves 10.30 = 3.00 + 7.30: the second tier has the larger remainder (0.485 of a hundredth).
    """
    rows, _ = rounded({"甲": {"existing": 110.3, "budget": 110.3, "total": 100.005}}, {})
    assert [rows["甲"][c] for c in ("total", "overrun_1", "overrun_2", "budget")] == [100.0, 3.0, 7.3, 110.3]


def test_the_largest_remainders_bring_the_sum_to_the_nearest_hundredth() -> None:
    """1.004 + 1.0045 + 1.0035 = 3.012, printed 3.01: 乙 has the largest remainder and goes up."""
    leaves = {"甲": {"existing": 1.004}, "乙": {"existing": 1.0045}, "丙": {"existing": 1.0035}}
    rows, _ = rounded(leaves, {})
    assert [rows[r]["existing"] for r in ("全", "甲", "乙", "丙")] == [3.01, 1.0, 1.01, 1.0]


def test_a_league_without_room_does_not_go_up() -> None:
    """As above, but 乙 has a hard total of 1.0045: 甲, next by remainder, goes up in its place."""
    leaves = {"甲": {"existing": 1.004}, "乙": {"existing": 1.0045, "budget": 1.0045, "total": 1.0045},
              "丙": {"existing": 1.0035}}  # fmt: skip
    rows, _ = rounded(leaves, {})
    assert [rows[r]["existing"] for r in ("全", "甲", "乙", "丙")] == [3.01, 1.01, 1.0, 1.0]


@pytest.mark.parametrize(("usage", "budget", "noted"), [(0.4, 0.49, False), (0.5, 0.5, True)])
def test_the_reserve_is_kept_in_printed_figures(usage: float, budget: float, noted: bool) -> None:
    """15 % of 0.90 ÷ 0.85 = 1.0588, printed 1.05: the budgets 0.50 + 0.40 may be 0.8925 together.

    甲 gives a hundredth of its room; where it uses all of its 0.50, the reserve printed is 0.15 for 0.1575, with a note.
    """
    root = 0.9 / 0.85
    leaves = {"甲": {"existing": usage, "budget": 0.5}, "乙": {"existing": 0.4, "budget": 0.4}}
    rows, verdict = rounded(leaves, {"budget": root, "total": root}, reserve=0.15)
    assert (rows["甲"]["budget"], rows["乙"]["budget"], rows["全"]["budget"]) == (budget, 0.4, 1.05)
    assert rows["全"]["reserve"] == pytest.approx(0.65 - budget)
    assert len(verdict.notes) == noted


def test_figures_below_the_grid_are_nothing() -> None:
    leaf = {"existing": 0.004, "sink": 0.001, "budget": 0.003, "total": 0.003}
    rows, _ = rounded({"甲": leaf}, {"budget": 0.004, "total": 0.004})
    assert {rows[r][c] for r in rows for c in ("existing", "sink", "usage", "budget", "total", "headroom")} == {0.0}


def test_huge_figures_are_exact() -> None:
    """10 billion 万t: a hundredth is the twelfth digit, and the sums still hold to it."""
    a, b = 9_999_999_999.99, 3_333_333_333.34
    rows, _ = rounded({"甲": {"existing": a, "budget": a}, "乙": {"existing": b, "budget": b}},
                      {"budget": a + b, "total": a + b})  # fmt: skip
    assert (rows["甲"]["usage"], rows["乙"]["usage"], rows["全"]["usage"]) == (a, b, 13_333_333_333.33)


def test_typed_hundredths_stay_as_they_were_typed() -> None:
    """0.1 + 0.2 is not 0.3 in a computer; in the table it is, and 0.29 · 100 = 28.999… stays 0.29."""
    leaves = {"甲": {"existing": 0.1, "budget": 0.1}, "乙": {"existing": 0.2, "budget": 0.2},
              "丙": {"existing": 0.29, "budget": 0.29}}  # fmt: skip
    rows, _ = rounded(leaves, {"budget": 0.1 + 0.2 + 0.29, "total": 0.1 + 0.2 + 0.29})
    assert [rows[r]["budget"] for r in ("甲", "乙", "丙", "全")] == [0.1, 0.2, 0.29, 0.59]


def test_nothing_is_printed_where_there_is_nothing() -> None:
    rows, _ = rounded({"甲": {"existing": 1.0}}, {})
    assert [rows["甲"][c] != rows["甲"][c] for c in ("budget", "headroom", "total", "overrun_1", "reserve")] == [
        True
    ] * 5
