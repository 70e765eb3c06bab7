"""The menu: what closes a gap alone, with amounts; what does not is not listed."""

from __future__ import annotations

from pathlib import Path

from tests.conflict.ask import actions, diagnose
from tests.small import ONE, TWO


def test_a_later_start(tmp_path: Path) -> None:
    """A uses 30 from 2028; room is 10 in 2028 and 2029, 40 in 2030: it fits from 2030 on."""
    found = diagnose(
        tmp_path / "c", years="2028, 2029, 2030", regions=ONE, region_years=[f"甲,{t},100,100,0," for t in (2028, 2029, 2030)],
        totals=["甲,能耗,2028,110,hard,,,", "甲,能耗,2029,110,hard,,,", "甲,能耗,2030,140,hard,,,"],
        projects=["A,甲,30,0,1,1,,必上,,"],
    )  # fmt: skip
    later = [entry for entry in found.menu if entry["action"] == "later"]
    assert [(entry["project"], entry["year"]) for entry in later] == [("A", 2030)]
    assert ("drop", "甲", "A", None, 1.0) in actions(found)
    assert not any(action == "raise" for action, *_ in actions(found))


def test_raise_one_total(tmp_path: Path) -> None:
    """120 under a total of 110: raise it by 10, reduce by 10, or buy 10 from 乙, which has no limit."""
    found = diagnose(
        tmp_path / "c", regions=TWO, region_years=["甲,2030,100,120,0,", "乙,2030,100,50,0,"],
        totals=["甲,能耗,2030,110,hard,,,"],
    )  # fmt: skip
    assert actions(found) == {
        ("reduce", "甲", None, None, 10.0), ("transfer", "甲", None, "乙", 10.0), ("raise", "甲", None, None, 10.0),
    }  # fmt: skip


def test_a_seller_must_have_it_to_spare(tmp_path: Path) -> None:
    """乙 uses 50 of 55: it cannot give up the 10 that 甲 lacks."""
    found = diagnose(
        tmp_path / "c", regions=TWO, region_years=["甲,2030,100,120,0,", "乙,2030,100,50,0,"],
        totals=["甲,能耗,2030,110,hard,,,", "乙,能耗,2030,55,hard,,,"],
    )  # fmt: skip
    assert not any(action == "transfer" for action, *_ in actions(found))


def test_admit_the_rescuer(tmp_path: Path) -> None:
    """τ = 1.8; 185 where 180 are allowed; A (rejected) adds 1.8·10 for 5: 190 ≤ 198. Nothing else but reducing helps."""
    found = diagnose(
        tmp_path / "c", regions=ONE, region_years=["甲,2030,100,185,0,"], targets=["甲,能耗,2030,10,"],
        projects=["A,甲,5,0,10,1,,否决,,"],
    )  # fmt: skip
    assert actions(found) == {("reduce", "甲", None, None, 5.0), ("admit", "甲", "A", None, 1.0)}


def test_release_the_reserve(tmp_path: Path) -> None:
    """95 of 100 with 10 % kept back: release 5, or raise the total to 95/0.9 = 105.555556."""
    found = diagnose(
        tmp_path / "c", regions=TWO, region_years=["甲,2030,100,80,0,", "乙,2030,100,15,0,"],
        totals=["R,能耗,2030,100,hard,,,"], reserve=0.1,
    )  # fmt: skip
    assert {("release", "R", None, None, 5.0), ("raise", "R", None, None, 5.555556)} <= actions(found)
    says = next(entry["says"] for entry in found.menu if entry["action"] == "release")
    assert says.endswith("机动比例降至 5.00 %")


def test_a_league_is_not_helped_by_what_leaves_another_short(tmp_path: Path) -> None:
    """甲 and 乙 are each 5 over: 甲 cannot buy from 乙; each closes its own gap, the other's taken as closed."""
    found = diagnose(
        tmp_path / "c", regions=TWO, region_years=["甲,2030,100,115,0,", "乙,2030,100,55,0,"],
        totals=["甲,能耗,2030,110,hard,,,", "乙,能耗,2030,50,hard,,,"],
    )  # fmt: skip
    assert actions(found) == {
        ("reduce", "甲", None, None, 5.0), ("raise", "甲", None, None, 5.0),
        ("reduce", "乙", None, None, 5.0), ("raise", "乙", None, None, 5.0),
    }  # fmt: skip
    assert [len(conflict) for conflict in found.conflicts] == [1, 1]
