"""L 14, 15: emissions by fuel and product, factors and their vintage, enterprises against their league."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from optimizer.errors import WrongUsage
from optimizer.systems.accounting.factors import editions, shipped_factors
from optimizer.systems.accounting.read import read_book

from .books import POWER, YEARS, accounts_of, problems_of, write_book

NINE = {"电石", "精甲醇", "合成氨", "水泥熟料", "生石灰", "粗钢", "铁合金", "原铝", "工业硅"}


def test_l14_by_fuel(tmp_path: Path) -> None:
    """烟煤 1000 万t × 1.7418 = 1741.8; 天然气 2 亿Nm3 = 20000 万Nm3 × 21.6219 t = 43.2438 万t; 煤炭 100 万tce × 2.66 = 266."""
    rows = ["甲,2025,烟煤,1000,万吨", "甲,2025,天然气,2,亿Nm³", "甲,2025,煤炭,100,万tce"]
    found = accounts_of(tmp_path, activity=rows)
    assert [line.emission for line in found.book.lines] == [Fraction("1741.8"), Fraction("43.2438"), 266]
    assert found.regions[0].energy == Fraction("2051.0438")


def test_one_fuel_in_two_units(tmp_path: Path) -> None:
    """天然气 100 tce × 1.56 = 156 t = 0.0156 万t, by the factor per tce."""
    found = accounts_of(tmp_path, activity=["甲,2025,天然气,100,tce"])
    assert found.regions[0].energy == Fraction("0.0156")


def test_l15_blank_factor_warns_and_is_not_zero(tmp_path: Path) -> None:
    """熟料 100 万t × 0.538 = 53.8; 合成氨 has no factor: no emission, named, warned of."""
    found = accounts_of(tmp_path, process=["甲,2025,水泥熟料,100", "甲,2025,合成氨,50"])
    assert [line.emission for line in found.book.lines] == [Fraction("53.8"), None]
    assert (found.regions[0].process, found.regions[0].missing) == (Fraction("53.8"), ("合成氨",))
    assert {(i.code, i.read) for i in found.issues} >= {("account_no_factor", "合成氨")}


def test_a_factor_of_the_book_fills_the_blank(tmp_path: Path) -> None:
    """合成氨 50 万t × 3.273 = 163.65, under its other name too."""
    found = accounts_of(tmp_path, process=["甲,2025,合成氨,50"], factors=["process,氨,3.273,tCO2/t,地方研究"])
    assert found.regions[0].process == Fraction("163.65")
    assert found.issues == ()


@pytest.mark.parametrize("edition", list(editions()))
def test_l15_every_edition_names_the_nine_products(edition: str) -> None:
    factors = shipped_factors(edition)
    assert {f.item for f in factors if f.kind == "process"} == NINE
    assert all((f.value is None) == (f.mark == "blank") for f in factors)
    assert all(f.base and f.source for f in factors)


def test_a_blank_power_factor_is_an_error(tmp_path: Path) -> None:
    rows = ["power,化石能源电力,,kgCO2/kWh,"]
    assert [code for code, _ in problems_of(tmp_path, power=POWER, factors=rows)] == ["account_no_factor"]


def test_a_power_factor_of_the_book_is_used(tmp_path: Path) -> None:
    """乙: 90 × 8.5 = 765, whatever the book calls the factor."""
    found = accounts_of(tmp_path, power=POWER, factors=["power,本地火电,0.85,kgCO2/kWh,"])
    assert found.regions[1].power == 765


def test_a_book_without_records(tmp_path: Path) -> None:
    assert problems_of(tmp_path, power=[]) == [("account_empty", tmp_path.name)]


def test_unknown_names_give_the_nearest(tmp_path: Path) -> None:
    write_book(tmp_path)
    assert problems_of(tmp_path, activity=["甲,2025,烟煤炭,1,吨", "甲,2025,褐煤,1,顿", "甲,2025,褐煤,1,GJ"]) == [
        ("account_unknown_item", "activity.csv:C2"), ("account_unknown_unit", "activity.csv:E3"),
        ("account_unit_of_item", "activity.csv:E4"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "code"), [("1O0", "letter_in_number"), ("-1", "negative_quantity"), ("5%", "percent_not_wanted")]
)
def test_wrong_amounts(tmp_path: Path, amount: str, code: str) -> None:
    assert problems_of(tmp_path, activity=[f"甲,2025,烟煤,{amount},吨"]) == [(code, "activity.csv:D2")]


def test_an_unknown_region(tmp_path: Path) -> None:
    assert problems_of(tmp_path, regions=["全区,", "甲地,全区"], power=["甲弟,2025,1,0"]) == [
        ("account_unknown_region", "power.csv:A2")
    ]


def test_a_third_level_would_count_twice(tmp_path: Path) -> None:
    assert problems_of(tmp_path, regions=["全区,", "甲,全区", "甲县,甲"], power=["甲,2025,1,0"]) == [
        ("account_two_levels", "regions.csv:B4")
    ]


def test_base_and_target_year_use_one_vintage(tmp_path: Path) -> None:
    rows = [YEARS[0] + "2022", YEARS[1] + "2023"]
    assert problems_of(tmp_path, years=rows) == [("account_edition_differs", "years.csv:F3")]
    assert read_book(tmp_path, "2023").edition == "2023"
    assert problems_of(tmp_path, years=[YEARS[0] + "2021"]) == [("account_unknown_edition", "years.csv:F2")]


def test_a_blank_vintage_is_the_newest(tmp_path: Path) -> None:
    assert problems_of(tmp_path, years=[YEARS[0], YEARS[1] + "2022"]) == [("account_edition_differs", "years.csv:F3")]


def test_the_vintage_changes_the_numbers(tmp_path: Path) -> None:
    """2022: 90 × 8.325 = 749.25."""
    found = accounts_of(tmp_path, edition="2022", power=POWER)
    assert found.regions[1].power == Fraction("749.25")
    assert [i.code for i in found.issues] == ["account_recalled"]
    with pytest.raises(WrongUsage):
        read_book(tmp_path, "1999")


@pytest.mark.parametrize(("carbon", "gap", "codes"), [
    ("1241.8", "0", []), ("1000", "241.8", []), ("1241.81", "-0.01", ["account_enterprises_exceed"]),
])  # fmt: skip
def test_enterprises_against_their_league(tmp_path: Path, carbon: str, gap: str, codes: list[str]) -> None:
    """League 1741.8; enterprises 500 + x: Σ ≤ league, the gap shown to the last decimal."""
    rows = ["厂一,甲,2025,10,500", f"厂二,甲,2025,20,{carbon}"]
    found = accounts_of(tmp_path, activity=["甲,2025,烟煤,1000,万吨"], enterprises=rows)
    assert found.enterprises[0].gap == Fraction(gap)
    assert [issue.code for issue in found.issues] == codes


def test_enterprises_of_a_league_without_account(tmp_path: Path) -> None:
    found = accounts_of(tmp_path, enterprises=["厂一,甲,2025,10,500"])
    assert (found.enterprises[0].gap, found.issues) == (None, ())
