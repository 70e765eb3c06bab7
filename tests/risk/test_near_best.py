"""Near-best plans against enumeration."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from optimizer.app.alternatives import alternatives_case, write_alternatives
from optimizer.app.check import check_case
from optimizer.app.risk import solved_program
from optimizer.app.workers import Workers
from optimizer.errors import WrongUsage
from optimizer.solver.share import use_of
from optimizer.solver.stage import solve
from optimizer.systems.uncertainty.risk_draws import decisions
from tests.cli.test_exit_codes import shuangkong
from tests.risk.small import small

ONE = Workers(count=1)


@pytest.mark.parametrize("near", [0.0, 0.2, 0.5])
def test_both_ends_by_enumeration(near: float, tmp_path: Path) -> None:
    """All sixteen choices of four projects, no measures: those within the share give least and most of each league."""
    folder = str(small(tmp_path, measures=[]))
    program = solved_program(check_case(folder))
    facts, best = program.facts, program.base.outcome.objective
    kept = []
    for chosen in product([0.0, 1.0], repeat=4):
        lower, upper = program.matrix.lower.copy(), program.matrix.upper.copy()
        lower[:4] = upper[:4] = chosen
        told = solve(replace(program.matrix, lower=lower, upper=upper))
        if told.outcome.ok and told.outcome.objective >= best - near * abs(best) - 1e-7:
            kept.append(decisions(facts, told.x)[0])
    assert len(kept) > 1 or near == 0.0
    found = alternatives_case(folder, near, ONE).found
    assert found is not None
    for region in ("甲", "乙"):
        n = facts.tree.names.index(region)
        mine = [p for p, home in enumerate(("甲", "甲", "乙", "乙")) if home == region]
        uses = [use_of(facts, y, np.zeros(0)).assessment[:, n, -1] for y in kept]
        wanted = {
            "value": [float(facts.projects.value[mine] @ y[mine]) for y in kept],
            "count": [float(y[mine].sum()) for y in kept],
            "energy": [float(use[0]) for use in uses], "carbon": [float(use[1]) for use in uses],
        }  # fmt: skip
        for one in (one for one in found.reaches if one.region == region):
            ends = min(wanted[one.figure]), max(wanted[one.figure])
            assert (one.low, one.high) == pytest.approx(ends, abs=1e-6), one
            assert one.low <= one.plan <= one.high


def test_projects_that_can_be_exchanged(tmp_path: Path) -> None:
    found = alternatives_case(str(small(tmp_path, measures=[])), 0.5, ONE).found
    none = alternatives_case(str(tmp_path), 0.0, ONE).found
    assert found is not None and none is not None
    assert (found.projects["most"] > found.projects["least"]).any()
    assert (none.projects["most"] == none.projects["least"]).all()


def test_inner_mongolia(tmp_path: Path) -> None:
    """Every end is at least as far as the plan, the files say so, and two processes say what one says."""
    found = alternatives_case("neimenggu-2026", 0.01, Workers(count=2))
    assert found.found is not None and len(found.found.reaches) == 12 * 4
    assert any(one.high - one.low > 1.0 for one in found.found.reaches if one.figure == "carbon")
    write_alternatives(found, tmp_path / "n.xlsx", tmp_path / "n.json")
    assert openpyxl.load_workbook(tmp_path / "n.xlsx").sheetnames == ["近优范围", "图 近优碳排放", "近优项目"]
    document = json.loads((tmp_path / "n.json").read_text(encoding="utf-8"))
    assert document["floor"] == pytest.approx(0.99 * document["objective"])


def test_the_command(tmp_path: Path) -> None:
    folder = str(small(tmp_path))
    done = shuangkong("alternatives", folder, "--near", "5%", "--workers", "1")
    assert done.returncode == 0, done.stderr
    assert "甲" in done.stdout
    assert shuangkong("alternatives", folder, "--near", "x").returncode == 2
    with pytest.raises(WrongUsage):
        alternatives_case(folder, 1.0)
