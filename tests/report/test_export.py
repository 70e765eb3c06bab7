"""Exports of a solved run: written together or not at all, and handed out as bytes."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest

from optimizer.app.export import export_bytes, write_results
from optimizer.app.solve import Run, solve_case
from optimizer.errors import OutputRefused
from tests.architecture.sources import ROOT
from tests.small import ONE, solve


@pytest.fixture(scope="module")
def run() -> Run:
    return solve_case(str(ROOT / "tests" / "samples" / "k-case"))


@pytest.fixture
def impossible(tmp_path: Path) -> Run:
    return solve(tmp_path / "c", regions=ONE, region_years=["甲,2030,100,181,0,"], targets=["甲,能耗,2030,10,"])


def test_all_that_was_asked_for_is_written(run: Run, tmp_path: Path) -> None:
    names = ("r.xlsx", "r.json", "csv", "r.docx", "r.html")
    paths = [tmp_path / name for name in names]
    assert set(write_results(run, *paths)) == set(paths)
    assert {p.name for p in tmp_path.iterdir()} == set(names)


def test_one_refused_file_leaves_all_others_unwritten(run: Run, tmp_path: Path) -> None:
    """The Word file's folder is missing: the workbook that stood there stays, the page is not made."""
    book = tmp_path / "r.xlsx"
    book.write_bytes(b"mine")
    with pytest.raises(OutputRefused, match="不存在"):
        write_results(run, book, docx_file=tmp_path / "没有" / "r.docx", html_file=tmp_path / "r.html")
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"r.xlsx": b"mine"}


def test_two_outputs_of_one_name_are_refused(run: Run, tmp_path: Path) -> None:
    with pytest.raises(OutputRefused, match="同一个文件"):
        write_results(run, json_file=tmp_path / "r.html", html_file=tmp_path / "." / "r.html")
    assert list(tmp_path.iterdir()) == []


def test_without_a_plan_only_the_json_is_written(impossible: Run, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("r.xlsx", "r.json", "csv", "r.docx", "r.html")]
    assert write_results(impossible, *paths) == [tmp_path / "r.json"]
    assert not any((tmp_path / name).exists() for name in ("r.xlsx", "csv", "r.docx", "r.html"))


def test_the_bytes_of_every_kind(run: Run) -> None:
    """Each opens with its own reader and carries the run's number; the three writers print one budget of 甲."""
    name, data = export_bytes(run, "xlsx")
    assert name == f"三盟市算例（domain_md_K）_{run.stamp.run}.xlsx"
    budget = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["碳排放预算分配表"]["C5"].value
    page = export_bytes(run, "html")[1].decode()
    paper = docx.Document(io.BytesIO(export_bytes(run, "docx")[1]))
    assert f"{budget:,.2f}" == paper.tables[0].rows[1].cells[2].text
    assert f'<td class="figure">{budget:,.2f}</td>' in page and run.stamp.run in page
    assert json.loads(export_bytes(run, "json")[1])["run"] == run.stamp.run
    with zipfile.ZipFile(io.BytesIO(export_bytes(run, "csv")[1])) as archive:
        assert "碳排放预算分配表.csv" in archive.namelist()
        assert run.stamp.run in archive.read("封面与说明.csv").decode("utf-8-sig")


@pytest.mark.parametrize("kind", ["docx", "html", "csv"])
def test_bytes_follow_from_the_run(run: Run, kind: str) -> None:
    assert export_bytes(run, kind) == export_bytes(run, kind)  # type: ignore[arg-type]


def test_without_a_plan_there_is_only_the_json(impossible: Run) -> None:
    assert json.loads(export_bytes(impossible, "json")[1])["ok"] is False
    with pytest.raises(OutputRefused, match="没有可行方案"):
        export_bytes(impossible, "docx")


def test_a_name_that_no_file_system_takes(run: Run) -> None:
    odd = replace(run, stamp=replace(run.stamp, case='..\\a/b:*?"<>|' + "长" * 200))
    name = export_bytes(odd, "json")[0]
    assert not set('\\/:*?"<>|') & set(name) and not name.startswith(".")
    assert len(name) < 100
