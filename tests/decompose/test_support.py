"""Support and composition effect (L rows 20 and 24): the table of D.4, own parts, paths."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.systems.decompose.support import path, support, verdict
from tests.decompose.small import ground

D4 = [
    ([3900, 2560, 1950], 15169.60, 15249.27, 0.17434, "supports"),
    ([4100, 2560, 1950], 15661.60, 15611.92, 0.16736, "fails"),
    ([3900, 2600, 2200], 15406.00, 15775.11, 0.18942, "over_tight"),
]
"""GDP of the last year, Σ league caps, region cap, implied reduction, verdict at ε = 0.5 pp."""


@pytest.mark.parametrize(("gdp", "leagues", "region", "implied", "says"), D4)
def test_l20_the_three_rows(gdp: list[float], leagues: float, region: float, implied: float, says: str) -> None:
    """I_0 = 3.0/2.0/0.8 and C_0 = 9 000/4 000/1 200, so G_0 = 3 000/2 000/1 500; d = 18/17/15 %, D_R = 17 %.

    First row: 0.82·3·3 900 + 0.83·2·2 560 + 0.85·0.8·1 950 = 9 594 + 4 249.6 + 1 326 = 15 169.6;
    τ_R = 0.83·14 200/6 500 = 1.813231, times 8 410 = 15 249.27.
    """
    reductions = np.array([[0.18], [0.17], [0.15]])
    found = support(ground([3.0, 2.0, 0.8], [3000, 2000, 1500], gdp), reductions, np.array([0.17]), 0.005)
    assert found.members[0] == pytest.approx(leagues, abs=0.005)
    assert found.node[0] == pytest.approx(region, abs=0.005)
    assert found.implied[0] == pytest.approx(implied, abs=5e-6)
    assert found.verdicts == (says,)


def test_contributions_and_the_composition_effect_re_add_to_the_implied_reduction() -> None:
    """First row of D.4: shares 11 700/5 120/1 560 over 18 372.615; Σ share·d = 3 210.4/18 372.615 = 17.4738 %;
    composition effect 1 − 18 380/18 372.615 = −0.0402 %; together 17.4336 %."""
    place = ground([3.0, 2.0, 0.8], [3000, 2000, 1500], [3900, 2560, 1950])
    own = (place.shares[:, 0] * [0.18, 0.17, 0.15]).sum()
    assert own == pytest.approx(0.174738, abs=1e-6)
    assert place.structure[0] == pytest.approx(-0.000402, abs=1e-6)
    assert own + place.structure[0] == pytest.approx(0.174336, abs=1e-6)
    assert place.weights.tolist() == pytest.approx([9000 / 14200, 4000 / 14200, 1200 / 14200])


def test_the_own_part_of_the_region_counts() -> None:
    """One league, I = 1, G 100 → 100, d = 20 %: 80. The region itself then has GDP 100 and 40: (80 + 40)/200 = 0.6
    against a base of 1.0: implied 40 %."""
    found = support(ground([1.0], [100], [100], own=(100, 40)), np.array([[0.2]]), np.array([0.3]), 0.2)
    assert found.members[0] == pytest.approx(120)
    assert found.node[0] == pytest.approx(0.7 * 200)
    assert found.implied[0] == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("reached", "says"), [(0.17, "supports"), (0.16999, "fails"), (0.175, "supports"), (0.17501, "over_tight")]
)
def test_the_lines_belong_to_supports(reached: float, says: str) -> None:
    assert verdict(reached, 0.17, 0.005) == says


@pytest.mark.parametrize(
    ("rule", "percent"),
    [("linear", [3.4, 6.8, 10.2, 13.6, 17.0]), ("geometric", [3.658, 7.182, 10.577, 13.849, 17.0])],
)
def test_annual_paths(rule: str, percent: list[float]) -> None:
    """domain.md F.3: 17 % over five years."""
    found = path(np.array([0.17]), (2026, 2027, 2028, 2029, 2030), 2025, rule)
    assert (100 * found[0]).tolist() == pytest.approx(percent, abs=5e-4)


def test_no_path_no_annual_target() -> None:
    found = path(np.array([0.17]), (2028, 2030), 2025, "none")
    assert np.isnan(found[0, 0])
    assert found[0, 1] == 0.17
