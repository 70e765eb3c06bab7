"""What leaves the program: a diagnosis that no one can take for a plan, and nothing written as a result."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from optimizer.app.explain import explain_case, write_explanation
from optimizer.app.solve import solve_case
from optimizer.app.verify import verify_result
from optimizer.cli.main import cli
from optimizer.errors import InputRejected
from optimizer.text.diagnosis import NOTICE
from tests.conflict.ask import SAMPLE, k_case


@pytest.fixture(scope="module")
def forced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked case with P3 forced: no plan."""
    return k_case(tmp_path_factory.mktemp("k") / "k", must={"P3"})


def test_solve_says_repair_and_writes_no_table(forced: Path, tmp_path: Path) -> None:
    targets = [tmp_path / name for name in ("r.json", "r.xlsx", "csv")]
    words = ["--json", str(targets[0]), "-o", str(targets[1]), "--csv", str(targets[2])]
    assert CliRunner().invoke(cli, ["solve", str(forced), *words], standalone_mode=False).return_value == 4
    assert [path.exists() for path in targets] == [True, False, False]
    document = json.loads(targets[0].read_text(encoding="utf-8"))
    assert document["outcome"] == {"stop": "proved_impossible", "hold": "none"}
    assert [(m["rule"], m["project"]) for m in document["conflict"]] == [("intensity", None), ("must", "P3")]
    assert [(r["rule"], r["project"], r["amount"], r["unit"]) for r in document["repair"]] == [
        ("must", "P3", 1.0, "项")
    ]
    assert [g["amount"] for g in document["gaps"]] == [pytest.approx(6.1, abs=1e-9)]
    assert {"projects", "regions", "measures"}.isdisjoint(document)


def test_explain_exits_with_4_and_says_it_in_sentences(forced: Path, tmp_path: Path) -> None:
    words = ["explain", str(forced), "-o", str(tmp_path / "d.xlsx"), "--json", str(tmp_path / "d.json")]
    done = CliRunner().invoke(cli, words, standalone_mode=False)
    assert done.return_value == 4, done.output
    assert NOTICE in done.output
    for part in ("targets.csv:D3", "projects.csv:G4", "6.10 万吨CO2", "不再把乙 项目 P3 定为必上", "3.68 亿元"):
        assert part in done.output
    document = json.loads((tmp_path / "d.json").read_text(encoding="utf-8"))
    assert document["notice"] == NOTICE
    assert len(document["conflicts"]) == 1
    assert document["conflict"] == document["conflicts"][0]
    assert {"reduce", "transfer", "drop", "value_added"} == {entry["action"] for entry in document["menu"]}


def test_explain_of_a_possible_case_says_what_binds(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["explain", str(SAMPLE), "-o", str(tmp_path / "d.xlsx")], standalone_mode=False)
    assert done.return_value == 0
    assert "有可行方案" in done.output
    assert "目标增加" in done.output
    assert not (tmp_path / "d.xlsx").exists()


def test_every_sheet_says_that_it_is_no_plan(forced: Path, tmp_path: Path) -> None:
    path = tmp_path / "d.xlsx"
    write_explanation(explain_case(str(forced)), path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["冲突", "缺口与修复", "化解菜单"]
    for sheet in book:
        texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert sheet["A1"].value.startswith("诊断（不得作为方案）")
        assert sheet["A3"].value == NOTICE
        assert NOTICE in sheet.oddHeader.center.text
        assert not any("分配表" in text or text.startswith("方案") for text in texts)
    assert book["缺口与修复"]["H5"].value == pytest.approx(6.1, abs=1e-9)
    more = [row for row in book["化解菜单"].iter_rows(values_only=True) if row[0] == "提高增加值"]
    assert [row[5] for row in more] == [3.68]


def test_the_diagnosis_does_not_pass_for_a_result(forced: Path, tmp_path: Path) -> None:
    path = tmp_path / "d.xlsx"
    write_explanation(explain_case(str(forced)), path)
    with pytest.raises(InputRejected):
        verify_result(path, str(forced))


def test_solve_and_explain_agree(forced: Path) -> None:
    assert list(solve_case(str(forced)).conflict) == explain_case(str(forced)).conflicts[0]
