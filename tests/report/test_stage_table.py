"""The three kinds of demonstration works: their sums tie to the measure sheet; without stages there is no sheet."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from optimizer.app.export import write_results
from optimizer.app.solve import solve_case
from tests.report.recalculate import differences, needs_office, recalculated
from tests.small import write_case

HEADER = "measure,region,category,stage,year,energy_saving（万吨标准煤）,carbon_reduction（万吨CO2）,cost（亿元）,status\n"
ROWS = "捕集,甲,碳减排工程,末端固碳,2030,0,10,1,必上\n余热,甲,节能降碳,过程降碳,2030,4,8,1,必上\n其余,甲,节能降碳,,2030,1,2,1,必上\n"


def staged(folder: Path, rows: str = ROWS) -> Path:
    """甲 with measures that are carried out in full; return the workbook."""
    case = write_case(folder / "case", regions=["R,,,,", "甲,R,100,200,400"], region_years=["甲,2030,120,210,420,0"])
    (case / "measures.csv").write_text(HEADER + rows, encoding="utf-8")
    write_results(solve_case(str(case)), folder / "plan.xlsx")
    return folder / "plan.xlsx"


def test_the_sums_tie_to_the_measures(tmp_path: Path) -> None:
    """末端固碳 10, 过程降碳 8, 其他 2: 20 together, as the measure sheet has."""
    sheet = openpyxl.load_workbook(staged(tmp_path), data_only=True)["示范工程贡献表"]
    rows = {row[1]: row[4] for row in sheet.iter_rows(min_row=5, max_row=7, values_only=True)}
    assert rows == {"末端固碳": 10.0, "过程降碳": 8.0, "其他": 2.0}


def test_without_stages_there_is_no_sheet(tmp_path: Path) -> None:
    rows = ROWS.replace("末端固碳", "").replace("过程降碳", "")
    assert "示范工程贡献表" not in openpyxl.load_workbook(staged(tmp_path, rows)).sheetnames


@needs_office
def test_the_formulas_say_what_is_stored(tmp_path: Path) -> None:
    book = staged(tmp_path)
    _, wrong = differences(book, recalculated(book, tmp_path))
    assert wrong == []
