"""L 41: the treatment of coal power sent out is a lever, and its effect is shown."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import openpyxl

from optimizer.app.account import account_book
from optimizer.app.decompose import Asked, decompose_case, with_accounts, write_decomposed
from tests.accounting.books import POWER, accounts_of, write_book
from tests.decompose.small import sample


def test_row_41_the_lever_moves_export_times_factor(tmp_path: Path) -> None:
    """120 亿kWh × 8.273 = 992.76 万t for the exporter, nothing for the others."""
    moved = {one.region: one.none - one.full for one in accounts_of(tmp_path, power=POWER).regions}
    assert moved == {"甲": 120 * Fraction("8.273"), "乙": 0, "丙": 0}


def test_row_41_the_decomposition_carries_the_effect_table(tmp_path: Path) -> None:
    """甲 sends out 120 亿kWh: 992.76 between χ = 1 and χ = 0 in the sheet and in the JSON."""
    accounts = account_book(write_book(tmp_path / "book", power=POWER)).accounts
    found = with_accounts(decompose_case(sample(tmp_path), Asked(quantity="carbon")), accounts)
    assert {one["region"]: one["difference"] for one in found.document["exports"]}["甲"] == 992.76
    write_decomposed(found, workbook=tmp_path / "d.xlsx")
    rows = openpyxl.load_workbook(tmp_path / "d.xlsx", data_only=True)["外送抵扣影响"].iter_rows(values_only=True)
    (mine,) = (row for row in rows if row[0] == "甲")
    assert round(mine[4], 6) == 992.76
