"""The assessment of a complete year: both intensities over one GDP, grades, incentives, components, contributions."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from optimizer.app.assess import Judged, assess_case, write_judged
from optimizer.cli.main import cli
from optimizer.errors import InputRejected, WrongUsage
from tests.monitor.small import CASE, watch, write_actuals
from tests.report.recalculate import differences, needs_office, recalculated
from tests.small import write_case

F = Fraction
HEADER = (
    "region,year,quarter,energy（万吨标准煤）,carbon（万吨CO2）,sink（万吨CO2）,process（万吨CO2）,gdp（亿元）\n"
)
YEAR = [f"甲,2026,{q},48.25,95,1,20,25" for q in (1, 2, 3, 4)]
WORKS = ["捕集一期,甲,2026,碳减排工程,末端固碳,6", "余热,甲,2026,节能降碳,过程降碳,3", "造林,乙,2026,生态碳汇,,2", "捕集一期,甲,2027,碳减排工程,末端固碳,9"]


def assess(folder: Path, rows: list[str] = YEAR, incentive: str = "", **tables: list[str]) -> Judged:
    case = write_case(folder / "case", **CASE)  # type: ignore[arg-type]
    actuals = write_actuals(folder / "actuals", **({"works": WORKS} | tables))
    (actuals / "actuals.csv").write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    return assess_case(str(case), actuals, None, incentive)


def test_both_intensities_stand_on_one_gdp(tmp_path: Path) -> None:
    """甲 2026: 193 万tce and 380 − 4 = 376 万t over 100 亿元; base 2.0 and 4.0; due 3.5 %: energy −3.5 %, carbon −6 %."""
    joint = {one.region: one for one in assess(tmp_path).assessed.joint}
    one = joint["甲"]
    assert one.energy is not None and one.carbon is not None
    assert (one.gdp, one.energy.gdp, one.carbon.gdp) == (F(100), F(100), F(100))
    assert (one.energy.intensity, one.carbon.intensity, one.met) == (F("1.93"), F("3.76"), True)
    assert joint["乙"].met is None


def test_one_missed_intensity_fails_the_two(tmp_path: Path) -> None:
    rows = [row.replace("48.25", "48.26") for row in YEAR]
    assert next(one.met for one in assess(tmp_path, rows).assessed.joint if one.region == "甲") is False


def test_a_missed_target_is_no_good_grade(tmp_path: Path) -> None:
    """Carbon 98 a quarter: (392 − 4)/100 = 3.88, −3 % of 3.5 %: 2 × 25 × 6/7 of 50 are 85.71 points, and a veto."""
    good = assess(tmp_path / "a").assessed.graded[0]
    assert (good.points, good.grade) == (F(100), 0)
    bad = assess(tmp_path / "b", [row.replace(",95,", ",98,") for row in YEAR]).assessed.graded[0]
    assert (bad.points, bad.missed, bad.grade) == (F(600, 7), True, 3)


def test_the_incentive_target_exempts_from_the_total(tmp_path: Path) -> None:
    """Energy −3.5 % against 3.5 %: 10 % more is not met, none more is; on the line counts as met."""
    assert [i.exempt for i in assess(tmp_path / "a").assessed.incentives if i.region == "甲"] == [False]
    assert [i.exempt for i in assess(tmp_path / "b", incentive="0%").assessed.incentives if i.region == "甲"] == [True]


def test_the_four_components_add_up_to_what_is_assessed(tmp_path: Path) -> None:
    """Reported 380 with 80 of processes, after 6 of works: activities 306; 306 + 80 − 6 − 4 = 376."""
    one = next(c for c in assess(tmp_path).assessed.components if c.region == "甲")
    assert (one.energy, one.process, one.engineering, one.sink, one.assessed) == (F(306), F(80), F(6), F(4), F(376))


def test_contributions_count_once_and_both_ways(tmp_path: Path) -> None:
    """2026: 甲 6 + 3, 乙 2, the root 11; by stage 6 at the end of pipe, 3 in process, 2 of no stage."""
    found = {c.region: c for c in assess(tmp_path).assessed.contributions}
    assert {region: c.total for region, c in found.items()} == {"R": F(11), "甲": F(9), "乙": F(2)}
    assert found["R"].by_category["碳减排工程"] == F(6)
    assert all(sum(c.by_stage.values()) == c.total for c in found.values())
    assert (found["R"].by_stage["末端固碳"], found["R"].by_stage["过程降碳"], found["R"].by_stage[""]) == (F(6), F(3), F(2))


def test_a_work_counted_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRejected) as rejected:
        assess(tmp_path, works=[WORKS[0], WORKS[0].replace("碳减排工程", "节能降碳")])
    assert [(i.code, i.where.file, i.where.cell) for i in rejected.value.issues] == [("duplicate_key", "works.csv", "A3")]


@pytest.mark.parametrize(("year", "said"), [(2027, "不全"), (2031, "规划期")])
def test_only_complete_years_of_the_plan(year: int, said: str, tmp_path: Path) -> None:
    assess(tmp_path)
    with pytest.raises(WrongUsage, match=said):
        assess_case(str(tmp_path / "case"), tmp_path / "actuals", year)


def test_a_year_with_no_fourth_quarter_is_not_assessed(tmp_path: Path) -> None:
    watch(tmp_path, actuals=["甲,2026,1,,,45,90,,27,"])
    with pytest.raises(WrongUsage, match="不全"):
        assess_case(str(tmp_path / "case"), tmp_path / "actuals")


@needs_office
def test_the_formulas_say_what_is_stored(tmp_path: Path) -> None:
    write_judged(assess(tmp_path), tmp_path / "a.xlsx")
    count, wrong = differences(tmp_path / "a.xlsx", recalculated(tmp_path / "a.xlsx", tmp_path))
    assert wrong == []
    assert count >= 8


def test_the_command_writes_both(tmp_path: Path) -> None:
    assess(tmp_path)
    book, out = tmp_path / "a.xlsx", tmp_path / "a.json"
    args = ["assess", str(tmp_path / "case"), str(tmp_path / "actuals"), "-o", str(book), "--json", str(out)]
    done = CliRunner().invoke(cli, [*args, "--incentive", "5%"], standalone_mode=False)
    assert done.return_value == 0
    assert "● 都完成　甲" in done.output
    assert openpyxl.load_workbook(book).sheetnames == [
        "综合评价", "协同考核", "考核评分", "激励目标", "四项构成", "减排贡献"]  # fmt: skip
    document = json.loads(out.read_text(encoding="utf-8"))
    assert (document["ok"], document["year"]) == (True, 2026)
    assert [c["assessed"] for c in document["components"]] == [376.0]
