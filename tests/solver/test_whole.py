"""Whole approvals at scale: the same optimum as HiGHS directly, bounds that hold, false claims refused."""

from __future__ import annotations

import itertools
import os
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from optimizer.domain.outcome import Stop
from optimizer.errors import SolverTrouble
from optimizer.solver import stage
from optimizer.solver.highs import Answer
from optimizer.solver.matrix import Matrix
from optimizer.solver.scaling import scale
from optimizer.solver.settle import settle
from optimizer.solver.whole import priced, regions, search
from optimizer.solver.whole.part import hold
from optimizer.solver.whole.priced import lift_of, price
from optimizer.solver.whole.prices import prices_of, relax
from optimizer.solver.whole.regions import regions_of
from optimizer.solver.whole.watch import Watch
from tests.solver.test_stage import program

SEEDS = range(int(os.environ.get("SHUANGKONG_SEEDS", "40")))


def leagues(seed: int, count: int = 0, projects: int = 0) -> Matrix:
    """Leagues under one region: worth y, a limit a league with a paid-for overrun, two limits of all, odd extras.

    Some seeds make groups across leagues, ties, whole measures, projects that must be, or a limit that nothing meets.
    """
    draw = np.random.default_rng(seed)
    count, projects = count or int(draw.integers(2, 6)), projects or int(draw.integers(6, 15))
    weight = np.round(draw.uniform(1, 9, projects), 0 if seed % 5 == 0 else 3)
    worth = weight.copy() if seed % 5 == 0 else np.round(weight * draw.uniform(0.5, 1.5, projects), 3)
    home = np.sort(draw.integers(0, count, projects))
    columns = projects + 2 * count
    rows, upper = [], []
    for n in range(count):
        row = np.zeros(columns)
        row[:projects][home == n] = weight[home == n]
        row[projects + n], row[projects + count + n] = -1.0, -1.0
        rows.append(row)
        upper.append(float(draw.uniform(0.2, 0.6) * weight[home == n].sum()))
    for share in (0.45, 0.5):
        row = np.zeros(columns)
        row[:projects] = weight * draw.uniform(0.8, 1.2, projects)
        row[projects : projects + count] = -0.5
        rows.append(row)
        upper.append(share * float(row.sum()))
    if seed % 4 == 1:
        row = np.zeros(columns)
        row[draw.choice(projects, 2, replace=False)] = 1.0
        rows.append(row)
        upper.append(1.0)
    made = program([*worth, *[-0.4] * count, *[-2.0] * count], rows, upper, whole=False)
    whole = np.arange(columns) < projects
    whole[projects] = seed % 7 == 2
    lower, most = made.lower.copy(), made.upper.copy()
    most[projects + count :] = np.inf if seed % 3 else 0.0
    lower[draw.choice(projects, 2)] = float(seed % 6 == 3)
    limit = np.where(np.arange(len(upper)) == count, -1.0 if seed % 11 == 4 else np.inf, np.inf)
    return replace(made, whole=whole, lower=lower, upper=most, row_upper=np.minimum(made.row_upper, limit))


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thresholds so low that small programs take the long way, with windows of a few columns and regions of two."""
    monkeypatch.setattr(regions, "SIZEABLE", 2)
    for name, value in {"FEW": 1, "WINDOW": 2, "EACH": 1, "WIDEST": 4, "NODES": 3}.items():
        monkeypatch.setattr(search, name, value)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.usefixtures("small")
def test_the_same_as_directly(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways prove the same objective, or that there is none."""
    matrix = leagues(seed)
    found = stage.solve(matrix)
    monkeypatch.setattr(search, "FEW", 10**9)
    direct = stage.solve(matrix)
    assert direct.outcome.stop in (Stop.PROVED_BEST, Stop.PROVED_IMPOSSIBLE)
    assert found.outcome.stop is direct.outcome.stop
    if direct.outcome.ok:
        assert found.outcome.objective == pytest.approx(direct.outcome.objective, rel=1e-9)
        assert found.outcome.gap <= 1e-9 * abs(direct.outcome.objective)
        assert (found.x[matrix.whole] == np.round(found.x[matrix.whole])).all()


def enumerated(matrix: Matrix) -> float:
    """Return the least cost over every whole choice, each one's rest a linear program; infinite without a plan."""
    least = np.inf
    columns = np.flatnonzero(matrix.whole)
    choices = itertools.product(*(range(int(matrix.lower[j]), int(matrix.upper[j]) + 1) for j in columns))
    for choice in choices:
        _, found = settle(matrix, np.array(choice, dtype=float), None)
        least = least if found is None else min(least, found[2].primal)
    return least


@pytest.mark.parametrize("seed", [7, 8, 10, 19, 28])
@pytest.mark.usefixtures("small")
def test_no_choice_beats_the_bounds(seed: int) -> None:
    """The priced bound lies between the linear bound and the optimum of all choices written out; fixing keeps one."""
    matrix = scale(leagues(seed, 3, 6)).matrix
    relaxed, best = relax(matrix, None), enumerated(matrix)
    division = regions_of(matrix)
    assert relaxed is not None and division is not None and np.isfinite(best)
    x, linear = relaxed
    half = prices_of(matrix, x, linear.y / 2)
    for prices in filter(None, (linear, half)):
        found = price(matrix, prices, division, lambda: False, x)
        assert prices.bound <= found.bound <= best + 1e-9 * abs(best)
        for column in np.flatnonzero(matrix.whole & (matrix.lower < matrix.upper)):
            lower, upper = matrix.lower.copy(), matrix.upper.copy()
            lower[column] = upper[column] = (upper if prices.reduced[column] > 0 else lower)[column]
            moved = enumerated(replace(matrix, lower=lower, upper=upper))
            assert found.moved[column] <= moved + 1e-9 * abs(moved), "a plan with the column moved is cheaper"


def test_leagues_are_found_by_structure() -> None:
    """Three leagues with nine projects each, one limit over some of each: three regions, its row is priced."""
    rows = [[float(n // 9 == league) for n in range(27)] for league in range(3)]
    shared = [float(n % 3 > 0) for n in range(27)]
    found = regions_of(program([1.0] * 27, [shared, *rows], [5, 2, 2, 2], whole=True))
    assert found is not None
    assert found.count == 3
    assert found.column.tolist() == [0] * 9 + [1] * 9 + [2] * 9
    assert found.row.tolist() == [-1, 0, 1, 2]


def test_one_knot_is_no_division() -> None:
    """Rows of two projects each that chain all of them together: nothing to be priced would part them evenly."""
    chain = np.eye(399, 400) + np.eye(399, 400, 1)
    assert regions_of(program([1.0] * 400, chain.tolist(), [1.0] * 399, whole=True)) is None


def test_held_columns_are_carried_to_the_limits() -> None:
    """5a + 4b + 3c ≤ 8 with b = 1: 5a + 3c ≤ 4, and b's worth of 7 is spent."""
    matrix = program([10, 7, 4], [[5, 4, 3]], [8], whole=True)
    part = hold(matrix, np.array([True, False, True]), np.array([0.0, 1.0, 0.0]))
    assert part.columns.tolist() == [0, 2]
    assert part.matrix.value.tolist() == [5, 3]
    assert part.matrix.row_upper.tolist() == [4]
    assert part.spent == -7


def test_a_false_bound_of_a_region_is_refused() -> None:
    """Items 10 and 4 stand (cost −14): a claimed bound of −13 is refuted by them, −14 is not."""
    matrix = program([10, 7, 4], [[5, 4, 3]], [8], whole=True)
    stands = np.array([1.0, 0.0, 1.0])
    assert lift_of(matrix, stands, -15.25, -14.0) == pytest.approx(1.25, abs=1e-6)
    with pytest.raises(SolverTrouble):
        lift_of(matrix, stands, -15.25, -13.0)


def planted(monkeypatch: pytest.MonkeyPatch, module: Any, change: Any) -> None:
    """Let every answer of a module's searches for whole columns be changed before it is heard."""
    run = module.run
    monkeypatch.setattr(module, "run", lambda *asked, **more: change(run(*asked, **more)))


@pytest.mark.usefixtures("small")
def test_a_false_incumbent_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The windows claim that everything is approved: the choice does not settle, and the optimum stands."""
    matrix = leagues(7, 4, 14)
    right = stage.solve(matrix).outcome
    all_ = lambda answer: Answer(answer.stop, np.ones_like(answer.x), answer.y, answer.bound)  # noqa: E731
    planted(monkeypatch, search, all_)
    found = stage.solve(matrix)
    assert found.outcome.proved
    assert found.outcome.objective == pytest.approx(right.objective, rel=1e-9)
    assert found.certificate is not None and found.certificate.feasible


@pytest.mark.usefixtures("small")
def test_false_bounds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every region, and every core, claims a bound far too good: the claim is refuted and the direct way taken."""
    matrix = leagues(7, 4, 14)
    right = stage.solve(matrix).outcome
    high = lambda answer: Answer(answer.stop, answer.x, answer.y, answer.bound + abs(answer.bound))  # noqa: E731
    planted(monkeypatch, priced, high)
    planted(monkeypatch, search, high)
    found = stage.solve(matrix)
    assert found.outcome.proved
    assert found.outcome.objective == pytest.approx(right.objective, rel=1e-9)


@pytest.mark.usefixtures("small")
def test_a_plan_beyond_the_bound_is_a_contradiction() -> None:
    """A bound planted above a plan that stands is an error, not a proof."""
    matrix = leagues(7, 4, 14)
    scaled, watch = scale(matrix), Watch()
    relaxed = relax(scaled.matrix, None)
    assert relaxed is not None
    work = search._Search(matrix, scaled, *relaxed, watch)
    watch.bound = 0.0
    with pytest.raises(SolverTrouble):
        work.take(np.round(stage.solve(matrix).x[matrix.whole]))


@pytest.mark.usefixtures("small")
def test_the_number_of_threads_changes_nothing() -> None:
    matrix = scale(leagues(9, 5, 40)).matrix
    relaxed, division = relax(matrix, None), regions_of(matrix)
    assert relaxed is not None and division is not None and division.count == 5
    one, many = (price(matrix, relaxed[1], division, lambda: False, relaxed[0], threads) for threads in (1, 8))
    assert (one.x == many.x).all() and (one.lift == many.lift).all()


@pytest.mark.usefixtures("small")
def test_a_gap_that_was_asked_for_ends_the_search() -> None:
    """Within 5 % the search may end; it says which gap is proved, and never that the plan is the best."""
    ended = 0
    for seed in range(20):
        matrix = leagues(seed, 4, 20)
        exact, near = stage.solve(matrix).outcome, stage.solve(matrix, gap=0.05).outcome
        if not exact.ok:
            continue
        spare = 1e-9 * abs(exact.objective)
        assert near.objective - spare <= exact.objective <= near.bound + spare
        assert near.gap <= 0.05 * abs(near.objective)
        assert near.stop in (Stop.PROVED_BEST, Stop.WITHIN_GAP)
        ended += near.stop is Stop.WITHIN_GAP
    assert ended >= 3


@pytest.mark.usefixtures("small")
def test_a_stop_keeps_plan_and_bound() -> None:
    """Stopped as soon as there is a plan: what is in hand is feasible, and the bound told is one of the optimum."""
    matrix = leagues(8, 5, 40)
    best = stage.solve(matrix).outcome.objective
    spare = 1e-9 * abs(best)
    found = stage.solve(matrix, progress=lambda _, plan, __: np.isfinite(plan)).outcome
    assert found.stop in (Stop.INTERRUPTED, Stop.PROVED_BEST)
    assert found.objective - spare <= best <= found.bound + spare


@pytest.mark.usefixtures("small")
def test_a_search_that_ends_without_news_keeps_the_plan_in_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time is over before windows and core find anything: the regions' choice is the plan, its gap is stated."""
    matrix = leagues(9, 5, 40)
    best = stage.solve(matrix).outcome.objective
    planted(monkeypatch, search, lambda answer: Answer(Stop.TIME_LIMIT, None, answer.y, answer.bound))
    found = stage.solve(matrix).outcome
    assert found.stop is Stop.TIME_LIMIT
    assert found.objective < best < found.bound
