"""Domain document A.3 feedstock, A.9 two books, D.4 composition, F.3 paths, each through a whole run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.oracle.files import CaseFiles
from tests.samples_numbers.worked import LEAGUES, case, league, node, run, target


def _feedstock(base: float, reduction: float, deducted: bool) -> CaseFiles:
    found = case([2030], {})
    league(found, "甲", (1800, base, 0), (2200, 2000, 0))
    target(found, "甲", "energy", reduction)
    project = {"project": "P1", "region": "甲", "energy": 1000, "carbon": 0, "value_added": 100, "status": "must"}
    if deducted:
        project |= {"feedstock": 400, "nonfossil": 350, "feedstock_product": "烯烃"}
    found.rows("projects").append(project)
    return found


@pytest.mark.parametrize(
    ("base", "deducted", "met", "missed"), [(2150, True, 18.09, 18.11), (2700, False, 13.04, 13.05)]
)
def test_feedstock(base: float, deducted: bool, met: float, missed: float, tmp_path: Path) -> None:
    """A.3: 2030 energy 3 000, feedstock 400, non-fossil 350, GDP 2 300.

    With deduction: (2 000 + 1 000 − 400 − 350) / 2 300 = 0.978261 against 2 150 / 1 800 = 1.194444: −18.10 %.
    Without: 3 000 / 2 300 = 1.304348 against 2 700 / 1 800 = 1.5: −13.04 %.
    """
    assert run(_feedstock(base, met, deducted), tmp_path)["ok"]
    assert not run(_feedstock(base, missed, deducted), tmp_path)["ok"]


def test_feedstock_usage(tmp_path: Path) -> None:
    """A.3: controlled energy of the league is 2 000 + 1 000 − 400 − 350 = 2 250."""
    found = run(_feedstock(2150, 18, True), tmp_path)
    assert node(found, "甲", "energy")["usage"] == pytest.approx(2250)
    assert node(found, "甲", "energy")["intensity"] == pytest.approx(2250 / 2300)


@pytest.mark.parametrize("region_reduction", [0.5, 2.0])
def test_two_books(region_reduction: float, tmp_path: Path) -> None:
    """A.9: the sink counts for the league, not for the region, so the league can pass while the region fails.

    Base 1 000 / 1 000. League: 1 010 − 25 = 985 ≤ 0.99 · 1 000 = 990 passes.
    Region on the national book: 1 010 > 0.98 · 1 000 fails; at 0.5 % still 1 010 > 995; without its target it is fine.
    """
    found = case([2030], {})
    league(found, "甲", (1000, 0, 1000), (1000, 0, 1010))
    found.rows("region_years")[0]["sink"] = 25
    target(found, "甲", "carbon", 1)
    document = run(found, tmp_path)
    assert node(document, "甲", "carbon")["usage"] == pytest.approx(985)
    assert node(document, "全区", "carbon")["usage"] == pytest.approx(1010)
    target(found, "全区", "carbon", region_reduction)
    assert not run(found, tmp_path)["ok"]


def _composition(growth: tuple[float, float, float]) -> CaseFiles:
    """Three leagues 1 万t below their caps, totals derived: D.4."""
    found = case([2030], {"total": {"derive": True, "mode": "elastic"}})
    carbon, gdp, falls = (9000, 4000, 1200), (3000, 2000, 1500), (18, 17, 15)
    for name, c, g, fall, grown in zip(LEAGUES, carbon, gdp, falls, growth, strict=True):
        cap = (1 - fall / 100) * c / g * grown
        league(found, name, (g, 0, c), (grown, 0, cap - 1))
        target(found, name, "carbon", fall)
    target(found, "全区", "carbon", 17)
    return found


@pytest.mark.parametrize(
    ("growth", "caps", "region"),
    [((3900, 2560, 1950), 15169.60, 15249.27), ((3900, 2600, 2200), 15406.00, 15775.11)],
)
def test_leagues_support_the_region(
    growth: tuple[float, float, float], caps: float, region: float, tmp_path: Path
) -> None:
    """D.4 rows 1 and 3: τ = 2.46 / 1.66 / 0.68, τ_R = 0.83 · 14 200 / 6 500 = 1.813231.

    2.46 · 3 900 + 1.66 · 2 560 + 0.68 · 1 950 = 9 594 + 4 249.6 + 1 326 = 15 169.60 ≤ 1.813231 · 8 410 = 15 249.27;
    9 594 + 4 316 + 1 496 = 15 406.00 ≤ 1.813231 · 8 700 = 15 775.11.
    """
    document = run(_composition(growth), tmp_path)
    assert node(document, "全区", "carbon")["target_intensity"] == pytest.approx(1.8132308, abs=1e-7)
    assert sum(node(document, name, "carbon")["total"] for name in LEAGUES) == pytest.approx(caps, abs=0.005)
    assert node(document, "全区", "carbon")["total"] == pytest.approx(region, abs=0.005)


def test_every_league_passes_and_the_region_fails(tmp_path: Path) -> None:
    """D.4 row 2: growth moved to the intensive league.

    2.46 · 4 100 + 4 249.6 + 1 326 = 15 661.60 − 3 > 1.813231 · 8 610 = 15 611.92: no plan; without the region's
    target there is one.
    """
    found = _composition((4100, 2560, 1950))
    assert run(found, tmp_path)["outcome"]["stop"] == "proved_impossible"
    found.rows("targets").pop()
    assert run(found, tmp_path)["ok"]


LINEAR = (3.4, 6.8, 10.2, 13.6, 17.0)
GEOMETRIC = (3.658, 7.182, 10.577, 13.849, 17.0)


@pytest.mark.parametrize(("path", "falls"), [("linear", LINEAR), ("geometric", GEOMETRIC)])
def test_path(path: str, falls: tuple[float, ...], tmp_path: Path) -> None:
    """F.3: D = 17 % over five years; geometric year n: 1 − 0.83^(n/5)."""
    years = list(range(2026, 2031))
    found = case(years, {"intensity": {"path": path}})
    league(found, "甲", (1000, 0, 3000), (1000, 0, 2000))
    target(found, "甲", "carbon", 17)
    document = run(found, tmp_path)
    reached = [100 * (1 - node(document, "甲", "carbon", year)["target_intensity"] / 3) for year in years]
    assert reached == pytest.approx(falls, abs=0.0005)


def test_path_through_a_given_year(tmp_path: Path) -> None:
    """12 % given for 2028 and 17 % for 2030: linear 4, 8, 12, then 14.5, 17."""
    years = list(range(2026, 2031))
    found = case(years, {"intensity": {"path": "linear"}})
    league(found, "甲", (1000, 0, 3000), (1000, 0, 2000))
    target(found, "甲", "carbon", 17)
    target(found, "甲", "carbon", 12, 2028)
    document = run(found, tmp_path)
    reached = [100 * (1 - node(document, "甲", "carbon", year)["target_intensity"] / 3) for year in years]
    assert reached == pytest.approx((4, 8, 12, 14.5, 17), abs=1e-9)


def test_no_path_and_nothing_after_the_last_row(tmp_path: Path) -> None:
    """Path none: only 2028, which has a row, has a target; linear: 2029 and 2030, after the last row, have none."""
    for path, given in (("none", {2028}), ("linear", {2026, 2027, 2028})):
        years = list(range(2026, 2031))
        found = case(years, {"intensity": {"path": path}})
        league(found, "甲", (1000, 0, 3000), (1000, 0, 2000))
        target(found, "甲", "carbon", 12, 2028)
        document = run(found, tmp_path)
        assert {y for y in years if node(document, "甲", "carbon", y)["target_intensity"] is not None} == given
