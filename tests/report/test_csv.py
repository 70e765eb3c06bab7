"""CSV tables open in a Chinese Excel and carry no formula."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from optimizer.errors import OutputRefused
from optimizer.report.plan.csv_tables import write_csv
from tests.report.plan import Given, given


def _read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_files_headers_and_figures(plan: Given, tmp_path: Path) -> None:
    folder = tmp_path / "表"
    write_csv(folder, *plan.exported)
    assert {p.stem for p in folder.iterdir()} == {
        "封面与说明", "碳排放预算分配表", "用能预算分配表", "碳排放预算平衡表", "用能预算平衡表", "项目清单", "减排措施表", "约束与边际值"}  # fmt: skip
    assert (folder / "项目清单.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    head, *rows = _read(folder / "碳排放预算平衡表.csv")
    assert "弹性使用·增长支撑（万吨CO2）" in head
    assert len(rows) == 10 and {len(row) for row in rows} == {len(head)}
    row = dict(zip(head, next(r for r in rows if r[:2] == ["乙", "2030"]), strict=True))
    assert (row["弹性使用·增长支撑（万吨CO2）"], row["调入（万吨CO2）"], row["状态"]) == ("3.2", "", "■ 超限")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"])
def test_text_that_looks_like_a_formula_gets_an_apostrophe(text: str, tmp_path: Path) -> None:
    """Source text is disarmed; negative figures stay figures (总量余量 of 乙 2030: 60.00 − 65.20 = −5.2)."""
    hostile = given(projects=given().case.projects.assign(name=text))
    write_csv(tmp_path, *hostile.exported)
    names = [row[2] for row in _read(tmp_path / "项目清单.csv")[1:]]
    assert all(name.startswith("'") for name in names)
    head, *rows = _read(tmp_path / "碳排放预算平衡表.csv")
    assert "-5.2" in [row[head.index("总量余量（万吨CO2）")] for row in rows]


def test_a_file_in_place_of_the_folder(plan: Given, tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_text("mine")
    with pytest.raises(OutputRefused, match="是文件"):
        write_csv(path, *plan.exported)
    assert path.read_text() == "mine"
