"""`shuangkong compare` and `check` as a user calls them: exit codes, files, messages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_exit_codes import SAMPLE, shuangkong
from tests.scenarios.builders import k_case, scenario


def test_0_compared(tmp_path: Path) -> None:
    """One scenario with a plan and one without: both are answers."""
    case = k_case(tmp_path, scenario("否决P1", 'reject = ["P1"]') + scenario("批准P3", 'approve = ["P3"]'))
    done = shuangkong("compare", str(case), "-o", str(tmp_path / "c.xlsx"), "--json", str(tmp_path / "c.json"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "c.xlsx").exists()
    document = json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))
    assert [one["ok"] for one in document["scenarios"]] == [True, True, False]
    assert "无可行方案" in done.stdout and "取消批准" in done.stdout


@pytest.mark.parametrize(
    "words",
    [
        ["--scenario", "没有"],
        ["--set", "targets.甲"],
        ["--sweep", "targets.甲.carbon.2030=1"],
        [],
        ["--set", "projects.P1.carbon=1", "--time-limit", "0"],
    ],
)
def test_2_unclear_wishes(words: list[str]) -> None:
    done = shuangkong("compare", str(SAMPLE), *words)
    assert done.returncode == 2
    assert "错误：" in done.stderr and "Traceback" not in done.stderr


def test_3_wrong_names(tmp_path: Path) -> None:
    """Every wrong name at once, each with the option that it stands in; the JSON lists them, no workbook is written."""
    words = ["--approve", "P33", "--set", "targets.已.carbon.2030=18%", "--set", "totals.甲.carbon.2030=9700 万顿"]
    files = ["-o", str(tmp_path / "c.xlsx"), "--json", str(tmp_path / "c.json")]
    done = shuangkong("compare", str(SAMPLE), *words, *files)
    assert done.returncode == 3
    issues = json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))["issues"]
    assert {(i["code"], i["cell"]) for i in issues} == {
        ("scenario_unknown_project", "--approve P33"), ("unknown_region", words[3]), ("unit_unknown", words[5])
    }  # fmt: skip
    assert not (tmp_path / "c.xlsx").exists()


def test_4_no_plan_on_any_side(tmp_path: Path) -> None:
    target = ("甲,碳排放,2030,18", "甲,碳排放,2030,30")
    case = k_case(tmp_path, targets=target)
    assert shuangkong("compare", str(case), "--reject", "P1").returncode == 4


def test_check_reads_scenarios_too(tmp_path: Path) -> None:
    case = k_case(tmp_path, scenario("批准", 'approve = ["P33"]'))
    done = shuangkong("check", str(case))
    assert done.returncode == 3
    assert "scenarios.toml" in done.stderr and "P33" in done.stderr
    assert shuangkong("solve", str(case)).returncode == 0
