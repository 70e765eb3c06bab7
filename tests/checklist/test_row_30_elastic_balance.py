"""L 30: what overruns a total splits after the solve into a growth-backed part and the rest."""

from __future__ import annotations

import pytest

from optimizer.app.solve import solve_case
from optimizer.report.plan.tables import output_tables
from tests.review.small import SAMPLE


def test_row_30_the_parts_re_add_to_the_overrun() -> None:
    run = solve_case(str(SAMPLE))
    assert run.plan is not None
    frame = output_tables(
        run.checked.case, run.checked.policy, run.plan.allocation, run.plan.rounded)["balance_carbon"].frame  # fmt: skip
    rows = frame[frame["overrun_1"] + frame["overrun_2"] > 0]
    assert len(rows) == 2
    for _, row in rows.iterrows():
        over = row["overrun_1"] + row["overrun_2"]
        assert row["growth_backed"] + row["unbacked"] == pytest.approx(over, abs=1e-9)
        room = row["target_intensity"] * max(0.0, row["gdp"] - row["gdp_expected"])
        assert row["growth_backed"] <= room + 0.005
