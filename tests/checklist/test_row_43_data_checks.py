"""L 43: imported statistics are checked: units, bases, factor vintage and price base that do not agree are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.app.check import check_case
from optimizer.errors import InputRejected
from tests.accounting.books import YEARS, problems_of
from tests.small import ONE, write_case


def refused(folder: Path) -> list[str]:
    with pytest.raises(InputRejected) as rejected:
        check_case(str(folder))
    return [issue.code for issue in rejected.value.issues]


def test_row_43_a_price_base_other_than_the_base_year_is_refused(tmp_path: Path) -> None:
    case = write_case(tmp_path / "case", regions=ONE, region_years=["甲,2030,100,200,400,"])
    settings = (case / "case.toml").read_text(encoding="utf-8")
    (case / "case.toml").write_text("price_year = 2020\n" + settings, encoding="utf-8")
    assert refused(case) == ["price_base_differs"]


def test_row_43_a_column_in_the_unit_of_another_basis_is_refused(tmp_path: Path) -> None:
    case = write_case(tmp_path / "case", regions=ONE, region_years=["甲,2030,100,200,400,"])
    table = (case / "region_years.csv").read_text(encoding="utf-8").replace("energy（万吨标准煤）", "energy（万吨CO2）")
    (case / "region_years.csv").write_text(table, encoding="utf-8")
    assert refused(case) == ["unit_wrong_kind"]


def test_row_43_two_factor_vintages_in_one_book_are_refused(tmp_path: Path) -> None:
    rows = [YEARS[0] + "2022", YEARS[1] + "2023"]
    assert [code for code, _ in problems_of(tmp_path, years=rows)] == ["account_edition_differs"]


def test_row_43_values_that_look_swapped_are_named(tmp_path: Path) -> None:
    """30/14 = 2.14 is power bought; 14/30 = 0.47 is swapped, but of a power station what it sends out; 50/10 is 5."""
    head = "project,region,sector,energy（万吨标准煤）,energy_calorific（万吨标准煤）,carbon（万吨CO2）,value_added（亿元）\n"
    rows = ["P1,甲,有色,30,14,9,5", "P2,甲,有色,14,30,9,5", "P3,甲,煤电,14,30,9,5", "P4,甲,煤电,50,10,9,5"]
    case = write_case(tmp_path / "case", regions=ONE, region_years=["甲,2030,100,200,400,"])
    (case / "projects.csv").write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    warned = [(i.where.cell, i.severity) for i in check_case(str(case)).warnings if i.code == "bases_swapped"]
    assert warned == [("E3", "warning"), ("E5", "warning")]
