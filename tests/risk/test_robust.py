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
from optimizer.domain.risk import Robust, RobustPlan
from optimizer.errors import WrongUsage
from optimizer.formulation.columns import columns_of
from optimizer.formulation.shock import shocked
from optimizer.report.risk.robust_tables import gamma_text, told
from optimizer.rules import RULES
from optimizer.rules.facts import Facts
from optimizer.solver.infeasible.elastic import with_columns, with_rows
from optimizer.solver.matrix import matrix_of
from optimizer.solver.moved import Moved, moved_of
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


def still(facts: Facts) -> Moved:
    """Nothing moves."""
    nothing = np.zeros(facts.limits.total.shape)
    return Moved(nothing, nothing, nothing, nothing, nothing, 1.0)


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
        plan = np.array(chosen, dtype=float), np.full(len(facts.measures.record), 0.5), still(facts)
        most = np.max([excesses(one, plan, reserve) for one in moved], axis=0)
        x = np.concatenate(plan[:2])
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
        plan = np.array(chosen), np.zeros(0), still(facts)
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
    plan = (*decisions(program.facts, found.x), moved_of(program.facts, found.x))
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
    sheet = book["稳健代价"]
    said = [(sheet.cell(r, 1).value, sheet.cell(r, 2).value, sheet.cell(r, 3).value) for r in range(6, 9)]
    assert said == [(0, None, "现方案（不设防）"), (0.3, "1", "有方案"), (0.3, "全部", "有方案")]
    assert document["nominal"]["price"] == 0 and document["plans"][0]["price"] >= 0


def test_what_has_no_plan_takes_one_row(tmp_path: Path) -> None:
    """Where Γ = 3 has none, 10 and all have none either: one row says so. Progress counts every box and Γ."""
    approval = np.ones(1)
    plans = tuple(
        RobustPlan(0.3, gamma, 1.0, approval if gamma < 3 else None, 1.0, math.nan) for gamma in (1.0, 3.0, 10.0, math.inf)
    )  # fmt: skip
    found = Robust(RobustPlan(0.0, 0.0, 2.0, approval, 1.0, math.nan), plans, 0.1, 10, 1)
    assert [gamma_text(plan) for plan in told(found)] == ["1", "3 及以上"]
    counted: list[tuple[int, int]] = []
    robust_case(str(small(tmp_path, *ROWS)), [0.2, 0.9], [1, 2, math.inf], 3, 1, lambda *at: counted.append(at))
    assert counted == [(n, 6) for n in range(1, 7)]


def test_the_command(tmp_path: Path) -> None:
    folder = str(small(tmp_path / "c", DELAY))
    done = shuangkong("robust", folder, "--box", "30%", "--gamma", "1", "--gamma", "all", "--draws", "10")
    assert done.returncode == 0, done.stderr
    assert "全部达标概率" in done.stdout
    for wrong in (["--box", "x"], ["--box", "100%"], ["--gamma", "0"], ["--gamma", "few"], ["--draws", "0"]):
        assert shuangkong("robust", folder, *wrong).returncode == 2, wrong
    with pytest.raises(WrongUsage):
        robust_case(folder, [0.0])


TRADED = ["#,tradable", "M1,甲,节能降碳,2030,5,9,1,,是,是", "M2,乙,节能降碳,2030,4,6,0.5,,是,是",
          "M3,甲,节能降碳,2029,3,4,0.4,,是,是"]  # fmt: skip
HARD_TOTALS = ["甲,能耗,2029,206,刚性,,,", "甲,能耗,2030,213,刚性,,,", "乙,能耗,2029,106,刚性,,,", "乙,能耗,2030,104,刚性,,,"]
FLOWS: dict[str, dict[str, object]] = {
    "trade": {"measures": TRADED, "totals": HARD_TOTALS, "rules": "market = { trade = true, cost = 0.01 }"},
    "ratio": {"measures": TRADED, "totals": HARD_TOTALS,
              "rules": "market = { trade = true, ratio = 1.5 }\ncoverage = { root_counts_sinks = true }",
              "targets": ["R,能耗,2030,9,", "甲,能耗,2030,8,", "乙,碳排放,2030,6,"]},
    "bank": {"totals": ["甲,能耗,2029,207,刚性,,,", "甲,能耗,2030,207,刚性,,,", "乙,能耗,2029,104,刚性,,,", "乙,能耗,2030,108,刚性,,,"],
             "targets": ["甲,能耗,2030,5,"], "rules": "bank = { bank_max = 0.1, borrow_max = 0.05, carry = 0.8 }"},
    "grants": {"totals": [*HARD_TOTALS, "R,能耗,2029,335,刚性,,,", "R,能耗,2030,335,刚性,,,"], "reserve": 0.04, "grants": True,
               "targets": ["甲,能耗,2030,8,", "乙,碳排放,2030,10,"]},
    "all": {"measures": TRADED, "totals": [*HARD_TOTALS, "R,能耗,2030,335,刚性,,,"], "reserve": 0.04, "grants": True,
            "rules": "market = { trade = true }\nbank = { bank_max = 0.1 }"},
}  # fmt: skip
FEW = (
    "usage,each,甲,,uniform,-1% 0.6%,,t,假设", "utilization,each,,P2,uniform,-30% 20%,,t,假设",
    "saving,common,,,uniform,-40% 0%,,t,假设", "growth,common,,,normal,0% 0.2%,60,t,假设",
)  # fmt: skip


def in_every_corner(program: Program, uncertain: Uncertain, box: float) -> float:
    """Return the best objective of a plan for which, in every corner of the box, budgets exist that keep all rows.

    The rows are those of the product for the deviated case itself, one set a corner, with budgets and overruns of its
    own (overruns for nothing); approvals, uptakes and flows are the same in all. Shares no row with the robust plan's.
    """
    facts, policy, base_year = program.facts, program.checked.policy, program.checked.case.base_year
    main = matrix_of(facts, policy, RULES)
    decided = len(facts.projects.record) + len(facts.measures.record)
    flows = columns_of(facts).flows.values()
    first = min((int(one[one >= 0].min()) for one in flows if (one >= 0).any()), default=len(main.cost))
    work = main
    for values in corners(uncertain, box):
        corner = matrix_of(shocked(facts, uncertain.shock(values), base_year), policy, RULES)
        own = len(work.cost) - decided + np.arange(len(corner.cost))
        place = np.where((np.arange(len(corner.cost)) < decided) | (np.arange(len(corner.cost)) >= first),
                         np.arange(len(corner.cost)), own)  # fmt: skip
        added = with_columns(work, first - decided)
        lower, upper = added.lower.copy(), added.upper.copy()
        lower[len(work.cost) :], upper[len(work.cost) :] = corner.lower[decided:first], corner.upper[decided:first]
        rows = [slice(a, b) for a, b in zip(corner.start, corner.start[1:], strict=False)]
        work = with_rows(
            replace(added, lower=lower, upper=upper), [place[corner.index[row]] for row in rows],
            [corner.value[row] for row in rows], corner.row_upper.tolist(),
        )  # fmt: skip
    found = solve(replace(work, rows=()))
    assert found.outcome.proved or not found.outcome.ok
    return found.outcome.objective if found.outcome.ok else -math.inf


@pytest.mark.parametrize("box", [0.2, 0.6])
@pytest.mark.parametrize("changes", FLOWS.values(), ids=FLOWS)
def test_trade_banking_and_grants_that_withstand_the_box(changes: dict[str, object], box: float, tmp_path: Path) -> None:
    """The plan and what it moves are decided beforehand; budgets fit every corner of the box: 2⁵ or 2⁶ sets of rows."""
    program = open_program(str(small(tmp_path, *FEW, **changes)))
    uncertain = uncertain_of(program.checked.case, program.facts)
    reserve = program.checked.policy.of("hand_down").reserve_share
    found = solve(protected(program.matrix, rows_of(program, uncertain, box, reserve), math.inf))
    best = in_every_corner(program, uncertain, box)
    assert best < program.base.outcome.objective
    assert (found.outcome.objective if found.outcome.ok else -math.inf) == pytest.approx(best, abs=1e-6)
    if found.outcome.ok:
        moved = moved_of(program.facts, found.x)
        assert any(flow.any() for flow in (moved.sold, moved.banked, moved.borrowed, moved.granted))
        plan = (*decisions(program.facts, found.x), moved)
        base_year = program.checked.case.base_year
        assert worst_excess(program.facts, uncertain, uncertain.box(box), plan, base_year, reserve) <= 1e-9


def test_what_is_sold_in_vain_is_seen(tmp_path: Path) -> None:
    """甲 sells all 4 that its measure saves; if it saves 25 % less, 1 of 3 is missing: an excess of 1/3."""
    program = open_program(str(small(tmp_path, *FEW, **FLOWS["trade"])))
    facts, nothing = program.facts, np.zeros(program.facts.limits.total.shape)
    entry = [m for m in range(3) if facts.measures.saving[1, m] == 4.0][0]
    place = 1, facts.measures.node[entry], facts.measures.year[entry]
    sold = nothing.copy()
    sold[place] = 4.0
    moved = Moved(sold, sold, nothing, nothing, nothing, 1.0)
    plan = np.zeros(4), np.eye(3)[entry], moved
    flows = replace(facts.flows, sellable=facts.flows.sellable * 0.75)
    assert excesses(replace(facts, flows=flows), plan, 0.0).max() == pytest.approx(1 / 3)
    assert excesses(facts, plan, 0.0).max() < 0.3


def test_robust_with_everything_moved(tmp_path: Path) -> None:
    """Through the verb: each plan is verified as a plan of the case, and its corners stand."""
    found = robust_case(str(small(tmp_path, *FEW, **FLOWS["all"])), [0.2], [1, math.inf], draws=20).robust
    assert found is not None
    assert [plan.approval is not None for plan in found.plans] == [True, True]
    assert found.plans[1].excess <= 1e-9
