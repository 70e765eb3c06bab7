"""L 27: the ratio goes by the project's carbon intensity over the target (H.2 c)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.test_replacement import MORE, measures
from tests.small import ONE, approved, solve


@pytest.mark.parametrize(("value_added", "need"), [(5.0, 0.0), (2.5, 5.0), (1.25, 9.0), (1.0, 12.0)])
def test_row_27_at_or_below_the_target_nothing_is_asked(value_added: float, need: float, tmp_path: Path) -> None:
    """τ = 2; c/v = 2, 4, 8, 10: ρ 0, 1.0, 1.2, 1.5 on the net burden 0, 5, 7.5, 8."""
    for name, given, comes in (("enough", need, True), ("short", need - 0.01, need == 0)):
        run = solve(
            tmp_path / name, rules='replacement = { form = "bands" }', measures=measures(max(given, 0.0)),
            projects=[MORE, f"P,甲,0,10,{value_added},5,,,,,是,,,"], targets=["甲,碳排放,2030,50,"], regions=ONE,
            region_years=["甲,2030,1000,100,400,"],
        )  # fmt: skip
        assert approved(run) == ({"P"} if comes else set())
