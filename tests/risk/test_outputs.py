"""What leaves the program: workbook with charts, JSON, terminal, exit codes."""

from __future__ import annotations

import json
import math
import zipfile
from pathlib import Path

import openpyxl
import pytest

from optimizer.app.risk import Risked, risk_case, write_risk
from optimizer.app.workers import Workers
from optimizer.domain.risk import interval
from tests.cli.test_exit_codes import shuangkong
from tests.risk.small import DELAY, small
from tests.small import write_case


@pytest.fixture(scope="module")
def risked() -> Risked:
    return risk_case("neimenggu-2026", 20, 1, Workers(count=1))


@pytest.fixture(scope="module")
def workbook(risked: Risked, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("risk") / "风险.xlsx"
    write_risk(risked, path)
    return path


def test_the_sheets(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    assert book.sheetnames == [
        "达标概率", "图1 达标概率", "逐年概率与分位", "图2 末年碳余量", "项目获批比例", "图3 项目获批", "不确定性假设",
    ]  # fmt: skip
    assert [book["达标概率"].cell(6, c).value for c in (1, 2)] == ["内蒙古自治区", 1.0]
    assert book["达标概率"]["M6"].value in ("● 把握大", "▲ 有风险", "■ 风险大")
    chances = [row[3].value for row in book["达标概率"].iter_rows(min_row=6, max_row=19)]
    assert book["达标概率"]["A19"].value == "全区和各盟市同时"
    assert chances[-1] <= min(chances[:-1])
    said = [row[0].value for row in book["不确定性假设"].iter_rows(min_row=5, max_row=12)]
    assert said == ["增速", "增速", "存量用能", "排放因子", "推迟投产", "利用率", "单耗", "措施实效"]
    assert any("20 次抽样，随机种子 1" in str(cell.value) for row in book["达标概率"].iter_rows() for cell in row)


def test_the_charts_read_the_tables(workbook: Path) -> None:
    """Every series points at cells of a sheet that is there, not at numbers of its own."""
    with zipfile.ZipFile(workbook) as files:
        charts = [files.read(name).decode() for name in files.namelist() if name.startswith("xl/charts/chart")]
    assert [chart.count("<c:ser>") for chart in charts] == [2, 3, 1]
    assert all("'达标概率'!" in charts[0] for _ in charts) and "逐年概率与分位" in charts[1] and "项目获批比例" in charts[2]
    assert "numLit" not in "".join(charts)


def test_the_json(risked: Risked, tmp_path: Path) -> None:
    write_risk(risked, None, tmp_path / "r.json")
    document = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert (document["draws"], document["seed"], document["ok"]) == (20, 1, True)
    assert document["met"] + document["short"] + document["open"] == 20
    assert [region["region"] for region in document["regions"]][0] == "内蒙古自治区"
    assert len(document["regions"]) == 13 and document["together"]["both"] <= min(r["both"] for r in document["regions"])
    for region in (*document["regions"], document["together"]):
        assert region["interval"][0] <= region["both"] <= region["interval"][1]
    place = document["places"][-1]
    assert set(place) == {"region", "quantity", "year", "held", "reoptimized"}
    low, middle, high = place["reoptimized"]["budget"]
    assert low <= middle <= high
    assert len(document["projects"]) == 89 and len(document["uncertainty"]) == 8


def test_the_interval_of_a_chance() -> None:
    """8 of 10: Wilson's interval is 49.0 % to 94.3 % (Newcombe 1998); none of 3: 0 to z²/(3 + z²) = 56.2 %."""
    assert interval(0.8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert interval(0.0, 3) == pytest.approx((0.0, 0.5615), abs=1e-4)
    assert all(map(math.isnan, interval(math.nan, 10))) and all(map(math.isnan, interval(0.5, 0)))


def test_the_command(tmp_path: Path) -> None:
    folder = small(tmp_path / "c", DELAY)
    done = shuangkong("risk", str(folder), "--draws", "6", "--workers", "2", "--json", str(tmp_path / "r.json"))
    assert done.returncode == 0, done.stderr
    assert "甲" in done.stdout and "6 次抽样" in done.stdout
    again = shuangkong("risk", str(folder), "--draws", "6", "--workers", "1", "--json", str(tmp_path / "s.json"))
    assert again.returncode == 0
    one, other = (json.loads((tmp_path / name).read_text(encoding="utf-8")) for name in ("r.json", "s.json"))
    assert {**one, "time": ""} == {**other, "time": ""}


def test_exit_codes(tmp_path: Path) -> None:
    """2 without the table and with a scheduler that is not there, 3 with a wrong one, 4 where no plan exists."""
    assert shuangkong("risk", str(small(tmp_path / "a")), "--draws", "3").returncode == 2
    wrong = shuangkong("risk", str(small(tmp_path / "b", DELAY.replace("50%", "60%"))), "--json", str(tmp_path / "w.json"))
    assert wrong.returncode == 3
    assert json.loads((tmp_path / "w.json").read_text(encoding="utf-8"))["issues"][0]["code"] == "distribution_unreadable"
    none = small(tmp_path / "d", DELAY, region_years=[
        "甲,2029,120,190,380,0", "甲,2030,100,190,380,0", "乙,2029,115,100,190,0", "乙,2030,120,100,190,0",
    ])  # fmt: skip
    done = shuangkong("risk", str(none), "--draws", "3", "--json", str(tmp_path / "n.json"), "-o", str(tmp_path / "n.xlsx"))
    assert done.returncode == 4
    assert json.loads((tmp_path / "n.json").read_text(encoding="utf-8"))["conflict"]
    assert not (tmp_path / "n.xlsx").exists()


def test_control_indicators_have_a_sheet(tmp_path: Path) -> None:
    """A cap and nothing else: no sheet of limits, none of the charts, and the cap's chance with its interval."""
    folder = write_case(
        tmp_path / "c", regions=["R,,,,", "甲,R,100,200,400"], region_years=["#,coal（万吨标准煤）", "甲,2030,100,100,0,,80"],
        controls=["甲,煤炭消费总量,2030,82,,"], uncertainty=["usage,each,甲,,normal,0% 0.5%,,t,假设"],
    )  # fmt: skip
    found = risk_case(str(folder), 20, 1, Workers(count=1))
    write_risk(found, tmp_path / "r.xlsx", tmp_path / "r.json")
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert book.sheetnames == ["达标概率", "项目获批比例", "不确定性假设", "控制指标概率"]
    row = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["controls"][0]
    assert row["interval"][0] < row["chance"] < row["interval"][1]
    assert book["控制指标概率"]["D6"].value == pytest.approx(row["chance"])
