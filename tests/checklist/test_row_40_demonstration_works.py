"""L 40: the three kinds of demonstration works; their sums tie to the measures."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from tests.report.test_stage_table import staged


def test_row_40_the_sums_tie_to_the_measures(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(staged(tmp_path), data_only=True)
    heads = {str(cell.value).split("\n")[0]: cell.column for row in (4, 5) for cell in book["减排措施表"][row]}
    column = next(n for name, n in heads.items() if name == "减碳量" and n > heads["年份"] + 4)
    measures = sum(row[column - 1] for row in book["减排措施表"].iter_rows(min_row=6, max_row=8, values_only=True))
    stages = sum(row[4] for row in book["示范工程贡献表"].iter_rows(min_row=5, max_row=7, values_only=True))
    assert measures == stages == 20.0
