"""The repair: preference before policy, never a law, the least worst share first; and it repairs."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from optimizer.app.explain import explain_case
from tests.conflict.ask import amounts, diagnose
from tests.conflict.little import Little, Member, possible
from tests.conflict.recipes import RECIPES
from tests.conflict.test_members import as_member
from tests.small import ONE, TWO

THREE = ["R,,,,", *(f"{league},R,100,100,200" for league in "甲乙丙")]
FLOORS = ["甲,2030,100,60,0,", "乙,2030,100,60,0,", "丙,2030,100,30,0,"]


def test_floors_give_way_by_the_same_share(tmp_path: Path) -> None:
    """60 + 60 + 30 = 150 under a total of 120: 30 short, shared at 20 % each: 12, 12, 6. A least total would not care.

    The repair itself raises the one limit that is policy: the total, by 30 to 150.
    """
    found = diagnose(tmp_path / "c", regions=THREE, region_years=FLOORS, totals=["R,能耗,2030,120,hard,,,"])
    shared = amounts(found, "reductions")
    assert shared == {
        ("reduction", league, "energy", 2030): pytest.approx(amount, abs=1e-9)
        for league, amount in (("甲", 12), ("乙", 12), ("丙", 6))
    }
    assert amounts(found, "gaps") == {("total", "R", "energy", 2030): 30.0}
    assert amounts(found, "repair") == {("total", "R", "energy", 2030): 30.0}
    assert found.relief is not None
    assert found.relief["repair"][0]["to"] == 150.0
    assert found.relief["repair"][0]["kind"] == "policy"


def test_each_limit_gives_way_by_what_it_is_short_of(tmp_path: Path) -> None:
    """A is forced: energy 50 + 10 over a total of 50, carbon 200 + 4 over 200. B (candidate) would only make it worse."""
    found = diagnose(
        tmp_path / "c", regions=ONE, region_years=["甲,2030,100,50,200,"],
        totals=["甲,能耗,2030,50,hard,,,", "甲,碳排放,2030,200,hard,,,"],
        projects=["A,甲,10,4,1,1,,必上,,", "B,甲,12,0,1,1,,,,"],
    )  # fmt: skip
    assert amounts(found, "repair") == {
        ("total", "甲", "energy", 2030): 10.0, ("total", "甲", "carbon", 2030): 4.0,
    }  # fmt: skip


def test_two_limits_share_what_either_could_bear(tmp_path: Path) -> None:
    """The region's carbon intensity (τ = 0.5, GDP 2 000, 1 010 used) is missed by 10; the law stays.

    A in 甲 and B in 乙 (divisible) each add 40 of value, 20 of room, for 60 of energy, and neither league has energy
    left under its total of 600 and 300. Half a project is needed: y_A + y_B = 1/2, and the totals rise by 60·y. The
    same share of both, 60·y_A/600 = 60·y_B/300, gives y_A = 1/3: 20 and 10, 3.33 % each. The sum is 30 however it is
    shared, so a least total might put 10 % on 乙.
    """
    found = diagnose(
        tmp_path / "c", regions=["R,,,,", "甲,R,1000,1000,1000", "乙,R,1000,1000,1000"],
        region_years=["甲,2030,1000,600,505,", "乙,2030,1000,300,505,"], targets=["R,碳排放,2030,50,"],
        totals=["甲,能耗,2030,600,hard,,,", "乙,能耗,2030,300,hard,,,"],
        projects=["A,甲,60,0,40,1,,,,true", "B,乙,60,0,40,1,,,,true"],
    )  # fmt: skip
    assert amounts(found, "repair") == {
        ("total", "甲", "energy", 2030): pytest.approx(20, abs=1e-7),
        ("total", "乙", "energy", 2030): pytest.approx(10, abs=1e-7),
    }


def test_the_reserve_goes_before_the_total(tmp_path: Path) -> None:
    """99 must be handed down; 10 % of the total of 100 is reserved, so 90 may. The reserve falls by 9 to 1 %."""
    found = diagnose(
        tmp_path / "c", regions=TWO, region_years=["甲,2030,100,80,0,", "乙,2030,100,19,0,"],
        totals=["R,能耗,2030,100,hard,,,"], reserve=0.1,
    )  # fmt: skip
    assert amounts(found, "repair") == {("hand_down", "R", "energy", 2030): 9.0}
    assert found.relief is not None
    repair = found.relief["repair"][0]
    assert repair["to"] == pytest.approx(0.01, abs=1e-12)
    assert (repair["kind"], repair["cells"]) == ("preference", ["case.toml:rules.hand_down.reserve_share"])


def test_the_whole_reserve_goes_before_the_total_is_raised(tmp_path: Path) -> None:
    """104 under a total of 100 with 10 % reserved: the total must rise to 104 even without reserve, then nothing is kept.

    With the total at 104 the reserve of 10.4 is released whole.
    """
    found = diagnose(
        tmp_path / "c", regions=TWO, region_years=["甲,2030,100,80,0,", "乙,2030,100,24,0,"],
        totals=["R,能耗,2030,100,hard,,,"], reserve=0.1,
    )  # fmt: skip
    assert amounts(found, "repair") == {
        ("total", "R", "energy", 2030): 4.0, ("hand_down", "R", "energy", 2030): pytest.approx(10.4, abs=1e-9),
    }  # fmt: skip


def test_fewest_decisions_then_least_value(tmp_path: Path) -> None:
    """τ·G = 0.9·2·100 = 180 (base intensity 2), 150 exist, 30 left; A, B, C of 20 each are forced with values 5, 3, 9.

    Two must go: 60 − 30 = 30 > 20. The two of least value: B and A. Intensity is law and stays.
    """
    found = diagnose(
        tmp_path / "c", regions=ONE, region_years=["甲,2030,100,150,0,"], targets=["甲,能耗,2030,10,"],
        projects=[f"{name},甲,20,0,0,{value},,必上,," for name, value in (("A", 5), ("B", 3), ("C", 9))],
    )  # fmt: skip
    assert amounts(found, "repair") == {("must", "A"): 1.0, ("must", "B"): 1.0}
    assert amounts(found, "gaps") == {("intensity", "甲", "energy", 2030): 30.0}


def test_where_only_the_law_stands_in_the_way_there_is_a_gap_and_no_repair(tmp_path: Path) -> None:
    """185 exist where 180 are allowed: 5 are missing, and nothing may be relaxed."""
    found = diagnose(tmp_path / "c", regions=ONE, region_years=["甲,2030,100,185,0,"], targets=["甲,能耗,2030,10,"])
    assert amounts(found, "repair") == {}
    assert amounts(found, "gaps") == {("intensity", "甲", "energy", 2030): 5.0}
    assert amounts(found, "remainder") == {("reduction", "甲", "energy", 2030): 5.0}


def _mended(case: Little, entries: list[dict[str, object]]) -> tuple[Little, set[Member]]:
    """Return the case with a repair carried out, and the limits and decisions that hold then."""
    totals, shares, open_again = dict(case.totals), [case.reserve], set()
    for entry in entries:
        if entry["rule"] == "total":
            totals[str(entry["region"]), str(entry["quantity"]), int(str(entry["year"]))] = float(str(entry["to"]))
        elif entry["rule"] == "hand_down":
            shares.append(float(str(entry["to"])))
        else:
            open_again.add(as_member(entry))
    mended = replace(case, totals=totals, reserve=min(shares))
    return mended, mended.members() - open_again


@pytest.mark.parametrize("name", RECIPES)
def test_the_repaired_case_has_a_plan(tmp_path: Path, name: str) -> None:
    """Brute force on the repaired case; where the law alone stands in the way the reductions that remain are made."""
    case = RECIPES[name](random.Random(name))
    found = explain_case(str(case.write(tmp_path / "c")))
    assert found.relief is not None
    assert all(entry["rule"] != "intensity" and entry["kind"] != "law" for entry in found.relief["repair"])
    mended, held = _mended(case, found.relief["repair"])
    less = {(e["region"], e["quantity"], e["year"]): e["amount"] for e in found.relief["remainder"]}
    existing = {place: case.used(place) - amount for place, amount in less.items()}  # type: ignore[arg-type]
    assert possible(replace(mended, existing=mended.existing | existing), held)  # type: ignore[arg-type]
    law = {member for member in case.members() if member[0] == "intensity"}
    assert bool(less) == (not possible(case, law))
