"""What may be typed as a distribution, what may not, and what is drawn from it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from optimizer.tables.distribution import WANTED, Distribution, parse_distribution
from tests.risk.small import opened


@pytest.mark.parametrize(("shape", "text", "delay", "wanted"), [
    ("normal", "0% 0.6%", False, Distribution("normal", (0.0, 0.006))),
    ("triangular", "-5 %，0％、8%", False, Distribution("triangular", (-0.05, 0.0, 0.08))),
    ("uniform", "0年 2 年", True, Distribution("uniform", (0.0, 2.0))),
    ("discrete", "0年：60% 1年: 30% 2年:10%", True, Distribution("discrete", (0.0, 1.0, 2.0), (0.6, 0.3, 0.1))),
    ("discrete", "−5%:20% 5%:80%", False, Distribution("discrete", (-0.05, 0.05), (0.2, 0.8))),
])  # fmt: skip
def test_what_is_understood(shape: str, text: str, delay: bool, wanted: Distribution) -> None:
    found = parse_distribution(shape, text, delay)  # type: ignore[arg-type]
    assert found is not None
    assert (found.shape, found.numbers) == (wanted.shape, pytest.approx(wanted.numbers))
    assert found.chances == pytest.approx(wanted.chances)


@pytest.mark.parametrize(("shape", "text", "delay"), [
    ("normal", "0 0.6", False), ("normal", "0%", False), ("normal", "0% -1%", False), ("normal", "0年 1年", False),
    ("triangular", "5% 0% 8%", False), ("uniform", "-100% 0%", False), ("uniform", "-1年 1年", True),
    ("uniform", "0% 1%", True), ("discrete", "0年:60% 1年:30%", True), ("discrete", "0年 1年", True),
    ("discrete", "0年:110% 1年:-10%", True), ("normal", "", False), ("uniform", "0年 99年", True), ("uniform", "nan% 1%", False),
])  # fmt: skip
def test_what_is_not(shape: str, text: str, delay: bool) -> None:
    assert parse_distribution(shape, text, delay) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(("shape", "delay"), WANTED)
def test_the_examples_that_messages_give_are_understood(shape: str, delay: bool) -> None:
    assert parse_distribution(shape, WANTED[shape, delay], delay) is not None  # type: ignore[arg-type]


@pytest.mark.parametrize("row", [
    "utilization,each,,,normal,-2% 5%,,t,假设", "utilization,each,,,triangular,-25% -5% 5%,,t,假设",
    "utilization,each,,,uniform,-10% 6%,,t,假设", "delay,each,,,discrete,0年:50% 1年:30% 2年:20%,,t,假设",
])  # fmt: skip
def test_quantiles_are_those_of_the_draws(row: str, tmp_path: Path) -> None:
    """Of 4 × 2,000 values, 10 %, 35 % and 80 % lie at or below the quantile, within three standard errors (1.7 %)."""
    _, _, uncertain = opened(tmp_path, row)
    drawn = np.concatenate([uncertain.draw(7, n) for n in range(2000)])
    for share in (0.1, 0.35, 0.8):
        quantile = uncertain.sources[0].quantile(share)
        assert (drawn <= quantile + 1e-12).mean() >= share - 0.017
        assert (drawn < quantile - 1e-12).mean() <= share + 0.017


def test_a_draw_depends_on_seed_and_number_alone(tmp_path: Path) -> None:
    _, _, uncertain = opened(tmp_path, "usage,each,,,normal,0% 2%,,t,假设", "delay,common,,,uniform,0年 2年,,t,假设")
    late = uncertain.draw(3, 41)
    assert uncertain.size == 3 + 1
    assert (uncertain.draw(3, 41) == late).all()
    assert (uncertain.draw(3, 40) != late).all() and (uncertain.draw(4, 41) != late).all()


def test_a_box_of_ninety_percent(tmp_path: Path) -> None:
    """Uniform −10 %…6 %: 5 % of 16 points from either end. Normal 0 % ± 2 %: 1.6449 deviations."""
    _, _, uncertain = opened(tmp_path, "usage,common,,,uniform,-10% 6%,,t,假设", "factor,common,,,normal,0% 2%,,t,假设")
    low, high = uncertain.box(0.9)
    assert low == pytest.approx([-0.092, -0.0328971], abs=1e-6)
    assert high == pytest.approx([0.052, 0.0328971], abs=1e-6)
