"""Where trade, grants and banking enter the chain of a budget: random cases, every figure against the allocation."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.app.solve import solve_case
from optimizer.domain.why import combined
from tests.oracle.cases import make
from tests.rules.test_market import traded
from tests.why.told import every_figure, walk


def test_a_buyer_and_a_seller(tmp_path: Path) -> None:
    """K.2 at ratio 1.2: 甲 uses 9 781.14 and sells 21.96, so it answers for 9 803.1; 乙 uses 4 490 and bought 16.3."""
    figures = every_figure(solve_case(str(traded(0.02, 1.2).write(tmp_path))))
    over = {region: figures[region, "carbon", 2030]["overrun"] for region in ("甲", "乙")}
    assert over["甲"].figure == pytest.approx(9803.1 - 9700)
    assert over["乙"].figure == pytest.approx(4490 - 16.3 - 4300)


@pytest.mark.parametrize("seed", range(30))
def test_every_figure_agrees(seed: int, tmp_path: Path) -> None:
    """Deriving a figure that differs from the allocation raises; each line is its operation over its parts."""
    run = solve_case(str(make(seed).write(tmp_path / "case")))
    if run.allocation is None:
        return
    for figures in every_figure(run).values():
        for figure in figures.values():
            for term in walk(figure):
                if term.parts:
                    assert term.figure == pytest.approx(combined(term.operation, term.parts), rel=1e-9, abs=1e-9)
