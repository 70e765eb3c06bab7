"""The colours (domain.md F.4; checklist 33): a gap exactly on a line is on the lighter side."""

from __future__ import annotations

from fractions import Fraction

import pytest

from optimizer.domain.monitor import Level
from optimizer.packs.load import load_pack
from optimizer.systems.monitor.barometer import Barometer, level_of

WARN = load_pack("base").editions[0].parameters["warn"]


@pytest.mark.parametrize(
    ("achieved", "level"), [("3.5", "green"), ("3.2", "yellow"), ("3.15", "yellow"), ("3.1", "red"), ("4", "green")]
)
def test_3_15_of_3_5_is_yellow(achieved: str, level: str) -> None:
    """Target 3.5: 3.2 lacks 0.3/3.5 = 8.57 %, 3.15 exactly 10 %, 3.1 11.43 %; floats give 10.000000000000009 %."""
    assert (3.5 - 3.15) / 3.5 > 0.1
    assert level_of(Fraction("3.5"), Fraction(achieved), Fraction("0.1")) == Level(level)


def test_a_missed_target_of_nothing_is_red() -> None:
    """Target 0, achieved −0.1: no share can be formed, and nothing is met."""
    assert level_of(Fraction(0), Fraction("-0.1"), Fraction("0.1")) is Level.RED
    assert level_of(Fraction(0), Fraction(0), Fraction("0.1")) is Level.GREEN


@pytest.mark.parametrize(
    ("quarter", "points", "level"),
    [(2, "0.29", "green"), (2, "0.3", "yellow"), (2, "1", "yellow"), (2, "1.5", "orange"), (4, "2", "orange"),
     (4, "2.01", "red"), (1, "0", "green"), (1, "0.49", "yellow"), (3, "0.5", "orange"), (3, "1", "orange"),
     (1, "1.01", "red")],
)  # fmt: skip
def test_the_local_variant_goes_by_percentage_points(quarter: int, points: str, level: str) -> None:
    """Half year and year: 0.3, 1, 2 points; first and third quarter: 0.5 and 1."""
    target = Fraction("0.035")
    achieved = target - Fraction(points) / 100
    assert Barometer(WARN, "gap").intensity(target, achieved, quarter) == Level(level)


@pytest.mark.parametrize(
    ("rate", "level"), [("1", "green"), ("0.9", "yellow"), ("0.89", "orange"), ("0.51", "orange"), ("0.5", "red")]
)
def test_the_local_variant_goes_by_the_completion_rate(rate: str, level: str) -> None:
    target = Fraction("0.04")
    assert Barometer(WARN, "completion").intensity(target, target * Fraction(rate), 2) == Level(level)


@pytest.mark.parametrize(("increment", "level"), [("10", "green"), ("11", "yellow"), ("11.01", "red")])
def test_a_total_is_held_to_its_allowed_increment(increment: str, level: str) -> None:
    """Allowed 10: 11 overshoots by exactly 10 %."""
    assert Barometer(WARN).total(Fraction(10), Fraction(increment)) == Level(level)


def test_any_overshoot_is_red_where_no_increment_is_allowed() -> None:
    assert Barometer(WARN).total(Fraction(-1), Fraction(0)) is Level.RED
