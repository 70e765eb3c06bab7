"""What leaves the program: workbook with live arithmetic, JSON, terminal, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from optimizer.app.review import Reviewed, review_case, write_reviews
from optimizer.errors import WrongUsage
from tests.cli.test_exit_codes import shuangkong
from tests.report.recalculate import differences, needs_office, recalculated
from tests.review.small import SAMPLE

COLUMNS = (
    "序号", "项目代码", "名称", "盟市", "行业", "投产年", "当量", "等价", "原料", "可再生", "能源", "过程", "电力", "合计", "增加值", "碳排放",
    "能耗", "对标", "审查权限", "m%", "n%", "盟市", "全区", "综合", "碳参照类别", "碳", "能", "化解来源及数量", "置换比例", "影响值", "建议", "理由",
)  # fmt: skip


@pytest.fixture(scope="module")
def reviewed() -> Reviewed:
    return review_case(str(SAMPLE))


@pytest.fixture(scope="module")
def workbook(reviewed: Reviewed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("review") / "评估.xlsx"
    write_reviews(reviewed, path)
    return path


def test_the_list_has_the_official_columns(workbook: Path) -> None:
    sheet = openpyxl.load_workbook(workbook)["项目清单及影响评价表"]
    heads = [sheet.cell(5, c).value or sheet.cell(4, c).value for c in range(1, sheet.max_column + 1)]
    assert tuple(head.split("\n")[0] for head in heads) == COLUMNS
    assert sheet["A1"].value == "项目清单及影响评价表（建议格式）"
    advice = [sheet.cell(row, COLUMNS.index("建议") + 1).value for row in range(6, 12)]
    assert advice == ["批准", "批准", "不予通过", "批准", "不予通过", "批准"]


@needs_office
def test_every_formula_gives_the_stored_figure(workbook: Path, tmp_path: Path) -> None:
    """Six projects: m, n and two burdens in the list; increment, m, n, burden, break-even of 24 impacts, of which six
    (energy of the region, which has no target) have n alone; changes of room and intensity."""
    count, wrong = differences(workbook, recalculated(workbook, tmp_path))
    assert wrong == []
    assert count == 6 * 4 + 18 * 5 + 6 * 1 + 18 * 2


def test_the_json(reviewed: Reviewed, tmp_path: Path) -> None:
    write_reviews(reviewed, None, tmp_path / "r.json")
    document = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert document["outcome"] == {"stop": "proved_best", "hold": "best"}
    found = {entry["project"]: entry for entry in document["reviews"]}
    assert found["P3"]["verdict"] == "refuse"
    assert [(g["region"], g["quantity"], g["year"]) for g in found["P3"]["gaps"]] == [("乙", "carbon", 2030)]
    assert found["P3"]["gaps"][0]["amount"] == pytest.approx(6.1)
    energy = found["P1"]["impacts"][0]
    assert (energy["region"], energy["quantity"]) == ("甲", "energy")
    assert energy["m"] == pytest.approx(95 / 475.2)
    assert found["P1"]["impacts"][2]["m"] is None
    assert found["P1"]["class_carbon_note"] == "参照能耗阈值，非官方"


def test_chosen_projects_keep_the_order_of_the_case() -> None:
    told: list[tuple[int, int, str]] = []
    found = review_case(str(SAMPLE), ["P3", "P1", "P3"], lambda *news: told.append(news))
    assert [review.project for review in found.reviews] == ["P1", "P3"]
    assert told == [(1, 2, "P1"), (2, 2, "P3")]


def test_an_unknown_project_is_refused_with_the_nearest() -> None:
    with pytest.raises(WrongUsage, match="P33.*是否为“P3”"):
        review_case(str(SAMPLE), ["P33"])


def test_the_command(tmp_path: Path) -> None:
    done = shuangkong("review", str(SAMPLE), "P3", "-o", str(tmp_path / "r.xlsx"), "--json", str(tmp_path / "r.json"))
    assert done.returncode == 0, done.stderr
    assert "不予通过" in done.stdout
    assert "最小缺口：乙 2030 年碳排放强度 6.10 万吨CO2" in done.stdout
    assert "参照能耗阈值，非官方" in done.stdout
    assert (tmp_path / "r.xlsx").exists()
    assert (tmp_path / "r.json").exists()
    assert shuangkong("review", str(SAMPLE), "nosuch").returncode == 2
