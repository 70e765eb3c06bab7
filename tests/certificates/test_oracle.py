"""The oracle itself: its roads to the optimum agree, and the random cases cover the contract."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.oracle.cases import make
from tests.oracle.program import program
from tests.oracle.solve import oracle, scale


@pytest.mark.parametrize("seed", range(1000, 1040))
def test_enumeration_and_branching_agree(seed: int, tmp_path: Path) -> None:
    """Every combination listed (exactly, where nothing is shared) and branch and bound give one optimum."""
    case = make(seed).write(tmp_path)
    listed, branched = oracle(case), oracle(case, way="branch")
    assert listed.status == branched.status
    if listed.objective is not None:
        near = 1e-8 * max(abs(listed.objective), scale(case))
        assert branched.objective == pytest.approx(listed.objective, rel=0, abs=near)


def test_generated_cases_cover_the_contract(tmp_path: Path) -> None:
    """Among two hundred seeds every road is taken and every setting occurs."""
    cases = [make(seed) for seed in range(200)]
    rows = {t: [r for c in cases for r in c.tables.get(t, [])] for t in ("projects", "measures", "totals", "targets")}
    assert {r["listing"] for r in rows["projects"]} == {None, "none", "regional", "national"}
    assert {r["status"] for r in rows["projects"]} == {None, "candidate", "must", "rejected"}
    assert {r["category"] for r in rows["measures"]} >= {"生态碳汇", "节能降碳", "碳减排工程"}
    assert {r["mode"] for r in rows["totals"]} == {"elastic", "hard", "report"}
    assert any(r.get("value", 0) < 0 for r in rows["projects"])
    assert any("intensity" in r for r in rows["targets"])
    assert any("band" in r for r in rows["totals"]) and any("price_1" not in r for r in rows["totals"])
    flags = {tuple(c.settings["rules"]["listing"].values()) for c in cases}
    assert flags == {(True, True), (True, False), (False, True), (False, False)}
    kinds = [program(c.write(tmp_path / str(i))).variables.values() for i, c in enumerate(cases[:40])]
    assert any(v.whole for k in kinds for v in k) and any(not v.whole for k in kinds for v in k)
