"""L 3: feedstock and non-fossil energy out of the total, and the reduction with and without them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from .books import FEEDSTOCK, NONFOSSIL, PROVINCE, YEARS, accounts_of, problems_of


def test_l3_worked_numbers(tmp_path: Path) -> None:
    """2025: 2700−300−250 = 2150 over 1800; 2030: 3000−400−350 = 2250 over 2300.

    With: 1 − (2250/2300)/(2150/1800) = 18.10 %; without: 1 − (3000/2300)/(2700/1800) = 13.04 %.
    """
    (found,) = accounts_of(tmp_path, years=YEARS, feedstock=FEEDSTOCK).reductions
    assert found.deducted == 1 - Fraction(2250, 2300) / Fraction(2150, 1800)
    assert (round(float(found.deducted), 4), round(float(found.plain), 4)) == (0.1810, 0.1304)


def test_only_listed_products(tmp_path: Path) -> None:
    rows = ["全区,2025,橡胶,300,"]
    assert problems_of(tmp_path, years=YEARS, feedstock=rows) == [("unknown_choice", "feedstock.csv:C2")]


def test_methanol_that_is_burnt_does_not_qualify(tmp_path: Path) -> None:
    rows = ["全区,2025,甲醇,300,否"]
    assert problems_of(tmp_path, years=YEARS, feedstock=rows) == [("account_feedstock_use", "feedstock.csv:E2")]


def test_other_products_are_warned_of(tmp_path: Path) -> None:
    found = accounts_of(tmp_path, years=YEARS, feedstock=["全区,2025,其他,300,是"])
    assert [issue.code for issue in found.issues] == ["account_feedstock_other"]


def test_no_more_than_the_total(tmp_path: Path) -> None:
    """2700 − 2450.01 − 250 < 0."""
    codes = [code for code, _ in problems_of(tmp_path, years=YEARS, feedstock=["全区,2025,烯烃,2450.01,"])]
    assert codes == ["account_feedstock_exceeds"]


def test_non_fossil_power_stands_in(tmp_path: Path) -> None:
    """NF_甲 = 60 + 560×435/1195 亿kWh × 3.05 万tce/亿kWh (305 g/kWh) = 804.7406 万tce."""
    found = accounts_of(tmp_path, nonfossil=NONFOSSIL, province=PROVINCE, years=["甲,2025,1800,2700,,"])
    one = found.controlled[0]
    assert one.from_power
    assert one.nonfossil == (60 + 560 * Fraction(435, 1195)) * Fraction("3.05")
    assert round(float(one.energy), 4) == 1895.2594


def test_a_gdp_of_zero_is_an_error(tmp_path: Path) -> None:
    assert [code for code, _ in problems_of(tmp_path, years=["全区,2025,0,2700,250,"])] == ["account_gdp_zero"]
