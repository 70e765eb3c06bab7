"""L 34: the market of reductions: batches, transfers, ratio; a batch is used once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from optimizer.explain.verify import verify
from tests.rules.test_market import moved, solved, traded
from tests.samples_numbers.worked import run


def test_row_34_a_batch_sold_twice_is_refuted(tmp_path: Path) -> None:
    """甲 carries out 45.2 of M1, of which 18.3 may be sold beyond its own 26.9; 46 would use some of it twice."""
    found = solved(traded(0.02), tmp_path)
    assert found.allocation is not None
    nodes = found.allocation.nodes.copy()
    nodes.loc[(nodes["region"] == "甲") & (nodes["quantity"] == "carbon"), "sold"] = 46.0
    assert not verify(found.checked.case, found.checked.policy, replace(found.allocation, nodes=nodes)).ok


@pytest.mark.parametrize("ratio", [1.0, 1.2])
def test_row_34_what_is_sold_is_the_ratio_times_what_is_bought(ratio: float, tmp_path: Path) -> None:
    found = run(traded(0.02, ratio), tmp_path)
    assert sum(moved(found, "bought")) == pytest.approx(18.3)
    assert sum(moved(found, "sold")) == pytest.approx(ratio * 18.3)
