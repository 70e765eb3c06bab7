"""L 49: where there is no plan, the smallest gaps are reported (J.5, K.3)."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.app.explain import explain_case
from tests.conflict.ask import amounts, k_case

CASES = {
    "P3": ({"must": {"P3"}}, "乙", 6.1), "P5": ({"must": {"P5"}}, "丙", 2.0),
    "21 %": ({"replace": ("甲,碳排放,2030,18", "甲,碳排放,2030,21")}, "甲", 52.2),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_row_49_the_gaps_of_k3(name: str, tmp_path: Path) -> None:
    change, region, gap = CASES[name]
    found = explain_case(str(k_case(tmp_path / "k", **change)))  # type: ignore[arg-type]
    assert amounts(found, "gaps") == {("intensity", region, "carbon", 2030): pytest.approx(gap, abs=1e-6)}
