"""Random plans: whatever binds, the printed figures add up exactly and keep every limit."""

from __future__ import annotations

import math

from hypothesis import HealthCheck, given, settings

from optimizer.domain.rounded import CATEGORIES
from optimizer.explain.rounding import round_plan
from optimizer.explain.verify import verify, verify_rounded
from optimizer.rules.account import Account
from tests.rounding.plans import Plan, plans

SETTINGS = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SETTINGS
@given(plans())
def test_a_right_plan_stays_right_when_it_is_rounded(plan: Plan) -> None:
    before = verify(plan.case, plan.policy, plan.allocation)
    assert before.ok, before.notes
    rounded = round_plan(plan.case, plan.policy, plan.allocation)
    after = verify_rounded(plan.case, plan.policy, plan.allocation, rounded)
    assert after.ok, after.notes


@SETTINGS
@given(plans())
def test_the_printed_table_alone_adds_up(plan: Plan) -> None:
    """Read back as whole hundredths, without the checker: leaves, columns, headroom, totals."""
    account = Account(plan.case, plan.policy.settings, plan.allocation)
    table = round_plan(plan.case, plan.policy, plan.allocation).nodes
    rows = {(r["region"], r["quantity"]): r for r in table.to_dict("records")}
    for (region, quantity), row in rows.items():
        cells = {name: round(float(row[name]) * 100) for name in row if name not in ("region", "quantity", "year")
                 and not math.isnan(row[name])}  # fmt: skip
        on_both = [c for c in CATEGORIES if quantity == "energy" or c != "生态碳汇"]
        national = cells["existing"] + cells["projects"] - sum(cells[c] for c in on_both)
        assert cells["usage_national"] == national
        assert cells["usage_assessment"] == cells["existing"] + cells["projects"] - cells["sink"] - sum(
            cells[c] for c in CATEGORIES
        )
        if "budget" not in cells:
            continue
        assert cells["headroom"] == cells["budget"] - cells["usage"] >= 0
        below = [round(float(rows[child, quantity]["budget"]) * 100) for child in account.children[region]]
        assert region != account.root or sum(below) <= cells["budget"]
        target = account.target((region, quantity, 2030))
        if target:
            assert cells["budget"] / 100 <= target.intensity * account.gdp(region, 2030) * (1 + 1e-9)


@SETTINGS
@given(plans())
def test_rounding_twice_gives_the_same_table(plan: Plan) -> None:
    first, second = (round_plan(plan.case, plan.policy, plan.allocation).nodes for _ in range(2))
    assert first.equals(second)
