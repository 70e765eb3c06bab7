"""Energy totals at the equivalent and calorific value, from fuels and power (domain.md A.1)."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from tests.accounting.books import accounts_of, problems_of

FUELS = ["甲,2025,原油,100,万吨", "甲,2025,天然气,2,亿Nm3", "甲,2025,煤炭,50,万tce", "甲,2025,热力,10,万GJ"]
POWER = ["甲,2025,20,,,", "乙,2025,5,30,1,"]


def totals(folder: Path, **tables: list[str]) -> dict[str, tuple[Fraction, Fraction]]:
    return {one.region: (one.equivalent, one.calorific) for one in accounts_of(folder, **tables).totals}


def test_both_values_side_by_side(tmp_path: Path) -> None:
    """甲: 142.86 + 2·10⁴·13.3/10⁴ = 26.6, 50, 10⁵·0.0341/10⁴ = 0.341: 219.801; 20 亿kWh·3.05 = 61, ·1.229 = 24.58.

    乙 sends out 25 net and 1 万tce: −76.25 − 1 and −30.725 − 1: at the equivalent value it is the lower one.
    """
    found = totals(tmp_path, activity=FUELS, electricity=POWER)
    assert found["甲"] == (Fraction("280.801"), Fraction("244.381"))
    assert found["乙"] == (Fraction("-77.25"), Fraction("-31.725"))


def test_the_equivalent_coefficient_is_that_of_the_year(tmp_path: Path) -> None:
    """20 · 10 · 0.3 = 60 in 2024, 61 in 2025; one year with two coefficients is refused."""
    found = accounts_of(tmp_path / "a", electricity=["甲,2024,20,,,0.3", "甲,2025,20,,,"])
    assert [one.equivalent for one in found.totals] == [60, 61]
    assert [one.calorific for one in found.totals] == [Fraction("24.58")] * 2
    two = ["甲,2025,20,,,0.3", "乙,2025,20,,,0.31"]
    assert [code for code, _ in problems_of(tmp_path / "b", electricity=two)] == ["account_kappa_differs"]


def test_a_fuel_without_a_coefficient_is_named_and_can_be_typed(tmp_path: Path) -> None:
    """褐煤 100 万t at 0.45: 45."""
    tables = {"activity": ["甲,2025,褐煤,100,万吨"], "electricity": ["甲,2025,0,,,"]}
    without = accounts_of(tmp_path / "a", **tables)
    assert without.totals[0].missing == ("褐煤",)
    assert "account_no_standard_coal" in [issue.code for issue in without.issues]
    typed = accounts_of(tmp_path / "b", factors=["standard_coal,褐煤,0.45,tce/t,化验"], **tables)
    assert (typed.totals[0].equivalent, typed.totals[0].missing) == (45, ())


def test_one_book_has_one_basis(tmp_path: Path) -> None:
    """等价值 in 年度 (a blank) and 当量值 with an enterprise: refused; both 当量值: allowed, and compared on that basis."""
    years = "region,year,gdp（亿元）,energy_gross（万吨标准煤）,basis\n甲,2025,100,244.381,{}\n"
    firms = "enterprise,region,year,energy（万吨标准煤）,carbon（万吨CO2）,basis\n厂一,甲,2025,10,20,当量值\n"
    for name, basis in (("a", ""), ("b", "当量值")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "years.csv").write_text(years.format(basis), encoding="utf-8")
        (tmp_path / name / "enterprises.csv").write_text(firms, encoding="utf-8")
    assert problems_of(tmp_path / "a") == [("account_bases_mixed", "enterprises.csv:F2")]
    found = accounts_of(tmp_path / "b", activity=FUELS, electricity=POWER[:1])
    assert found.book.basis == "calorific"
    assert found.totals[0].typed == found.totals[0].calorific


@pytest.mark.parametrize("kappa", ["-0.3", "x", "30%"])
def test_a_wrong_coefficient_is_refused(kappa: str, tmp_path: Path) -> None:
    assert [place for _, place in problems_of(tmp_path, electricity=[f"甲,2025,1,,,{kappa}"])] == ["electricity.csv:F2"]
