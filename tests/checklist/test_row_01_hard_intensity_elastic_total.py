"""L 1: hard intensity and elastic total; K.2 without trade."""

from __future__ import annotations

import pytest

from optimizer.app.solve import solve_case
from tests.review.small import SAMPLE
from tests.small import approved, figure


def test_row_01_total_is_overrun_while_intensity_is_met() -> None:
    """π = 0.02: 195.5310 with P1 P2 P4 P6; 甲 overruns its total by 103.1 and keeps to 2.46 t/万元."""
    run = solve_case(str(SAMPLE))
    assert run.outcome.objective == pytest.approx(195.5310, abs=1e-4)
    assert approved(run) == {"P1", "P2", "P4", "P6"}
    usage, total = figure(run, "甲", "carbon", "usage"), figure(run, "甲", "carbon", "total")
    assert usage - total == pytest.approx(103.1, abs=1e-6)
    assert usage / figure(run, "甲", "carbon", "gdp") <= 2.46 + 1e-9
