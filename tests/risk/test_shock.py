"""What a deviation does to the facts, by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from optimizer.formulation.shock import delayed, shocked
from tests.risk.small import at, opened, values


def test_growth_takes_usage_along(tmp_path: Path) -> None:
    """甲 grows 1 % a year more than planned, elasticity 50 %: in 2030, five years on, GDP 130·1.01⁵ = 136.63131 and
    usage 190·1.005⁵ = 194.79774; 乙 is as it was. Four years on, 2029: 120·1.01⁴ = 124.87248."""
    _, facts, uncertain = opened(tmp_path, "growth,each,甲,,normal,0% 1%,50,t,假设")
    moved = shocked(facts, uncertain.shock(values(uncertain, 0.01)), 2025)
    here, there = at(facts, "甲"), at(facts, "乙")
    assert moved.gdp[here] == pytest.approx([124.8724812, 136.6313065], abs=1e-6)
    assert moved.existing[0, here, 1] == pytest.approx(194.7977381, abs=1e-6)
    assert (moved.gdp[there] == facts.gdp[there]).all() and (moved.existing[:, there] == facts.existing[:, there]).all()


def test_rates_add_and_levels_multiply(tmp_path: Path) -> None:
    """Growth 1 % common and 2 % of 甲 are 3 %; a factor of +10 % after +10 % is +21 %, of carbon alone."""
    _, facts, uncertain = opened(
        tmp_path, "growth,common,,,normal,0% 1%,,t,假设", "growth,each,甲,,normal,0% 1%,,t,假设",
        "factor,common,,,normal,0% 1%,,t,假设", "factor,each,甲,,normal,0% 1%,,t,假设",
    )  # fmt: skip
    moved = shocked(facts, uncertain.shock(values(uncertain, 0.01, 0.02, 0.1, 0.1)), 2025)
    here = at(facts, "甲")
    assert moved.gdp[here, 1] == pytest.approx(130 * 1.03**5)
    assert moved.existing[1, here] == pytest.approx(380 * 1.21) and moved.existing[0, here] == pytest.approx(190)
    assert moved.projects.use[1, 0] == pytest.approx(30 * 1.21) and moved.projects.use[0, 0] == pytest.approx(20)
    assert moved.projects.use[1, 2] == pytest.approx(12 * 1.1)


def test_start_utilization_and_consumption_of_projects(tmp_path: Path) -> None:
    """P1 (0.5, 1) a year late: (0, 0.5); at 80 % of output: (0, 0.4), so its value of 10·1.5 falls to 10·0.4 = 4.
    P4 has a value of its own, 8, that stays. Consumption +5 %: 20 → 21 and 30 → 31.5 a full year."""
    _, facts, uncertain = opened(
        tmp_path, "delay,each,,P1,uniform,0年 2年,,t,假设", "utilization,common,,,normal,0% 5%,,t,假设",
        "consumption,each,甲,P1,normal,0% 5%,,t,假设",
    )  # fmt: skip
    moved = shocked(facts, uncertain.shock(values(uncertain, 1.0, -0.2, 0.05)), 2025).projects
    assert moved.ramp[0] == pytest.approx([0.0, 0.4]) and moved.ramp[1] == pytest.approx([0.8, 0.8])
    assert moved.value == pytest.approx([4.0, 6.4, 4.8, 8.0])
    assert moved.use[:, 0] == pytest.approx([21.0, 31.5])


def test_measures_save_less(tmp_path: Path) -> None:
    _, facts, uncertain = opened(tmp_path, "saving,each,甲,,uniform,-30% 0%,,t,假设")
    moved = shocked(facts, uncertain.shock(values(uncertain, -0.2)), 2025).measures
    assert moved.saving[:, 0] == pytest.approx([4.0, 7.2]) and (moved.saving[:, 1] == facts.measures.saving[:, 1]).all()


@pytest.mark.parametrize(("delay", "wanted"), [
    (0.0, [0.2, 0.6, 1.0, 1.0]), (1.0, [0.0, 0.2, 0.6, 1.0]), (0.25, [0.15, 0.5, 0.9, 1.0]), (9.0, [0.0, 0.0, 0.0, 0.0]),
])  # fmt: skip
def test_delays(delay: float, wanted: list[float]) -> None:
    """A quarter of a year late: three quarters of this year's share and one of last year's."""
    assert delayed(np.array([[0.2, 0.6, 1.0, 1.0]]), np.array([delay]))[0] == pytest.approx(wanted)
