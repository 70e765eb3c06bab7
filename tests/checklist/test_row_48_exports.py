"""L 48: tables and paper: totals re-add, the headings of the documents are there, in three formats."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from optimizer.app.export import write_results
from optimizer.app.solve import solve_case
from tests.review.small import SAMPLE

HEADINGS = {"增量指标", "节能降碳", "淘汰产能", "用能结构优化", "碳减排工程", "生态碳汇", "预算总量", "强度目标", "强度余量", "总量余量"}


def test_row_48_files_headings_and_totals(tmp_path: Path) -> None:
    run = solve_case(str(SAMPLE))
    paths = tmp_path / "p.xlsx", tmp_path / "p.json", tmp_path / "csv", tmp_path / "p.docx"
    write_results(run, *paths)
    assert all(path.exists() for path in paths)
    book = openpyxl.load_workbook(paths[0], data_only=True)
    words = {str(c.value).split("\n")[0] for row in book["碳排放预算平衡表"].iter_rows(max_row=5) for c in row}
    assert HEADINGS - words == set()
    assert run.plan is not None
    rounded = run.plan.rounded.nodes
    carbon = rounded[rounded["quantity"] == "carbon"].set_index("region")
    parts = carbon.loc[["甲", "乙", "丙"]]
    for column in ("existing", "projects", "节能降碳", "生态碳汇"):
        assert round(float(parts[column].sum()) * 100) == round(float(carbon.loc["全区", column]) * 100)
