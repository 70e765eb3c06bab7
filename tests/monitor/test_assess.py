"""Assessment (domain.md F.1, F.2; checklist 23): the class of a year and the points of the templates."""

from __future__ import annotations

from fractions import Fraction

import pytest

from optimizer.packs.load import load_pack
from optimizer.rules.account_incentive import total_exempt
from optimizer.systems.monitor.assess import classify, completion_points, enterprise_points, grade

RULES = load_pack("base").editions[0].parameters["assess"]


@pytest.mark.parametrize(
    ("control", "support", "result"),
    [(5, 9, "excellent"), (5, 8, "qualified"), (5, 7, "qualified"), (5, 6, "failed"), (4, 9, "failed")],
)
def test_five_plus_nine(control: int, support: int, result: str) -> None:
    """All 14 met; one or two supporting unmet; three supporting unmet; one control unmet."""
    met = [True] * control + [False] * (5 - control), [True] * support + [False] * (9 - support)
    assert classify(*met, RULES) == result


def test_what_is_open_stays_open_unless_it_has_failed_already() -> None:
    """Two of nine unmet and one open: open; three unmet: failed whatever the open one is; a list of 13 is refused."""
    assert classify([True] * 5, [False] * 2 + [None] + [True] * 6, RULES) == "open"
    assert classify([True] * 5, [False] * 3 + [None] + [True] * 5, RULES) == "failed"
    assert classify([None] * 4 + [False], [None] * 9, RULES) == "failed"
    with pytest.raises(ValueError, match="5\\+8"):
        classify([True] * 5, [True] * 8, RULES)


def test_carbon_points_are_linear_and_a_missing_figure_has_none() -> None:
    """2014: 25 × 2.8/3.5 = 20; over-fulfilment stays 25; 十三五: 20 × 2.8/3.5 = 16; no figure, or a rise: 0."""
    target, most = Fraction("0.035"), RULES["carbon_2014"][0]
    assert completion_points(target, Fraction("0.028"), most) == 20
    assert completion_points(target, Fraction("0.05"), most) == 25
    assert completion_points(target, Fraction("0.028"), RULES["carbon_13fyp"][1]) == 16
    assert completion_points(target, None, most) == 0 == completion_points(target, Fraction("-0.01"), most)


@pytest.mark.parametrize(("score", "number"), [("90", 0), ("89.99", 1), ("80", 1), ("79.9", 2), ("60", 2), ("59.9", 3)])
def test_grades(score: str, number: int) -> None:
    assert grade(Fraction(score), RULES["grades"]) == number


def test_a_missed_target_vetoes_the_grade() -> None:
    assert grade(Fraction(95), RULES["grades"], veto=True) == 3


@pytest.mark.parametrize(("usage", "points"), [("100", 15), ("100.01", 10), ("110", 10), ("120", 5), ("120.01", 0)])
def test_enterprise_points(usage: str, points: int) -> None:
    """Year 2 of a 15 % task: due 2 × 20 % × 15 % = 6 %; 4.8 % gives 35 × 0.8 = 28. Measures 60 are capped at 50.

    Total 100: on it 15 points, up to 10 % over 10, up to 20 % over 5, then none.
    """
    found = enterprise_points(
        Fraction("0.048"), Fraction("0.15"), 2, Fraction(usage), Fraction(100), Fraction(60), RULES, 0.20
    )
    assert found == (28, points, 50)


def test_the_incentive_target_frees_from_the_total() -> None:
    """Basic 15 %, incentive 16.5 %: 16.5 % is exempt, 16.4 % is not; an incentive below the basic one is refused."""
    basic, incentive = Fraction("0.15"), Fraction("0.165")
    assert total_exempt(Fraction("0.165"), basic, incentive)
    assert not total_exempt(Fraction("0.164"), basic, incentive)
    with pytest.raises(ValueError, match="<"):
        total_exempt(incentive, incentive, basic)
