"""What leaves the program: workbook with live arithmetic, watermark, JSON, terminal, exit codes."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import openpyxl
import pytest

from optimizer.app.decompose import Asked, Decomposed, decompose_case, write_decomposed
from optimizer.app.scenario import open_desk
from optimizer.errors import WrongUsage
from tests.cli.test_exit_codes import shuangkong
from tests.decompose.small import SAMPLE, sample
from tests.decompose.test_case import REASON, banners
from tests.report.recalculate import differences, needs_office, recalculated

COLUMNS = (
    "序号", "盟市", "基期GDP", "基期强度", "综合指数", "组别", "五年强度降低率(%)", "2026年", "2027年", "2028年", "2029年", "2030年",
    "对应总量预期值", "占全区权重", "支撑全区贡献(pp)", "备注",
)  # fmt: skip


@pytest.fixture(scope="module")
def decomposed() -> Decomposed:
    return decompose_case("neimenggu-2026")


@pytest.fixture(scope="module")
def workbook(decomposed: Decomposed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("decompose") / "目标分解.xlsx"
    write_decomposed(decomposed, path)
    return path


def test_l20_the_columns_of_the_table(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    assert book.sheetnames == [
        "目标分解（能耗）", "目标分解（碳排放）", "能碳并列", "支撑校核", "指数测算（能耗）", "指数测算（碳排放）",
    ]  # fmt: skip
    sheet = book["目标分解（碳排放）"]
    heads = [sheet.cell(5, c).value or sheet.cell(4, c).value for c in range(1, len(COLUMNS) + 1)]
    assert tuple(head.split("\n")[0] for head in heads) == COLUMNS
    assert sheet["A1"].value == "盟市双控目标分解表（碳排放，建议格式）"
    assert any("缺以下因素" in str(row[0].value) and "煤电外送占比" in str(row[0].value) for row in sheet.iter_rows())


@needs_office
def test_every_formula_gives_the_stored_figure(workbook: Path, tmp_path: Path) -> None:
    """12 leagues, two quantities. Targets: total, weight, contribution, share of each, and five sums; joint: two a
    quantity; support: implied and gap for five years of new and given targets; index: index, reference, difference."""
    count, wrong = differences(workbook, recalculated(workbook, tmp_path))
    assert wrong == []
    assert count == 2 * (12 * 4 + 5) + 12 * 4 + 2 * 2 * 5 * 2 + 2 * 12 * 3


def test_the_json(decomposed: Decomposed, tmp_path: Path) -> None:
    write_decomposed(decomposed, None, tmp_path / "d.json")
    document = json.loads((tmp_path / "d.json").read_text(encoding="utf-8"))
    assert document["outcome"] == {"stop": "proved_best", "hold": "best"}
    assert document["watermark"] is None
    assert [entry["quantity"] for entry in document["quantities"]] == ["energy", "carbon"]
    carbon = document["quantities"][1]
    assert carbon["verdict"] == "supports"
    assert 0.17 <= carbon["implied"] <= 0.175
    adds = sum(region["contribution"] for region in carbon["regions"]) + carbon["composition_effect"]
    assert adds == pytest.approx(carbon["implied"])
    assert [point["year"] for point in carbon["regions"][0]["path"]] == [2026, 2027, 2028, 2029, 2030]
    assert carbon["regions"][0]["path"][-1]["reduction"] == carbon["regions"][0]["reduction"]
    missing = {factor["factor"]: factor["missing"] for factor in carbon["factors"]}
    assert missing["gdp_per_head"] == "blank"
    assert missing["function"] == "not_in_case"


def test_l21_every_sheet_carries_the_mark(tmp_path: Path) -> None:
    found = decompose_case(banners(tmp_path), Asked(region="甲", unlock=REASON))
    write_decomposed(found, tmp_path / "d.xlsx", tmp_path / "d.json")
    book = openpyxl.load_workbook(tmp_path / "d.xlsx")
    for sheet in book:
        assert "内部参考，不作考核" in sheet["A1"].value
        assert "内部参考，不作考核" in sheet.oddHeader.center.text
        assert any(REASON in str(row[0].value) for row in sheet.iter_rows())
    document = json.loads((tmp_path / "d.json").read_text(encoding="utf-8"))
    assert (document["watermark"], document["unlock_reason"]) == ("内部参考，不作考核", REASON)


def test_the_command(tmp_path: Path) -> None:
    files = ("-o", str(tmp_path / "d.xlsx"), "--json", str(tmp_path / "d.json"))
    done = shuangkong("decompose", str(SAMPLE), "--quantity", "carbon", "--target", "17%", *files)
    assert done.returncode == 0, done.stderr
    assert "隐含降低率 17.434%" in done.stdout
    assert "煤电外送占比（案例没有填）" in done.stdout
    assert (tmp_path / "d.xlsx").exists()
    assert json.loads((tmp_path / "d.json").read_text(encoding="utf-8"))["quantities"][0]["target"] == 0.17


def test_l21_nothing_is_written_while_locked(tmp_path: Path) -> None:
    done = shuangkong("decompose", banners(tmp_path), "--region", "甲", "-o", str(tmp_path / "d.xlsx"))
    assert done.returncode == 2
    assert "--unlock-county" in done.stderr
    assert not (tmp_path / "d.xlsx").exists()


def test_no_decomposition_ends_in_4() -> None:
    done = shuangkong("decompose", str(SAMPLE), "--quantity", "carbon", "--upper", "16%")
    assert done.returncode == 4
    assert "15.966%" in done.stderr


def test_the_second_stage_solves_with_the_new_targets(tmp_path: Path) -> None:
    """The scenario goes into the case's folder; compare solves the allocation under the targets of the first stage.
    丙 lands on its bound of 15 %, which it had before: nothing to change."""
    case = sample(tmp_path)
    file = Path(case) / "scenarios.toml"
    options = ("--quantity", "carbon", "--lower", "15%", "--upper", "18.5%", "--scenario", str(file))
    done = shuangkong("decompose", case, *options)
    assert done.returncode == 0, done.stderr
    changes = tomllib.loads(file.read_text("utf-8"))["scenario"][0]["changes"]
    assert [change["where"]["region"] for change in changes] == ["甲", "乙"]
    desk = open_desk(case)
    under = desk.under(desk.scenarios[0])
    assert under.warnings == ()
    found = under.checked.case.targets
    targets = [change["set"]["reduction"] for change in changes]
    assert [f"{100 * d:.2f} %" for d in found["reduction"][:3]] == [*targets, "15.00 %"]
    again = shuangkong("decompose", case, *options)
    assert (again.returncode, "不覆盖" in again.stderr) == (2, True)
    done = shuangkong("compare", case)
    assert done.returncode == 0, done.stderr
    assert "全区目标分解" in done.stdout


def test_a_scenario_needs_rows_to_change(tmp_path: Path) -> None:
    found = decompose_case(str(SAMPLE), Asked(quantity="carbon"))
    write_decomposed(found, scenario=tmp_path / "s.toml")
    bare = decompose_case(banners(tmp_path), Asked(quantity="carbon"))
    with pytest.raises(WrongUsage, match="乙"):
        write_decomposed(bare, scenario=tmp_path / "t.toml")
    assert not (tmp_path / "t.toml").exists()
