"""Blank books: their own readers understand them, find them empty and nothing else; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from optimizer.app.account import account_book
from optimizer.app.assess import assess_case
from optimizer.app.shelf import BOOKS, make_blank_book
from optimizer.app.units import units_of
from optimizer.errors import InputRejected, OutputRefused
from tests.monitor.small import CASE
from tests.small import write_case

READERS: dict[str, tuple[Callable[[str, Path], object], set[str]]] = {
    "actuals": (lambda case, book: assess_case(case, book), {"missing_table", "table_empty"}),
    "register": (lambda case, book: units_of(case, book), {"missing_table", "table_empty"}),
    "account": (lambda case, book: account_book(book), {"account_empty"}),
}


@pytest.mark.parametrize("name", ["台账", "台账.xlsx"])
@pytest.mark.parametrize("book", BOOKS)
def test_an_untouched_book_says_only_that_it_is_empty(book: str, name: str, tmp_path: Path) -> None:
    case = str(write_case(tmp_path / "case", **CASE))  # type: ignore[arg-type]
    make_blank_book(tmp_path / name, book)
    read, codes = READERS[book]
    with pytest.raises(InputRejected) as rejected:
        read(case, tmp_path / name)
    assert {issue.code for issue in rejected.value.issues} <= codes


def test_the_sheets_have_headings_with_units(tmp_path: Path) -> None:
    make_blank_book(tmp_path / "r.xlsx", "register")
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert book.sheetnames == [table.label for table in BOOKS["register"]]
    assert "燃料燃烧排放（万吨CO2）" in [cell.value for cell in book["单位年报"][1]]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    make_blank_book(tmp_path / "r.xlsx", "register")
    with pytest.raises(OutputRefused):
        make_blank_book(tmp_path / "r.xlsx", "account")
