"""Small cases taken the long way of large ones: windows, priced regions and fixing find the oracle's optimum too.

`SHUANGKONG_SEEDS=300` runs more seeds than the fifteen of every test run.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from optimizer.solver.whole import regions, search
from tests.certificates.test_against_oracle import test_same_optimum as same_optimum
from tests.oracle.cases import make, make_further
from tests.oracle.files import CaseFiles

SEEDS = range(3000, 3000 + int(os.environ.get("SHUANGKONG_SEEDS", "15")))


@pytest.mark.parametrize("maker", [make, make_further])
@pytest.mark.parametrize("seed", SEEDS)
def test_same_optimum(
    seed: int, maker: Callable[[int], CaseFiles], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With thresholds so low that every case with whole approvals takes the long way."""
    monkeypatch.setattr(regions, "SIZEABLE", 2)
    for name, value in {"FEW": 1, "WINDOW": 2, "EACH": 1, "WIDEST": 4, "NODES": 3}.items():
        monkeypatch.setattr(search, name, value)
    same_optimum(seed, maker, tmp_path)
