"""The worked what-ifs of domain.md K.3: gaps, conflicts and what closes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.app.explain import explain_case
from tests.conflict.ask import actions, amounts, k_case


def test_p3_forced(tmp_path: Path) -> None:
    """乙 has 49.6 of room and M3 takes off 70; P3 needs 146.8, and P6 gives 21.1: 146.8 − 21.1 − 49.6 − 70 = 6.1.

    甲 can sell 6.1 (room 114, M1 and M2 180), 丙 too (room 36, M4 and M5 55). Value added of P3 would have to rise by
    6.1/1.66 = 3.674699.
    """
    found = explain_case(str(k_case(tmp_path / "k", must={"P3"})))
    assert [[(m["rule"], m["region"], m["project"]) for m in c] for c in found.conflicts] == [
        [("intensity", "乙", None), ("must", "乙", "P3")]
    ]
    assert [m["cells"] for m in found.conflicts[0]] == [["targets.csv:D3"], ["projects.csv:G4"]]
    assert amounts(found, "gaps") == {("intensity", "乙", "carbon", 2030): pytest.approx(6.1, abs=1e-9)}
    assert amounts(found, "repair") == {("must", "P3"): 1.0}
    assert amounts(found, "remainder") == {}
    assert actions(found) == {
        ("reduce", "乙", None, None, 6.1), ("transfer", "乙", None, "甲", 6.1), ("transfer", "乙", None, "丙", 6.1),
        ("drop", "乙", "P3", None, 1.0), ("value_added", "乙", "P3", None, round(6.1 / 1.66, 6)),
    }  # fmt: skip


def test_p3_and_p4_forced(tmp_path: Path) -> None:
    """P4 needs 10.2 more: 16.3."""
    found = explain_case(str(k_case(tmp_path / "k", must={"P3", "P4"})))
    assert amounts(found, "gaps") == {("intensity", "乙", "carbon", 2030): pytest.approx(16.3, abs=1e-9)}


def test_p5_forced(tmp_path: Path) -> None:
    """丙: room 36, M4 and M5 take off 55, P5 needs 93 (110 − 0.68·25): 2.0."""
    found = explain_case(str(k_case(tmp_path / "k", must={"P5"})))
    assert amounts(found, "gaps") == {("intensity", "丙", "carbon", 2030): pytest.approx(2.0, abs=1e-9)}
    assert ("transfer", "丙", None, "甲", 2.0) in actions(found)


def test_p3_and_p5_forced(tmp_path: Path) -> None:
    """Two conflicts, one offered after the other; each league's menu closes its own gap."""
    found = explain_case(str(k_case(tmp_path / "k", must={"P3", "P5"})))
    assert [{m["project"] for m in conflict} - {None} for conflict in found.conflicts] == [{"P3"}, {"P5"}]
    assert amounts(found, "repair") == {("must", "P3"): 1.0, ("must", "P5"): 1.0}
    assert {("drop", "乙", "P3", None, 1.0), ("drop", "丙", "P5", None, 1.0)} <= actions(found)


def test_a_target_of_21_percent(tmp_path: Path) -> None:
    """甲: τ = 0.79·3 = 2.37, room 2.37·3 900 − 9 480 = −237; M1, M2 take off 180, P2 gives 2.37·40 − 90 = 4.8: 52.2.

    Only the law and what exists clash: no repair, a gap that 甲 may buy from 乙 (room 49.6 + 21.1 + 70 = 140.7) but not
    from 丙 (36 + 55 = 91 would do, yet its region's book does not count M5: the region is far from its limit).
    """
    found = explain_case(str(k_case(tmp_path / "k", replace=("甲,碳排放,2030,18", "甲,碳排放,2030,21"))))
    assert [m["rule"] for m in found.conflicts[0]] == ["intensity"]
    assert amounts(found, "gaps") == {("intensity", "甲", "carbon", 2030): pytest.approx(52.2, abs=1e-9)}
    assert amounts(found, "repair") == {}
    assert ("transfer", "甲", None, "乙", 52.2) in actions(found)


def test_a_target_of_20_percent_has_a_plan(tmp_path: Path) -> None:
    found = explain_case(str(k_case(tmp_path / "k", replace=("甲,碳排放,2030,18", "甲,碳排放,2030,20"))))
    assert not found.impossible
    assert found.run.plan is not None
