"""A live session over a case with a market, grants and a bank: every answer is that of a cold solve."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.app.check import check_case
from optimizer.app.session import Session
from optimizer.app.solve import solve_case
from tests.oracle.cases import make
from tests.rules.test_market import traded


def test_ratio_price_and_switch_are_patched(tmp_path: Path) -> None:
    """K.2: 235.2797 → 235.1699 at ratio 1.2, → 216.8250 at price 0.12; the market off is another program."""
    cases = {
        name: check_case(str(found.write(tmp_path / name)))
        for name, found in {
            "equal": traded(0.02), "dear": traded(0.02, 1.2), "priced": traded(0.12, 1.2), "off": traded(0.02, trade=False),
        }.items()
    }  # fmt: skip
    session = Session(cases["equal"])
    assert session.answer().outcome.objective == pytest.approx(235.2797, abs=1e-4)
    assert session.change(cases["dear"])
    assert session.answer().outcome.objective == pytest.approx(235.1699, abs=1e-4)
    assert session.change(cases["priced"])
    assert session.answer().outcome.objective == pytest.approx(216.8250, abs=1e-4)
    assert not session.change(cases["off"])
    assert session.answer().outcome.objective == pytest.approx(195.5310, abs=1e-4)


@pytest.mark.parametrize("seed", [9, 11, 13, 21, 65])
def test_a_rejected_project_as_if_solved_cold(seed: int, tmp_path: Path) -> None:
    """Every project out, one at a time, on one live model."""
    found = make(seed)
    session = Session(check_case(str(found.write(tmp_path / "case"))))
    for row in [row for row in found.rows("projects") if row.get("status") in (None, "candidate")][:3]:
        session.reject([row["project"]])
        row["status"] = "rejected"
        cold = solve_case(str(found.write(tmp_path / row["project"])))
        live = session.answer()
        assert live.outcome.stop == cold.outcome.stop
        if cold.plan is not None:
            assert live.outcome.objective == pytest.approx(cold.outcome.objective, rel=1e-9, abs=1e-9)
