"""Robust plans against enumeration: every choice of projects, every corner of the box."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from optimizer.app.risk import Program, open_program
from optimizer.app.robust import robust_case, write_robusted
from optimizer.errors import WrongUsage
from optimizer.formulation.shock import shocked
from optimizer.solver.stage import solve
from optimizer.systems.uncertainty.risk_draws import decisions
from optimizer.systems.uncertainty.robust import excesses, protected, worst_excess
from optimizer.systems.uncertainty.robust_rows import Limit, ends_of, limits_under
from optimizer.systems.uncertainty.uncertain import Uncertain, uncertain_of
from tests.cli.test_exit_codes import shuangkong
from tests.risk.small import DELAY, small

ROWS = (
    "growth,common,,,normal,0% 0.4%,60,t,假设", "usage,each,甲,,uniform,-1% 1%,,t,假设",
    "utilization,each,,P2,triangular,-30% 0% 10%,,t,假设", "utilization,each,,P4,uniform,-20% 20%,,t,假设",
    "consumption,each,甲,,normal,0% 6%,,t,假设", "delay,each,,P3,uniform,0年 1年,,t,假设",
    "saving,each,,,uniform,-50% 0%,,t,假设", "factor,each,乙,,uniform,-1% 1%,,t,假设",
)  # fmt: skip
CASES = {
    "elastic": {}, "reserve": {"reserve": 0.05, "targets": ["R,能耗,2030,10,", "甲,能耗,2030,8,", "乙,碳排放,2030,10,"]},
    "hard total": {"totals": ["甲,能耗,2030,212,刚性,,,"]}, "listed": {"projects": [
        "P1,甲,20,30,10,,0.5 1,,,", "P2,甲,15,25,4,,1,,自治区单列,", "P3,乙,10,12,6,,0 1,,,", "P4,乙,6,20,9,8,1,,国家单列,"]},
}  # fmt: skip


def opened(folder: Path, **changes: object) -> tuple[Program, Uncertain, float]:
    program = open_program(str(small(folder, *ROWS, **changes)))
    policy = program.checked.policy
    return program, uncertain_of(program.checked.case, program.facts), policy.of("hand_down").reserve_share


def rows_of(program: Program, uncertain: Uncertain, box: float, reserve: float) -> list[Limit]:
    ends = ends_of(uncertain, uncertain.box(box))
    return list(limits_under(program.facts, uncertain.home, ends, program.checked.case.base_year, reserve))


def corners(uncertain: Uncertain, box: float) -> Iterator[np.ndarray]:
    low, high = uncertain.box(box)
    yield from map(np.array, product(*zip(np.minimum(low, 0.0), np.maximum(high, 0.0), strict=True)))


@pytest.mark.parametrize("changes", CASES.values(), ids=CASES)
def test_the_worst_corner_is_where_the_rows_say(changes: dict[str, object], tmp_path: Path) -> None:
    """For every choice of the four projects, measures half done: the largest excess over each hard limit among all
    2¹² corners, added up from the deviated case, is what the row gives with every figure at its worst."""
    program, uncertain, reserve = opened(tmp_path, **changes)
    facts, base_year = program.facts, program.checked.case.base_year
    limits = rows_of(program, uncertain, 0.8, reserve)
    moved = [shocked(facts, uncertain.shock(values), base_year) for values in corners(uncertain, 0.8)]
    assert len(moved) == 2**uncertain.size
    for chosen in ([0, 0, 0, 0], [1, 1, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1]):
        plan = np.array(chosen, dtype=float), np.full(len(facts.measures.record), 0.5)
        most = np.max([excesses(one, plan, reserve) for one in moved], axis=0)
        x = np.concatenate(plan)
        rows = [float((limit.nominal + limit.rise) @ x + (limit.constant + limit.constant_rise).sum()) for limit in limits]
        assert sum(over > 1e-9 for over in most) == sum(row > 1e-6 for row in rows)
        assert (max(rows) > 0) == (most.max() > 0)
        found = worst_excess(facts, uncertain, uncertain.box(0.8), plan, base_year, reserve, corners=20)
        assert found == pytest.approx(most.max(), abs=1e-12)


@pytest.mark.parametrize("box", [0.1, 0.3, 0.6])
@pytest.mark.parametrize("changes", CASES.values(), ids=CASES)
def test_the_best_plan_that_withstands_the_box(changes: dict[str, object], box: float, tmp_path: Path) -> None:
    """Every choice of the four projects (all measures done) is tried in all corners; the best that stands is ours."""
    program, uncertain, reserve = opened(tmp_path, **{"measures": []} | changes)
    facts, base_year = program.facts, program.checked.case.base_year
    moved = [shocked(facts, uncertain.shock(values), base_year) for values in corners(uncertain, box)]
    best = -math.inf
    for chosen in product([0.0, 1.0], repeat=4):
        plan = np.array(chosen), np.zeros(0)
        if max(excesses(one, plan, reserve).max() for one in moved) <= 1e-9:
            fixed = program.matrix.lower.copy(), program.matrix.upper.copy()
            fixed[0][:4] = fixed[1][:4] = chosen
            told = solve(replace(program.matrix, lower=fixed[0], upper=fixed[1]))
            best = max(best, told.outcome.objective) if told.outcome.ok else best
    found = solve(protected(program.matrix, rows_of(program, uncertain, box, reserve), math.inf))
    if best == -math.inf:
        assert not found.outcome.ok
    else:
        assert found.outcome.proved and found.outcome.objective == pytest.approx(best, abs=1e-7)


@pytest.mark.parametrize("gamma", [1, 2, 3])
def test_a_budget_of_worst_figures(gamma: int, tmp_path: Path) -> None:
    """Γ figures of each limit at their worst, whichever they are: tried one by one for every choice of projects."""
    program, uncertain, reserve = opened(tmp_path, measures=[])
    limits = rows_of(program, uncertain, 0.6, reserve)
    best = -math.inf
    for chosen in product([0.0, 1.0], repeat=4):
        x = np.array(chosen)
        if all(stands(limit, x, gamma) for limit in limits):
            lower, upper = program.matrix.lower.copy(), program.matrix.upper.copy()
            lower[:4] = upper[:4] = x
            told = solve(replace(program.matrix, lower=lower, upper=upper))
            best = max(best, told.outcome.objective) if told.outcome.ok else best
    found = solve(protected(program.matrix, limits, gamma))
    assert best > -math.inf
    assert found.outcome.proved and found.outcome.objective == pytest.approx(best, abs=1e-7)


def stands(limit: Limit, x: np.ndarray, gamma: int) -> bool:
    rises = np.concatenate([limit.rise[: len(x)] * x, limit.constant_rise])
    worst = max(sum(group) for group in combinations(rises, gamma))
    return float(limit.nominal[: len(x)] @ x + limit.constant.sum() + worst) <= 1e-9


def test_the_price_grows_with_box_and_gamma(tmp_path: Path) -> None:
    found = robust_case(str(small(tmp_path, *ROWS)), [0.1, 0.3, 0.6], [1, 2, math.inf], draws=50).robust
    assert found is not None
    at = {(plan.box, plan.gamma): -math.inf if plan.approval is None else plan.objective for plan in found.plans}
    assert all(at[box, 1] >= at[box, 2] >= at[box, math.inf] for box in (0.1, 0.3, 0.6))
    assert all(found.nominal.objective >= at[0.1, g] >= at[0.3, g] >= at[0.6, g] for g in (1, 2, math.inf))
    assert all(plan.excess <= 1e-9 for plan in found.plans if plan.approval is not None and plan.gamma == math.inf)


def test_nothing_uncertain_costs_nothing(tmp_path: Path) -> None:
    found = robust_case(str(small(tmp_path, "usage,each,,,uniform,0% 0%,,t,假设")), [0.9], [1, math.inf], draws=3).robust
    assert found is not None
    assert [plan.objective for plan in found.plans] == pytest.approx([found.nominal.objective] * 2)
    assert (found.widest, found.nominal.chance) == (0.99, 1.0)


def test_inner_mongolia_keeps_its_limits_in_every_draw_inside_the_box() -> None:
    """A plan for the middle fifth: 200 draws from inside that box keep every hard limit of every league and year."""
    program = open_program("neimenggu-2026")
    uncertain = uncertain_of(program.checked.case, program.facts)
    reserve = program.checked.policy.of("hand_down").reserve_share
    found = solve(protected(program.matrix, rows_of(program, uncertain, 0.2, reserve), math.inf))
    low, high = uncertain.box(0.2)
    pull = np.random.default_rng(5)
    plan = decisions(program.facts, found.x)
    for _ in range(200):
        values = low + (high - low) * pull.random(uncertain.size)
        inside = shocked(program.facts, uncertain.shock(values), program.checked.case.base_year)
        assert excesses(inside, plan, reserve).max() <= 1e-9


def test_outputs(tmp_path: Path) -> None:
    found = robust_case(str(small(tmp_path / "c", *ROWS)), [0.3, 0.9], [1, math.inf], draws=20)
    write_robusted(found, tmp_path / "r.xlsx", tmp_path / "r.json")
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert book.sheetnames == ["稳健代价", "图 稳健代价", "稳健方案项目"]
    document = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert [(plan["box"], plan["gamma"]) for plan in document["plans"]] == [(0.3, 1), (0.3, "all"), (0.9, 1), (0.9, "all")]
    assert document["nominal"]["price"] == 0 and document["plans"][0]["price"] >= 0


def test_the_command(tmp_path: Path) -> None:
    folder = str(small(tmp_path / "c", DELAY))
    done = shuangkong("robust", folder, "--box", "30%", "--gamma", "1", "--gamma", "all", "--draws", "10")
    assert done.returncode == 0, done.stderr
    assert "全部达标概率" in done.stdout
    for wrong in (["--box", "x"], ["--box", "100%"], ["--gamma", "0"], ["--gamma", "few"], ["--draws", "0"]):
        assert shuangkong("robust", folder, *wrong).returncode == 2, wrong
    with pytest.raises(WrongUsage):
        robust_case(folder, [0.0])


@pytest.mark.parametrize(
    "rules", ["market = { trade = true }", "bank = { bank_max = 0.1 }"], ids=["trade", "banking"]
)
def test_flows_are_refused_and_named(rules: str, tmp_path: Path) -> None:
    """Its corners are added up without transfers or banking, so it says so instead of judging by half the rules."""
    with pytest.raises(WrongUsage, match=r"rules\.market"):
        robust_case(str(small(tmp_path / "c", DELAY, rules=rules)))
