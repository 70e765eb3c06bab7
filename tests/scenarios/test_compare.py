"""Sides beside each other: assumptions, figures, regions, projects; one without a plan; a sweep."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from rich.console import Console

from optimizer.app.compare import Comparison
from optimizer.errors import InputRejected, WrongUsage
from optimizer.report.compare.json import compare_document
from optimizer.report.compare.results import moved, node_table, project_table
from optimizer.report.compare.side import key_figures
from optimizer.report.compare.terminal import comparison
from optimizer.report.compare.workbook import write_comparison
from optimizer.report.plan.tables import output_tables
from tests.scenarios.builders import DEAR, compare, k_case, scenario

TIGHT = 'base = "高价"\nchanges = [{ table = "targets", where = { region = "甲", quantity = "carbon" }, set = { reduction = 20 } }]'
IMPOSSIBLE = 'approve = ["P3"]'


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    text = scenario("高价", f'note = "0.12"\n{DEAR}') + scenario("收紧", TIGHT) + scenario("批准P3", IMPOSSIBLE)
    return compare(k_case(tmp_path_factory.mktemp("compare"), text))


def test_all_scenarios_of_the_case_side_by_side(compared: Comparison) -> None:
    assert [side.name for side in compared.sides] == ["基准", "高价", "收紧", "批准P3"]
    assert [side.outcome.ok for side in compared.sides] == [True, True, True, False]
    assert [len(side.assumptions) for side in compared.sides] == [0, 6, 7, 1]


def test_the_key_figures(compared: Comparison) -> None:
    """收紧: 155 − (3.42 + 1.4) − 1.2 = 148.98; overruns 10 in 乙; region 17 % : H by hand in K."""
    figures = key_figures(compared.sides[2])
    wanted = {"objective": 148.98, "value": 155, "cost": 4.82, "overrun_cost": 1.2, "approved": 3, "over_carbon": 10}
    assert {name: figures[name] for name in wanted} == pytest.approx(wanted, abs=1e-9)


def test_figures_of_regions_are_those_of_the_side_s_own_tables(compared: Comparison) -> None:
    """Budget, usage, headroom and light are the balance table's, of every side and both quantities."""
    for quantity in ("carbon", "energy"):
        frame = node_table(compared.sides, quantity).frame.set_index(["region", "year"])
        for n, side in enumerate(compared.sides[:3]):
            assert side.allocation is not None and side.rounded is not None
            own = output_tables(side.case, side.policy, side.allocation, side.rounded)[f"balance_{quantity}"].frame
            for row in own[own["role"] != "own"].to_dict("records"):
                found = frame.loc[(row["name"], row["year"])]
                assert found[f"light_{n}"] == row["light"]
                assert [found[f"{c}_{n}"] for c in ("budget", "headroom")] == pytest.approx(
                    [row["budget"], row["headroom"]], nan_ok=True
                )


def test_projects_that_move(compared: Comparison) -> None:
    """P1 (45) goes when 甲 is tightened; it stands first, the others stay."""
    frame = project_table(compared.sides).frame
    assert frame["project"].tolist() == ["P1", "P2", "P3", "P4", "P5", "P6"]
    assert frame["moved_2"].tolist() == ["取消批准", "—", "—", "—", "—", "—"]
    assert frame["worth_change_2"].iloc[0] == -45
    assert set(frame["moved_3"]) == {""}


@pytest.mark.parametrize(
    ("now", "before", "word"),
    [(1, 0, "新增批准"), (0, 1, "取消批准"), (0.5, 0.2, "比例提高"), (0.2, 0.5, "比例降低"), (1, 1 - 1e-9, "—")],
)
def test_what_became_of_a_project(now: float, before: float, word: str) -> None:
    assert moved(now, before) == word


def test_the_json(compared: Comparison) -> None:
    document = compare_document(compared.sides, None, compared.warnings)
    base, _, tight, failed = document["scenarios"]
    assert base["difference"] is None and base["assumptions"] == []
    assert tight["difference"]["figures"]["objective"] == pytest.approx(148.98 - 195.531)
    assert tight["difference"]["projects"] == [
        {"project": "P1", "region": "甲", "approval": [1.0, 0.0], "value": [45.0, 0.0]}
    ]  # fmt: skip
    region = next(r for r in tight["difference"]["regions"] if (r["region"], r["quantity"]) == ("甲", "carbon"))
    assert region["budget"] == [9803.1, 9456.0] and region["light"] == ["超限", "预警"]
    assert tight["assumptions"][0] == {
        "table": "targets", "key": ["甲", "carbon", "2030"], "column": "reduction", "base": 0.18, "scenario": 0.2,
        "unit": "1", "cell": "targets.csv:D2", "place": "scenarios.toml:第8行",
    }  # fmt: skip
    assert (failed["ok"], failed["difference"], failed["figures"]["objective"]) == (False, None, None)
    assert [member["rule"] for member in failed["conflict"]] == ["intensity", "must"]


def test_the_terminal_says_assumptions_first_and_no_plan_in_words(compared: Comparison) -> None:
    console = Console(file=io.StringIO(), width=240)
    console.print(comparison(compared.sides, None))
    said = console.file.getvalue()  # type: ignore[attr-defined]
    places = [
        said.index(word)
        for word in ("假设差异", "结果对比", "碳排放预算", "项目进出", "措施变动", "“批准P3”无可行方案")
    ]
    assert places == sorted(places)
    for word in ("148.9800 (减 46.5510)", "取消批准 减 45.00", "targets.csv:D3", "增 2"):
        assert word in said


def test_a_base_without_a_plan_still_lets_others_be_shown(tmp_path: Path) -> None:
    """P3 is 必上 in the case: no plan; freed, there is one, without differences."""
    header = ("年增加值（亿元）\n", "年增加值（亿元）,状态\n")
    case = k_case(tmp_path, projects=header)
    file = case / "projects.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("180,20\n", "180,20,必上\n"), encoding="utf-8")
    found = compare(case, free=("P3",))
    assert [side.outcome.ok for side in found.sides] == [False, True]
    document = compare_document(found.sides, None, ())
    assert document["scenarios"][1]["difference"] is None
    assert document["scenarios"][1]["figures"]["objective"] == pytest.approx(195.531)


def test_a_sweep_of_a_stricter_target_never_gains_and_ends(tmp_path: Path) -> None:
    """16 % to 22 % in steps of 0.5 at price 0.12: 193.3 up to 18.5 %, falling, no plan from 21 % on (K.3)."""
    case = k_case(tmp_path, scenario("高价", DEAR))
    swept = compare(case, scenarios=("高价",), sweep="targets.甲.carbon.2030=16:22%:13").swept
    assert swept is not None
    objectives = [side.outcome.objective for _, side in swept.runs if side.outcome.ok]
    assert objectives == sorted(objectives, reverse=True)
    assert [str(point) for point, side in swept.runs if not side.outcome.ok] == ["21", "21.5", "22"]
    found = {str(point): side.outcome.objective for point, side in swept.runs}
    assert (found["18"], found["20"]) == (pytest.approx(193.3), pytest.approx(148.98))


def test_a_sweep_equals_each_point_alone(tmp_path: Path) -> None:
    case = k_case(tmp_path)
    swept = compare(case, reject=("P1",), sweep="totals.乙.carbon.2030=4200:4400:3").swept
    assert swept is not None
    for point, side in swept.runs:
        alone = compare(case, reject=("P1",), changes=(f"totals.乙.carbon.2030={point}",)).sides[1]
        assert side.outcome.objective == alone.outcome.objective
        assert side.case.checksum == alone.case.checksum


def test_a_rule_can_be_swept(tmp_path: Path) -> None:
    """A larger reserve never raises the optimum."""
    swept = compare(k_case(tmp_path), sweep="rules.hand_down.reserve_share=0:0.02:3").swept
    assert swept is not None
    found = [side.outcome.objective if side.outcome.ok else float("-inf") for _, side in swept.runs]
    assert found == sorted(found, reverse=True)


def test_what_cannot_be_compared(tmp_path: Path) -> None:
    case = k_case(tmp_path)
    with pytest.raises(WrongUsage, match="没有可比的方案"):
        compare(case)
    with pytest.raises(InputRejected):
        compare(case, approve=("P3",), reject=("P3",))
    two = scenario("一", DEAR) + scenario("二", IMPOSSIBLE)
    (case / "scenarios.toml").write_text(two, encoding="utf-8")
    with pytest.raises(WrongUsage, match="一个方案出发"):
        compare(case, scenarios=("一", "二"), sweep="targets.甲.carbon.2030=16:22:3")
    with pytest.raises(WrongUsage, match="写了两次"):
        compare(case, scenarios=("一", "一"))


def test_a_case_without_projects_and_measures(tmp_path: Path) -> None:
    """Nothing to approve, nothing to do: budgets still compare, to terminal, JSON and workbook."""
    case = k_case(tmp_path)
    (case / "projects.csv").unlink()
    (case / "measures.csv").unlink()
    found = compare(case, changes=("totals.甲.carbon.2030=9800",))
    document = compare_document(found.sides, None, ())
    assert document["scenarios"][1]["difference"]["projects"] == []
    assert comparison(found.sides, None).renderables
    write_comparison(tmp_path / "c.xlsx", found.sides, None)
    assert openpyxl.load_workbook(tmp_path / "c.xlsx").sheetnames == [
        "情景对比表",
        "假设差异",
        "碳排放预算对比",
        "用能预算对比",
    ]
