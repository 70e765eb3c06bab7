"""L 18: sinks by league and year relieve the league's book and are absent from the region's row."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small import ONE, figure, solve


def test_row_18_the_region_has_no_sinks(tmp_path: Path) -> None:
    run = solve(tmp_path, regions=ONE, region_years=["甲,2030,100,200,400,30"])
    assert figure(run, "甲", "carbon", "usage") == pytest.approx(370)
    assert figure(run, "R", "carbon", "usage") == pytest.approx(400)
