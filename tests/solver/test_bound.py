"""The bound of our own: what the search leaves open by its tolerances is closed by certified relaxations."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from optimizer.solver.bound import bound_below
from optimizer.solver.matrix import Matrix
from tests.oracle.cases import make
from tests.oracle.product import objective


def knapsack(worth: list[float], weight: list[float], most: float) -> Matrix:
    """Whole choices: minimise −worth·x with weight·x ≤ most."""
    count = len(worth)
    return Matrix(
        -np.array(worth), np.zeros(count), np.ones(count), np.ones(count, dtype=bool), np.array([0, count]),
        np.arange(count), np.array(weight), np.array([-np.inf]), np.array([most]),
    )  # fmt: skip


def test_branches_close_the_gap() -> None:
    """6, 5 and 4 of weight 5, 4 and 3, at most 7: 5 + 4 = 9 is the best; the relaxation says 9 + 0/5·6 or 4 + 5."""
    found = bound_below(knapsack([6, 5, 4], [5, 4, 3], 7), -9.0, 1e-9)
    assert found.better is None and abs(found.bound + 9.0) <= 1e-9
    assert found.bound <= -9.0, "a bound never lies above a plan that stands"


def test_what_is_better_is_met() -> None:
    """6 alone is no optimum: the branches meet 5 + 4."""
    found = bound_below(knapsack([6, 5, 4], [5, 4, 3], 7), -6.0, 1e-9)
    assert found.better is not None and found.better.tolist() == [0, 1, 1]


def test_a_league_a_billion_times_larger(tmp_path: Path) -> None:
    """The search's own bound stood 2e-8 above the best plan of this case."""
    assert objective(make(712).write(tmp_path / "case")) is not None
