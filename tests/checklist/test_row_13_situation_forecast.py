"""L 13: the year-end forecast from quarters and start-up, with the error of past forecasts."""

from __future__ import annotations

from pathlib import Path

from tests.monitor.small import place, watch


def test_row_13_forecast_and_back_test(tmp_path: Path) -> None:
    """2027: one quarter 52 and 3/4 of the plan's 210: 209.5. 2026 from half a year: 98 + 100 against 196, +1.02 %."""
    rows = [f"甲,2026,{q},,核定,49,98,,27.5," for q in (1, 2, 3, 4)] + ["甲,2027,1,,,52,100,,30,"]
    watched = watch(tmp_path, actuals=rows)
    ahead = place(watched, "甲", "energy").forecast
    assert ahead is not None and float(ahead.usage) == 209.5
    back = next(b for b in watched.monitored.back_tests if (b.region, b.quantity) == ("甲", "energy"))
    assert back.year == 2026 and back.quarters < 4
    assert back.error is not None and back.error == back.forecast / back.actual - 1 != 0
