"""L 3: feedstock is deducted for listed products only (A.3)."""

from __future__ import annotations

from pathlib import Path

from tests.accounting.books import FEEDSTOCK, YEARS, accounts_of, problems_of


def test_row_03_with_and_without_the_deduction(tmp_path: Path) -> None:
    (found,) = accounts_of(tmp_path, years=YEARS, feedstock=FEEDSTOCK).reductions
    assert (f"{float(found.deducted):.2%}", f"{float(found.plain):.2%}") == ("18.10%", "13.04%")


def test_row_03_products_are_validated(tmp_path: Path) -> None:
    assert [code for code, _ in problems_of(tmp_path, years=YEARS, feedstock=["全区,2025,橡胶,300,"])] == ["unknown_choice"]
