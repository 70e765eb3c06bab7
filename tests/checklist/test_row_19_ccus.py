"""L 19: CCUS projects with their yearly reductions are 碳减排工程 and count once."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from optimizer.errors import InputRejected
from tests.assess.test_assess import WORKS, assess
from tests.small import ONE, figure, solve


def test_row_19_a_project_counts_once_in_the_plan(tmp_path: Path) -> None:
    run = solve(
        tmp_path, regions=ONE, region_years=["甲,2030,100,200,400,"], measures=["M,甲,碳减排工程,2030,0,10,1,必上,"])
    assert figure(run, "甲", "carbon", "usage") == figure(run, "R", "carbon", "usage") == pytest.approx(390)


def test_row_19_a_project_counts_once_in_the_assessment(tmp_path: Path) -> None:
    found = next(c for c in assess(tmp_path / "a").assessed.contributions if c.region == "R")
    assert found.by_category["碳减排工程"] == Fraction(6)
    with pytest.raises(InputRejected):
        assess(tmp_path / "b", works=[WORKS[0], WORKS[0]])
