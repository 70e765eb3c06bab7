"""Key units: lists by threshold, accounts, sums to sectors and groups, points, and the ladder by capacity."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from optimizer.app.units import write_units
from optimizer.cli.main import cli
from optimizer.errors import InputRejected, WrongUsage
from optimizer.systems.register.benchmarks import shares_of
from optimizer.text.issues import REGISTER
from tests.register.small import units, write_register
from tests.report.recalculate import differences, needs_office, recalculated

F = Fraction


def test_a_unit_on_a_line_is_listed(tmp_path: Path) -> None:
    """二厂: 1 万t 标准煤 and 2.6 万t CO2 exactly; 三厂: 9 999 t and 25 999 t."""
    listed = {one.unit.name: (one.by_energy, one.by_carbon) for one in units(tmp_path).registered.listed}
    assert listed == {"一厂": (True, True), "二厂": (True, True), "三厂": (False, False)}


def test_an_account_carries_last_year_and_what_is_left(tmp_path: Path) -> None:
    """一厂 2026: 19 + 4 + 1 = 24, a year before 25, target 25: one less, one left. 2025's row of others is not there."""
    account = units(tmp_path).registered.accounts[0]
    assert (account.report.carbon, account.before, account.change, account.left) == (F(24), F(25), F(-1), F(1))


def test_groups_and_the_rest_are_the_register(tmp_path: Path) -> None:
    """Group: 9.6 + 1 = 10.6 ≤ 11; carbon 24 + 2.6 = 26.6, 0.6 above its 26. The last group has no name."""
    group, rest = units(tmp_path).registered.groups
    assert (group.energy, group.left("energy"), group.carbon, group.left("carbon")) == (
        F("10.6"), F("0.4"), F("26.6"), F("-0.6"))  # fmt: skip
    assert (rest.group, rest.carbon) == ("", F("2.5999"))


def test_points_follow_the_pace(tmp_path: Path) -> None:
    """Intensity 1.0 → 0.96, −4 %; due in the first year 20 % × 15 % = 3 %: full 35. Total 9.6 on 9.5: +1.05 %, 10.
    Measures 40: 85 of 100, 良好.
    """  # noqa: D205
    (score,) = units(tmp_path).registered.scores
    assert (score.achieved, score.due, score.points, score.total, score.grade) == (
        F("0.04"), F("0.03"), (F(35), F(10), F(40)), F(85), 1)  # fmt: skip


def test_a_missed_pace_is_no_good_grade_and_open_points_have_none(tmp_path: Path) -> None:
    missed = units(tmp_path / "a", unit_targets=["一厂,2026,9.5,25,25,50"]).registered.scores[0]
    assert (missed.total, missed.grade) == (F(35) * F("0.04") / F("0.05") + 10 + 50, 3)
    (score,) = units(tmp_path / "b", unit_targets=["二厂,2026,9.5,25,15,"]).registered.scores
    assert (score.points, score.total, score.grade) == ((None, F(15), None), None, None)


def test_shares_go_by_capacity(tmp_path: Path) -> None:
    """120 万t: 100 at the baseline (one line is 0.01 above it), 30 at the advanced level: 25 % < 30 %."""
    found = units(tmp_path).registered
    (shares,) = found.shares
    assert (shares.capacity, shares.baseline, shares.advanced) == (F(120), F(100), F(30))
    assert (shares.baseline_met, shares.advanced_met) == (False, False)
    assert [(line.capacity.line, line.rung, line.gap) for line in found.lines] == [
        ("3号", "below", F("0.01")), ("2号", "baseline", F(17)), ("1号", "advanced", F(0))]  # fmt: skip


BROKEN: dict[str, tuple[dict[str, list[str]], str, str]] = {
    "register_unknown": ({"unit_targets": ["四厂,2026,9.5,25,15,40"]}, "unit_targets.csv", "A2"),
    "register_benchmark_order": ({"benchmarks": ["水泥熟料,118,117,kgce/t,2023"]}, "benchmarks.csv", "B2"),
    "not_a_number": ({"capacities": ["三厂,1号,水泥熟料,2026,30,约一百"]}, "capacities.csv", "F2"),
    "unknown_region": ({"units": ["一厂,C1,丁,化工,能源集团,是", "二厂,C2,甲,化工,,", "三厂,C3,乙,建材,能源集团,"]}, "units.csv", "C2"),
    "duplicate_key": ({"groups": ["能源集团,2026,11,26", "能源集团,2026,11,26"]}, "groups.csv", "A3"),
    "negative_quantity": ({"sectors": ["甲,化工,2026,-30"]}, "sectors.csv", "D2"),
}


@pytest.mark.parametrize("code", BROKEN)
def test_what_is_wrong_is_found_at_its_cell(code: str, tmp_path: Path) -> None:
    tables, file, cell = BROKEN[code]
    with pytest.raises(InputRejected) as rejected:
        units(tmp_path, **tables)
    assert [(i.code, i.where.file, i.where.cell) for i in rejected.value.issues] == [(code, file, cell)]


def test_every_code_of_the_register_is_tested() -> None:
    assert set(REGISTER) <= set(BROKEN)


@pytest.mark.parametrize("line", ["0", "一万", "-1"])
def test_a_line_must_be_a_positive_number(line: str, tmp_path: Path) -> None:
    with pytest.raises(WrongUsage):
        units(tmp_path, energy=line)


@needs_office
def test_the_formulas_say_what_is_stored(tmp_path: Path) -> None:
    write_units(units(tmp_path), tmp_path / "u.xlsx")
    count, wrong = differences(tmp_path / "u.xlsx", recalculated(tmp_path / "u.xlsx", tmp_path))
    assert wrong == []
    assert count == 18


def test_the_command_writes_both_and_says_what_is_out_of_order(tmp_path: Path) -> None:
    units(tmp_path)
    book, out = tmp_path / "u.xlsx", tmp_path / "u.json"
    args = ["units", str(tmp_path / "case"), str(tmp_path / "register"), "-o", str(book), "--json", str(out)]
    done = CliRunner().invoke(cli, args, standalone_mode=False)
    assert done.return_value == 0
    assert all(word in done.output for word in ("2 家达到线", "能源集团", "0.6", "乙 建材", "3号"))
    assert openpyxl.load_workbook(book).sheetnames == [
        "重点单位名录", "企业碳排放账户", "行业汇总", "国企集团责任", "规上企业表", "重点单位考核", "能效对标", "产能占比",
    ]  # fmt: skip
    document = json.loads(out.read_text(encoding="utf-8"))
    assert (document["ok"], document["year"], document["sectors"][0]["count"]) == (True, 2026, 1)


def test_a_rejected_register_is_told_in_the_json(tmp_path: Path) -> None:
    units(tmp_path)
    write_register(tmp_path / "register", groups=["无名集团,2026,1,1"])
    args = ["units", str(tmp_path / "case"), str(tmp_path / "register"), "--json", str(tmp_path / "u.json")]
    done = CliRunner().invoke(cli, args, standalone_mode=False)
    assert isinstance(done.exception, InputRejected)
    assert json.loads((tmp_path / "u.json").read_text(encoding="utf-8"))["issues"][0]["code"] == "register_unknown"


def test_without_a_target_of_the_plan_period_shares_are_not_judged(tmp_path: Path) -> None:
    found = units(tmp_path).registered
    (shares,) = shares_of(found.lines, {})
    assert (shares.baseline, shares.baseline_met, shares.advanced_met) == (F(100), None, None)
