"""Review lines of 1 000, 10 000 and 500 000 tce: which value is compared, and the figures on the lines."""

from __future__ import annotations

import pandas as pd
import pytest

from optimizer.packs.load import load_pack
from optimizer.rules import RULES
from optimizer.rules.policy import Policy, compile_policy
from optimizer.systems.review.authority import authority_of, rung_of

NAN = float("nan")


@pytest.fixture(scope="module")
def policy() -> Policy:
    edition, _ = load_pack("neimenggu").edition_for((2026, 2030))
    compiled, _ = compile_policy(RULES, edition, {})
    assert compiled is not None
    return compiled


def _row(energy: float, calorific: float = NAN, coal: float = NAN) -> pd.Series:
    return pd.Series({"energy": energy / 1e4, "energy_calorific": calorific / 1e4, "coal": coal / 1e4})


@pytest.mark.parametrize(
    ("calorific", "level"),
    [(999, 0), (1_000, 1), (9_999, 1), (10_000, 2), (499_999, 2), (500_000, 3)],
)
def test_the_lines_in_calorific_value(calorific: float, level: int, policy: Policy) -> None:
    """The equivalent value equals the calorific one: 9 999 tce is local, 10 000 provincial, 500 000 national."""
    assert authority_of(_row(calorific, calorific), policy).level == level


def test_the_lower_lines_ignore_the_equivalent_value(policy: Policy) -> None:
    """12 000 tce 等价, 9 999 tce 当量: local; by the equivalent value it would be provincial."""
    assert authority_of(_row(12_000, 9_999), policy).level == 1


def test_the_highest_line_takes_the_higher_value(policy: Policy) -> None:
    """500 000 tce 等价, 200 000 当量: national. 499 999 and 200 000: provincial. 400 000 and 500 000: national."""
    assert authority_of(_row(500_000, 200_000), policy).level == 3
    assert authority_of(_row(499_999, 200_000), policy).level == 2
    assert authority_of(_row(400_000, 500_000), policy).level == 3


def test_coal_has_lines_of_its_own(policy: Policy) -> None:
    assert authority_of(_row(500, 500, 999), policy).level == 0
    assert authority_of(_row(500, 500, 10_000), policy).level == 2
    assert authority_of(_row(500, 500, 500_000), policy).level == 3


def test_a_missing_calorific_value_is_said(policy: Policy) -> None:
    """10 000 tce 等价 alone: provincial for the time being."""
    found = authority_of(_row(10_000), policy)
    assert (found.level, found.calorific) == (2, False)
    assert authority_of(_row(10_000, 10_000), policy).calorific


@pytest.mark.parametrize(
    ("text", "rung"),
    [
        ("标杆", "advanced"), (" 标杆 水平", "advanced"), ("基准", "baseline"), ("低于标杆", "baseline"),
        ("低于基准", "below"), ("未达到基准", "below"), ("", "unstated"), ("二级能效", "unknown"),
    ],
)  # fmt: skip
def test_the_efficiency_ladder(text: str, rung: str) -> None:
    assert rung_of(text) == rung
