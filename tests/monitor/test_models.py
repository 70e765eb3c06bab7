"""Electricity and carbon, parks, progress path (domain.md G, F.3)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from optimizer.domain.monitor import Park, PowerBase, Quarter
from optimizer.packs.load import load_pack
from optimizer.systems.monitor.electricity_carbon import coefficients, electricity_carbon, estimate
from optimizer.systems.monitor.forecast import cumulative_reduction
from optimizer.systems.monitor.parks import park_tests

PARAMETERS = load_pack("base").editions[0].parameters
OMEGA, LINE = Fraction("0.8"), Fraction("0.05")


def f(*figures: object) -> list[Fraction]:
    return [Fraction(str(figure)) for figure in figures]


def test_the_estimate_weighs_statistics_and_electricity() -> None:
    """k = 400/50 = 8 and 60/20 = 3; 8·12 + 3·3 = 105; 0.8·100 + 0.2·105 = 101; the gap is exactly 5 %: no flag."""
    bases = [PowerBase("甲", "工业", 2025, *f(400, 50)), PowerBase("甲", "服务", 2025, *f(60, 20)),
             PowerBase("甲", "工业", 2024, *f(900, 50)), PowerBase("甲", "工业", 2026, *f(900, 50))]  # fmt: skip
    k = {sector: value for (_, sector), value in coefficients(bases, 2026).items()}
    power = electricity_carbon({"工业": Fraction(12), "服务": Fraction(3)}, k)
    found = estimate("甲", Quarter(2026, 1), Fraction(100), power, OMEGA, LINE)
    assert (power, found.estimate, found.gap, found.flagged, found.basis) == (105, 101, LINE, False, "mixed")
    beyond = estimate("甲", Quarter(2026, 1), Fraction(100), Fraction("105.01"), OMEGA, LINE)
    assert beyond.flagged


def test_missing_statistics_fall_back_on_electricity_and_are_marked() -> None:
    """Checklist 32; a sector without a coefficient gives no electricity model at all."""
    found = estimate("甲", Quarter(2026, 1), None, Fraction(105), OMEGA, LINE)
    assert (found.estimate, found.basis, found.flagged) == (105, "electricity", False)
    assert electricity_carbon({"工业": Fraction(12), "新": Fraction(1)}, {"工业": Fraction(8)}) is None
    assert estimate("甲", Quarter(2026, 1), None, None, OMEGA, LINE).basis == "missing"


@pytest.mark.parametrize(
    ("renewable", "zero", "low"),
    [("80", True, True), ("79.9", False, True), ("50", False, True), ("49.9", False, False)],
)
def test_park_shares(renewable: str, zero: bool, low: bool) -> None:
    """Checklist 39, of 100: 80.0 passes as zero carbon, 79.9 fails; 50 passes as low carbon."""
    (found,) = park_tests([Park("一园", "甲", 2026, *f(100, renewable))], PARAMETERS["park"])
    assert (found.zero_carbon, found.low_carbon) == (zero, low)


def test_growth_of_a_park() -> None:
    """40 after 32: +25 %; a park without power in a year has no test."""
    parks = [
        Park("一园", "甲", 2025, *f(80, 32)),
        Park("一园", "甲", 2026, *f(80, 40)),
        Park("二园", "甲", 2026, *f(0, 0)),
    ]
    assert [t.growth for t in park_tests(parks, PARAMETERS["park"])] == [None, Fraction("0.25")]


def test_the_progress_path() -> None:
    """domain.md F.3, 17 % in five years: linear 3.4 … 17.0 exactly; geometric 3.658, 7.182, 10.577, 13.849, 17."""
    rows = [(2030, Fraction("0.17"))]
    years = range(2026, 2031)
    assert [cumulative_reduction(rows, 2025, y, "linear") for y in years] == f(0.034, 0.068, 0.102, 0.136, 0.17)
    geometric = [float(cumulative_reduction(rows, 2025, y, "geometric") or 0) for y in years]
    assert geometric == pytest.approx([0.03658, 0.07182, 0.10577, 0.13849, 0.17], abs=5e-6)
    assert [cumulative_reduction(rows, 2025, y, "none") for y in (2029, 2030, 2031)] == [None, Fraction("0.17"), None]
