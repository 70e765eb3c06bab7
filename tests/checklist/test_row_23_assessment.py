"""L 23: 5+9 verdicts and the four components with the templates of F.2."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from optimizer.packs.load import load_pack
from optimizer.systems.monitor.assess import classify
from tests.assess.test_assess import assess

RULES = load_pack("base").editions[0].parameters["assess"]


@pytest.mark.parametrize(("control", "support", "result"), [
    (5, 9, "excellent"), (5, 8, "qualified"), (5, 7, "qualified"), (5, 6, "failed"), (4, 9, "failed"),
])  # fmt: skip
def test_row_23_the_vectors(control: int, support: int, result: str) -> None:
    assert classify([n < control for n in range(5)], [n < support for n in range(9)], RULES) == result


def test_row_23_the_four_components(tmp_path: Path) -> None:
    one = next(c for c in assess(tmp_path).assessed.components if c.region == "甲")
    assert one.energy + (one.process or 0) - one.engineering - one.sink == one.assessed == Fraction(376)
