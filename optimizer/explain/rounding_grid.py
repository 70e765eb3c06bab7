"""The grid of the printed tables (取整网格): exact integer arithmetic on fine units, so that no sum ever drifts.

An amount is an integer count of fine units; FINE of them are one hundredth of a 万t, the step of the grid. Noise of
floating-point numbers is removed once, on the way in.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

FINE = 10**10
LIMIT, SOLVED, TYPED = 2e-10, 1e-11, 1e-14
"""Relative noise that is removed from limits, from solved figures, and from figures as they were typed."""
LARGEST = 1e-3
"""Noise never reaches further than this share of a grid step."""


def fine(amount: float, noise: float) -> int:
    """Return an amount (万t) in fine units; within its relative noise of a grid point it is that grid point."""
    scaled = amount * 100.0
    nearest = round(scaled)
    if abs(scaled - nearest) <= min(noise * abs(scaled), LARGEST):
        return nearest * FINE
    whole = math.floor(scaled)
    return whole * FINE + round((scaled - whole) * FINE)


def down(amount: int) -> int:
    """Return the grid point at or below an amount, in hundredths."""
    return amount // FINE


def up(amount: int) -> int:
    """Return the grid point at or above an amount, in hundredths."""
    return -(-amount // FINE)


def nearest(amount: int) -> int:
    """Return the nearest grid point, halves upward, in hundredths."""
    return (2 * amount + FINE) // (2 * FINE)


def fit(amounts: Sequence[int], target: int) -> list[int]:
    """Return each amount at the grid point below or above it, such that they add up to `target` (hundredths).

    Amounts that lie on the grid stay; of the others those with the largest remainder go up, the first at ties.
    `target` must lie between the sums of all points below and of all points above.
    """
    cells = [down(amount) for amount in amounts]
    order = sorted(range(len(amounts)), key=lambda i: (-(amounts[i] % FINE), i))
    for i in order[: target - sum(cells)]:
        cells[i] += 1
    return cells
