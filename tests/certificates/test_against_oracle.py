"""The product's optimum against the oracle's, on random cases over the whole contract.

`SHUANGKONG_SEEDS=2000` runs more seeds than the sixty of every test run.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.oracle.cases import make, make_further
from tests.oracle.files import CaseFiles
from tests.oracle.product import approvals, solve
from tests.oracle.solve import oracle, scale

SEEDS = range(int(os.environ.get("SHUANGKONG_SEEDS", "60")))
TOLERANCE = 1e-6


@pytest.mark.parametrize("maker", [make, make_further])
@pytest.mark.parametrize("seed", SEEDS)
def test_same_optimum(seed: int, maker: Callable[[int], CaseFiles], tmp_path: Path) -> None:
    """Both find the same objective or both find none; the product's approvals earn what it says they earn."""
    case = maker(seed).write(tmp_path / "case")
    expected, document = oracle(case), solve(case)
    stop = {"best": "proved_best", "impossible": "proved_impossible"}[expected.status]
    assert document["outcome"]["stop"] == stop
    if expected.objective is None:
        assert "projects" not in document, "no allocation table when no plan exists"
        return
    near = TOLERANCE * max(abs(expected.objective), scale(case), 1e-6)
    assert document["objective"] == pytest.approx(expected.objective, rel=0, abs=near)
    kept = oracle(case, approvals=approvals(document))
    assert kept.status == "best", "the product's approvals break a hard rule"
    assert kept.objective == pytest.approx(document["objective"], rel=0, abs=near)


def test_some_cases_have_no_plan(tmp_path: Path) -> None:
    """The sixty seeds hold both kinds, or the comparison above would prove little."""
    found = [oracle(make(seed).write(tmp_path / str(seed))).status for seed in range(60)]
    assert 6 <= found.count("impossible") <= 20
