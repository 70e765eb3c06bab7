"""m %, n %, classes, net burden: official numbers worked by hand, lines compared in decimals."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from optimizer.app.check import check_case
from optimizer.systems.review.impact import grade
from optimizer.systems.review.standing import standings
from optimizer.text.review import CLASS
from tests.review.small import SAMPLE, project, review, sample

M_CUTS = tuple(Fraction(cut) for cut in ("0.01", "0.03", "0.10", "0.20"))
N_CUTS = tuple(Fraction(cut) for cut in ("0.001", "0.003", "0.01", "0.035"))


def test_the_worked_example_of_the_official_table(tmp_path: Path) -> None:
    """a = 3000, b = 2000, c = 1.5; D = 12.5 %, GDP 2000 → 2400: ΔE = 3000·(0.875·1.2 − 1) = 150.

    d = 30, e = 12: m = 30/150 = 20.00 % exactly, 重大 and not 决定性; n = (3030/2012 − 1.5)/1.5 = 12/3018
    = 0.397614 %, 较大; overall 重大. Without D·growth in the denominator m would be 30/3000.
    """
    found = review(
        tmp_path, [project("P", 60, 12, energy=30)], regions=["R,,,,", "甲,R,2000,3000,6000"],
        region_years=["甲,2030,2400,3100,6200,"], targets=["甲,能耗,2030,12.5,"],
    )["P"]  # fmt: skip
    energy = found.impact("甲", "energy")
    assert energy.standing.increment == 150
    assert energy.m == Fraction(1, 5)
    assert energy.n == Fraction(12, 3018)
    assert f"{float(energy.n):.6%}" == "0.397614%"
    assert (CLASS[energy.m_class], CLASS[energy.n_class]) == ("重大影响", "较大影响")
    assert CLASS[found.overall("energy")] == "重大影响"


def test_a_line_belongs_to_the_lower_class_where_floats_would_miss_it(tmp_path: Path) -> None:
    """a = 2.7, D = 15 %, GDP 100 → 140: ΔE = 2.7·0.85·1.4 − 2.7 = 0.513; d = 0.1026: 20 % exactly.

    In binary arithmetic the quotient is 0.2000000000000002, which would be 决定性.
    """
    found = review(
        tmp_path, [project("P", 1, 5, energy=0.1026)], regions=["R,,,,", "甲,R,100,2.7,50"],
        region_years=["甲,2030,140,3,50,"], targets=["甲,能耗,2030,15,"],
    )["P"].impact("甲", "energy")  # fmt: skip
    assert found.m == Fraction(1, 5)
    assert CLASS[found.m_class] == "重大影响"


@pytest.mark.parametrize("cuts", [M_CUTS, N_CUTS])
def test_every_line_and_the_next_figure_above_it(cuts: tuple[Fraction, ...]) -> None:
    for number, cut in enumerate(cuts):
        assert grade(cut, cuts) == number
        assert grade(cut + Fraction(1, 10**12), cuts) == number + 1
    assert grade(Fraction(-1), cuts) == 0


def test_feedstock_and_renewables_stay_out(tmp_path: Path) -> None:
    """100 − 40 feedstock − 30 non-fossil = 30; ΔE = 3000·(0.875·1.2 − 1) = 150: m 20 %, with them 66.7 %."""
    row = project("P", 60, 12, energy=100, feedstock=40, feedstock_product="醇类", nonfossil=30)
    found = review(
        tmp_path, [row], regions=["R,,,,", "甲,R,2000,3000,6000"], region_years=["甲,2030,2400,3100,6200,"],
        targets=["甲,能耗,2030,12.5,"],
    )["P"].impact("甲", "energy")  # fmt: skip
    assert found.m == Fraction(1, 5)


def test_no_room_is_decisive_and_no_target_is_not_rated(tmp_path: Path) -> None:
    """甲: 200·(0.8·1.2 − 1) = −8 ≤ 0: 无增量空间, 决定性. Carbon has no target: m is not defined, n is."""
    found = review(
        tmp_path, [project("P", 4, 10, energy=2)], regions=["R,,,,", "甲,R,100,200,400"],
        region_years=["甲,2030,120,150,400,"], targets=["甲,能耗,2030,20,"],
    )["P"]  # fmt: skip
    energy, carbon = found.impact("甲", "energy"), found.impact("甲", "carbon")
    assert (energy.standing.increment, energy.m, energy.note) == (-8, None, "no_room")
    assert CLASS[energy.worst] == "决定性影响"
    assert (carbon.m, carbon.m_class, carbon.note) == (None, None, "no_target")
    assert carbon.n == (Fraction(404, 110) - 4) / 4


def test_both_levels(tmp_path: Path) -> None:
    """K.1, P3: 乙 1500·(0.89·1.28 − 1) = 208.8, m = 60/208.8; the region's base and growth are its leagues' sums:
    carbon 14200·(0.83·8410/6500 − 1) = 1049.27, m_c = 180/1049.27."""
    found = sample(tmp_path)["P3"]
    assert found.impact("乙", "energy").m == Fraction(60) / Fraction("208.8")
    region = found.impact("全区", "carbon")
    assert float(region.standing.increment) == pytest.approx(1049.270769)
    assert float(region.m) == pytest.approx(180 / 1049.270769)
    assert found.impact("全区", "energy").note == "no_target"


@pytest.mark.parametrize(
    ("name", "region", "carbon", "energy"),
    [
        ("P1", "甲", "149.3", "51.44"), ("P2", "甲", "-8.4", "-8.72"), ("P3", "乙", "146.8", "46.65"),
        ("P4", "乙", "10.2", "1.975"), ("P5", "丙", "93", "32.72"), ("P6", "乙", "-21.1", "-11.7375"),
    ],
)  # fmt: skip
def test_net_burdens_of_the_worked_case(name: str, region: str, carbon: str, energy: str, tmp_path: Path) -> None:
    """b = d − τ·e (K.1); break-even d/τ."""
    found = sample(tmp_path)[name]
    assert found.impact(region, "carbon").burden == Fraction(carbon)
    assert found.impact(region, "energy").burden == Fraction(energy)
    assert found.impact(region, "carbon").break_even * found.impact(region, "carbon").standing.target == (
        found.impact(region, "carbon").amount
    )


def test_an_index_that_flatters(tmp_path: Path) -> None:
    """K.1, P4: 22/30 = 0.733 lies between 0.6675 (target) and 0.75 (now): n < 0 and b = +1.975."""
    found = sample(tmp_path)["P4"].impact("乙", "energy")
    assert found.n < 0 < found.burden
    assert found.flatters
    assert not sample(tmp_path / "again")["P6"].impact("乙", "energy").flatters


def test_a_typed_intensity_overrides_the_base() -> None:
    """甲: I_0 = 1.2 typed, b = 3000: a = 3600 whatever the base column says (3300); D = 12 %, GDP 3900: τ = 1.056,
    ΔE = 1.056·3900 − 3600 = 518.4."""
    case = check_case(str(SAMPLE)).case
    targets = case.targets.copy()
    targets.loc[(targets["region"] == "甲") & (targets["quantity"] == "energy"), "intensity"] = 1.2
    found = standings(replace(case, targets=targets))["甲", "energy"]
    assert (found.base, found.target, found.increment) == (3600, Fraction("1.056"), Fraction("518.4"))
