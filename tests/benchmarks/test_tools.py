"""Every modelling tool of the side-by-side that is installed holds the same program as the product."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np
import pytest

from benchmarks.layers import IMPORTS, TOOLS
from benchmarks.tools import PACKAGES, program, table
from optimizer.solver.stage import solve

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("tool", TOOLS)
def test_the_same_optimum(tool: str, tmp_path: Path) -> None:
    try:
        version(PACKAGES[tool])
    except PackageNotFoundError:
        pytest.skip(f"{tool} is not installed (extra [bench])")
    matrix = program(40, 3)
    names = ("cost", "lower", "upper", "start", "index", "value", "row_upper")
    np.savez(tmp_path / "p.npz", **{name: getattr(matrix, name) for name in names})
    words = [sys.executable, "-m", "benchmarks.layers", tool, str(tmp_path / "p.npz")]
    done = subprocess.run(words, capture_output=True, text=True, check=True, cwd=ROOT)
    found = json.loads(done.stdout.splitlines()[-1])
    assert -found["optimum"] == pytest.approx(solve(matrix).outcome.objective, rel=1e-7)
    assert found["load"] > 0


def test_every_tool_has_its_package_and_its_imports() -> None:
    assert set(TOOLS) == set(PACKAGES) == set(IMPORTS)


def test_the_table_names_size_tool_and_ratios() -> None:
    row = {"projects": 300, "regions": 12, "nonzeros": 7848, "tool": "pulp", "load": 0.5, "raw": 50.0, "ours": 12.5,
           "memory": 9.0}  # fmt: skip
    assert "| 300 × 12 | 7,848 | pulp | 0.500 | 50.0 | 12.50 | 9 |" in table([row])


def test_a_tool_that_takes_too_long_is_named() -> None:
    row = {"projects": 100_000, "regions": 12, "nonzeros": 2_100_330, "tool": "pulp"}
    assert "| 100,000 × 12 | 2,100,330 | pulp | 超过一分钟，未测 | — | — | — |" in table([row])
