"""Value − cost − overrun − trade is the objective wherever the parts are listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.app.regret import regret_case
from optimizer.app.solve import solve_case
from optimizer.report.compare.side import Side, key_figures
from tests.rules.test_market import traded


def test_the_parts_of_a_compared_plan_add_up(tmp_path: Path) -> None:
    """K.2 with trade, price 0.12 and 乙 and 丙 buying: the fee of what they buy is a line of its own."""
    run = solve_case(str(traded(0.12).write(tmp_path / "case")))
    assert run.plan is not None
    side = Side("甲案", "", run.checked.case, run.checked.policy, run.outcome, run.stamp,
                allocation=run.allocation, rounded=run.plan.rounded)  # fmt: skip
    found = key_figures(side)
    assert found["trade_cost"] > 0
    rest = found["value"] - found["cost"] - found["overrun_cost"] - found["trade_cost"]
    assert rest == pytest.approx(found["objective"], abs=1e-9)


def test_a_regret_tells_trade_from_overruns(tmp_path: Path) -> None:
    """The parts of every change add up, and where less is bought the fee that is saved stands under trade."""
    found = regret_case(str(traded(0.12).write(tmp_path / "case")), exact=True, threads=1)
    assert found.regrets is not None
    parts = [(e.parts, e.low) for r in found.regrets.regrets for e in r.effects if e.parts is not None]
    for one, low in parts:
        assert one.own + one.others + one.measures + one.overrun + one.trade == pytest.approx(low, abs=1e-9)
    assert any(abs(one.trade) > 1e-6 for one, _ in parts)
