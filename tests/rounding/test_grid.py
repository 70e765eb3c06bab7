"""Grid arithmetic: noise in, exact integers out."""

from __future__ import annotations

import pytest

from optimizer.explain.rounding_grid import FINE, LIMIT, SOLVED, TYPED, down, fine, fit, nearest, up


@pytest.mark.parametrize(
    ("amount", "noise", "floor", "ceiling", "closest"),
    [
        (0.29, TYPED, 29, 29, 29),  # 28.999999999999996 hundredths
        (1.005, TYPED, 100, 101, 101),  # 100.49999999999999 in a computer; as typed it is a half, which goes up
        (-1.005, TYPED, -101, -100, -100),
        (100.005, TYPED, 10000, 10001, 10001),
        (9800 * (1 - 1e-12), SOLVED, 980000, 980000, 980000),
        (9800 * (1 - 1e-12), TYPED, 979999, 980000, 980000),
        (9800 * (1 - 1e-10), LIMIT, 980000, 980000, 980000),
        (9800 * (1 - 1e-9), LIMIT, 979999, 980000, 980000),
        (1e-9, LIMIT, 0, 1, 0),
    ],
)
def test_grid_points(amount: float, noise: float, floor: int, ceiling: int, closest: int) -> None:
    exact = fine(amount, noise)
    assert (down(exact), up(exact), nearest(exact)) == (floor, ceiling, closest)


@pytest.mark.parametrize(
    ("amounts", "target", "cells"),
    [
        ([1.4, 2.6, -0.5], 3, [1, 3, -1]),  # points below: 1 + 2 − 1 = 2; the largest remainder is 0.6
        ([1.4, 2.6, -0.5], 4, [1, 3, 0]),
        ([1.4, 2.6, -0.5], 2, [1, 2, -1]),
        ([2.0, 0.5, 0.5], 3, [2, 1, 0]),  # what lies on the grid stays; the first at a tie
    ],
)
def test_cells_fit_their_sum(amounts: list[float], target: int, cells: list[int]) -> None:
    assert fit([round(amount * FINE) for amount in amounts], target) == cells
