"""The certificate by hand: what the arrays prove of a solution, on any scale."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from optimizer.solver.certificate import Certificate, certify
from optimizer.solver.matrix import Matrix


def little(scale: float = 1.0, cost: tuple[float, float] = (-3.0, -2.0), **other: Any) -> Matrix:
    """Minimise −3a − 2b with a + b ≤ 4, a + 3b ≤ 6, 0 ≤ a ≤ 3, b ≥ 0: by hand a = 3, b = 1, minimum −11."""
    found = Matrix(
        cost=np.array(cost) * scale, lower=np.zeros(2), upper=np.array([3.0, np.inf]), whole=np.zeros(2, dtype=bool),
        start=np.array([0, 2, 4]), index=np.array([0, 1, 0, 1]), value=np.array([1.0, 1.0, 1.0, 3.0]),
        row_lower=np.full(2, -np.inf), row_upper=np.array([4.0, 6.0]),
    )  # fmt: skip
    return replace(found, **other)


@pytest.mark.parametrize("scale", [1.0, 1e-3])
def test_the_optimum_is_proved(scale: float) -> None:
    """Price −2 of the first row: 4·(−2) = −8; a's reduced cost −3 + 2 = −1 at its 3: −11. Size 9 + 2, 8 and 3: 22."""
    found = certify(little(scale), np.array([3.0, 1.0]), np.array([-2.0, 0.0]) * scale)
    assert (found.primal, found.dual, found.size) == pytest.approx((-11 * scale, -11 * scale, 22 * scale))
    assert (found.violation, found.stray, found.ok) == (0.0, 0.0, True)


def test_an_optimum_of_nothing_is_measured_by_the_largest_choice() -> None:
    """Costs 0.003 and 0.002 on nothing: a alone has a finite reach, 3; a millionth of 0.009. Nothing costs nothing."""
    found = certify(little(1e-3, (3.0, 2.0)), np.zeros(2), np.zeros(2))
    assert (found.primal, found.dual, found.size) == pytest.approx((0, 0, 9e-9))
    assert certify(little(0.0), np.zeros(2), np.zeros(2)).gap == 0.0


@pytest.mark.parametrize(("prices", "reach"), [([2.0, 0.0], 5.0), ([0.0, 0.0], np.inf)])
def test_a_price_without_the_limit_that_it_needs_is_stray(prices: list[float], reach: float) -> None:
    """A positive price needs a lower limit, which the row has not: all of it. Without prices b's −2 needs an upper one."""
    found = certify(little(upper=np.array([3.0, reach])), np.array([3.0, 1.0]), np.array(prices))
    assert found.stray == 1.0


def test_the_gap_is_relative_to_the_size_and_the_tolerance_included() -> None:
    assert Certificate(1.0, 0.9, 0.0, 0.0, size=0.5).gap == pytest.approx(0.2)
    assert Certificate(1.0, 1.0, violation=1e-9, stray=1e-9, size=1.0).ok
    assert Certificate(1.0, 1.0, violation=1e-9, stray=0.0, size=1.0).feasible
    assert not Certificate(1.0, 1.0, violation=0.0, stray=1.1e-9, size=1.0).ok


@pytest.mark.parametrize("scale", [1.0, 1e-3])
@pytest.mark.parametrize(
    ("limits", "x", "violation"),
    [
        ({"row_lower": [5.0, -np.inf]}, [3.0, 1.0], 0.2),  # 4 instead of 5
        ({"row_upper": [2.0, 5.0]}, [3.0, 1.0], 0.5 + 1 / 6),  # 4 of 2, its largest term 3; 6 of 5 is less
        ({"upper": [2.0, np.inf]}, [3.0, 1.0], 1 / 3),  # 3 of 2
        ({"lower": [0.0, 2.0]}, [3.0, 1.0], 0.5),  # 1 instead of 2
    ],
)
def test_the_worst_breach_counts(scale: float, limits: Any, x: list[float], violation: float) -> None:
    """Relative to the largest term of the row, whatever the unit."""
    right = {"row_upper": np.array([40.0, 60.0]) * scale, "upper": np.array([3.0, np.inf]) * scale}
    made = {name: np.array(values) * scale for name, values in limits.items()}
    found = certify(little(**(right | made)), np.array(x) * scale, np.zeros(2))
    assert found.violation == pytest.approx(violation)
