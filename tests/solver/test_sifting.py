"""Sifting: the window finds what the whole program's own solve finds, proves it, and steps back where it cannot."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.tools import program as synthetic
from optimizer.domain.outcome import Hold, Stop
from optimizer.solver import certificate, stage
from optimizer.solver import settle as settling
from optimizer.solver.certificate import certify
from optimizer.solver.highs import load, run
from optimizer.solver.live import Live
from optimizer.solver.matrix import Array, Matrix
from optimizer.solver.scaling import scale
from optimizer.solver.sifting import sifting
from optimizer.solver.sifting.certified import settle_large
from optimizer.solver.sifting.hot import begin, loaded
from optimizer.solver.sifting.window import activity, reduced_costs, relieved, window

KINDS = ("elastic", "hard", "tight", "ties")


@pytest.fixture
def forced(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Sift programs of any size through windows of a few projects; return how many columns each window had."""
    sizes: list[int] = []

    def counted(matrix: Matrix, kept: Array, outside: Array) -> Matrix:
        sizes.append(int(kept.sum()))
        return window(matrix, kept, outside)

    monkeypatch.setattr(sifting, "LEAST", 1)
    monkeypatch.setattr(sifting, "A_ROW", 0.0)
    monkeypatch.setattr(sifting, "_sample_size", lambda matrix: 4)
    monkeypatch.setattr(sifting, "window", counted)
    return sizes


def random_program(seed: int, kind: str) -> Matrix:
    """Return a program of up to four leagues with a budget each: columns approvals, budgets, overruns.

    Rows: Σ use·y − b ≤ −existing; b − Σ τ·v·y ≤ τ·GDP; b − s ≤ total (no s where totals are hard); Σ b ≤ all.
    """
    draw = np.random.default_rng(seed)
    leagues, count = int(draw.integers(1, 5)), int(draw.integers(20, 120))
    place = draw.integers(0, leagues, count)
    sizes = draw.integers(1, 5, (2, count)) + 0.0 if kind == "ties" else draw.lognormal(0, 1, (2, count))
    use, added = sizes
    value = added + 0.0 if kind == "ties" else added * draw.lognormal(0, 0.5, count)
    existing = draw.uniform(5, 20, leagues)
    wanted = np.bincount(place, use, leagues)
    room = {"elastic": 0.4, "hard": 0.3, "tight": 0.02, "ties": 0.3}[kind] * draw.uniform(0.2, 1.8, leagues) * wanted
    room = np.where(draw.random(leagues) < 0.1, -1.0, room) if kind == "hard" else room
    overruns = 0 if kind in ("hard", "tight") else leagues
    columns = count + leagues + overruns
    dense, upper = np.zeros((3 * leagues + 1, columns)), np.zeros(3 * leagues + 1)
    for n in range(leagues):
        mine = np.flatnonzero(place == n)
        dense[3 * n, mine], dense[3 * n, count + n], upper[3 * n] = use[mine], -1.0, -existing[n]
        tau = draw.uniform(0.6, 1.4)
        dense[3 * n + 1, mine], dense[3 * n + 1, count + n] = -tau * added[mine], 1.0
        upper[3 * n + 1] = existing[n] + 0.1 * wanted[n]
        dense[3 * n + 2, count + n], upper[3 * n + 2] = 1.0, existing[n] + room[n]
        if overruns:
            dense[3 * n + 2, count + leagues + n] = -1.0
    dense[-1, count : count + leagues], upper[-1] = 1.0, existing.sum() + 0.4 * wanted.sum()
    status = draw.choice(["free", "must", "rejected"], count, p=[0.9, 0.0, 0.1] if kind == "tight" else [0.8, 0.1, 0.1])
    return Matrix(
        cost=np.concatenate([-value, np.zeros(leagues), np.full(overruns, 0.5)]),
        lower=np.concatenate([status == "must", np.full(leagues, -np.inf), np.zeros(overruns)]),
        upper=np.concatenate([status != "rejected", np.full(leagues + overruns, np.inf)]),
        whole=np.zeros(columns, dtype=bool), start=np.concatenate([[0], np.cumsum((dense != 0).sum(axis=1))]),
        index=np.nonzero(dense)[1], value=dense[dense != 0], row_lower=np.full(len(upper), -np.inf), row_upper=upper,
        approvals=count,
    )  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(40))
def test_sifted_is_ordinary(seed: int, kind: str, forced: list[int]) -> None:
    """The same objective to 1e-9 with a certificate of the whole program; no plan where the other proves none."""
    matrix = random_program(seed, kind)
    scaled = scale(matrix)
    ended = settle_large(matrix, scaled)
    ordinary = run(load(scaled.matrix))
    if ordinary.x is None:
        assert ended == (Stop.PROVED_IMPOSSIBLE, None)
        return
    assert ended is not None and ended[1] is not None, "a program with a plan goes through the window"
    x, y, proof = ended[1]
    assert proof.ok and proof == certify(matrix, x, y)
    best = float(matrix.cost @ scaled.primal(ordinary.x))
    assert proof.primal == pytest.approx(best, rel=1e-9, abs=1e-9 * proof.size)
    again = sifting.sift(scaled.matrix)
    assert again is not None and np.array_equal(x, scaled.primal(again.x)) and np.array_equal(y, scaled.dual(again.y))


def test_the_random_programs_are_of_every_sort(forced: list[int]) -> None:
    """Some have no plan, some windows grow, and most never hold the whole program, or the above would prove little."""
    none, grown, small = 0, 0, 0
    for seed in range(40):
        matrix = random_program(seed, KINDS[seed % 4])
        forced.clear()
        none += sifting.sift(scale(matrix).matrix) is None
        grown += len(forced) > 2
        small += max(forced) < len(matrix.cost)
    assert none >= 2 and grown >= 10 and small >= 30


def test_the_basis_found_is_the_whole_programs(forced: list[int]) -> None:
    """A live instance begins and ends at it: the objective at once, without one step of the simplex method."""
    matrix = synthetic(300, 4)
    scaled = scale(matrix)
    assert sifting.sift(scaled.matrix) is not None
    cold = run(load(scaled.matrix))
    highs = loaded(scaled.matrix)
    answer = run(highs)
    assert highs.getInfo().simplex_iteration_count == 0
    assert answer.bound == pytest.approx(cold.bound, rel=1e-12)
    assert begin(scaled.matrix)[1].bound == pytest.approx(cold.bound, rel=1e-12)
    relaxed = Live(matrix).relax()
    assert relaxed.outcome.proved
    assert relaxed.outcome.objective == pytest.approx(stage.solve(matrix).outcome.objective, rel=1e-12)


def test_a_large_program_goes_through_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    """10,000 projects in 3 regions: solved without the whole program ever being in HiGHS; one project fewer, with it."""
    matrix = synthetic(10_000, 3)
    held: list[int] = []
    monkeypatch.setattr(settling, "load", lambda m, options=None: held.append(m.shape[1]) or load(m, options))
    sifted = stage.solve(matrix)
    assert sifted.outcome.proved and not held
    monkeypatch.setattr(sifting, "LEAST", 10_001)
    ordinary = stage.solve(matrix)
    assert held == [matrix.shape[1]]
    assert sifted.outcome.objective == pytest.approx(ordinary.outcome.objective, rel=1e-9)


def test_what_is_not_for_sifting(forced: list[int]) -> None:
    """Whole columns, rows with a lower limit, no known projects, no time: the ordinary way."""
    matrix = scale(synthetic(60, 3)).matrix
    assert sifting.sift(matrix) is not None
    assert sifting.sift(replace(matrix, whole=np.arange(matrix.shape[1]) == 0)) is None
    assert sifting.sift(replace(matrix, row_lower=np.where(np.arange(matrix.shape[0]) == 1, -9.0, -np.inf))) is None
    assert sifting.sift(replace(matrix, approvals=0)) is None
    assert sifting.sift(matrix, time_limit=0.0) is None


def test_no_time_leaves_nothing_in_hand(forced: list[int]) -> None:
    """The window stops at the limit, and the ordinary way finds no time left."""
    stopped = stage.solve(synthetic(300, 4), time_limit=0.0)
    assert (stopped.outcome.stop, stopped.outcome.hold) == (Stop.TIME_LIMIT, Hold.NONE)


def test_no_end_is_left_to_the_ordinary_way(forced: list[int]) -> None:
    """A budget that earns and that nothing holds: no window has an optimum."""
    matrix = random_program(0, "elastic")
    cost = matrix.cost.copy()
    cost[matrix.approvals] = -1.0
    free = replace(matrix, cost=cost, row_upper=np.full(matrix.shape[0], 1e9), value=np.where(matrix.value < 0, matrix.value, 0))
    assert sifting.sift(free) is None


def test_relief_grows_dearer_until_it_is_out_of_use(forced: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """Relief for 2^-30 a unit is cheaper than any approval's worth; the price is raised, and the optimum the same."""
    matrix = random_program(2, "hard")
    scaled = scale(matrix).matrix
    expected = sifting.sift(scaled)
    monkeypatch.setattr(sifting, "DEAR", 2.0**-30)
    found = sifting.sift(scaled)
    assert expected is not None and found is not None
    assert scaled.cost @ found.x == pytest.approx(scaled.cost @ expected.x, rel=1e-9)
    monkeypatch.setattr(sifting, "DEAREST", 2.0**-30)
    assert sifting.sift(scaled) is None


def test_a_window_by_hand() -> None:
    """2x + 3y + z ≤ 7 and y ≤ 1 with y kept, x at 2, z at 1: 3y ≤ 2 and y ≤ 1; eased: 3y − r ≤ 2 and y − s ≤ 1.

    Reduced costs at prices (−1, −2): x 5 + 2 = 7, y 6 + 3 + 2 = 11, z 7 + 1 = 8; A·(1, 2, 3) = (11, 2).
    """
    matrix = Matrix(
        np.array([5.0, 6.0, 7.0]), np.zeros(3), np.full(3, 4.0), np.zeros(3, dtype=bool), np.array([0, 3, 4]),
        np.array([0, 1, 2, 1]), np.array([2.0, 3.0, 1.0, 1.0]), np.full(2, -np.inf), np.array([7.0, 1.0]),
    )  # fmt: skip
    part = window(matrix, np.array([False, True, False]), np.array([2.0, 9.0, 1.0]))
    assert (part.start.tolist(), part.index.tolist(), part.value.tolist()) == ([0, 1, 2], [0, 0], [3, 1])
    assert (part.cost.tolist(), part.row_upper.tolist()) == ([6], [2, 1])
    eased = relieved(part, 50.0)
    assert (eased.start.tolist(), eased.index.tolist(), eased.value.tolist()) == ([0, 2, 4], [0, 1, 0, 2], [3, -1, 1, -1])
    assert (eased.cost.tolist(), eased.upper.tolist()) == ([6, 50, 50], [4, np.inf, np.inf])
    assert reduced_costs(matrix, np.array([-1.0, -2.0])).tolist() == [7, 11, 8]
    assert activity(matrix, np.array([1.0, 2.0, 3.0])).tolist() == [11, 2]


@pytest.mark.parametrize("piece", [1, 7, 64])
def test_a_certificate_in_pieces_is_the_same(piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many entries are summed at a time, empty rows and long ones among them."""
    matrix = random_program(1, "elastic")
    rows = np.insert(matrix.start, [0, 3, len(matrix.start)], [0, matrix.start[3], matrix.start[-1]])
    upper = np.insert(matrix.row_upper, [0, 3, len(matrix.row_upper)], 1.0)
    matrix = replace(matrix, start=rows, row_upper=upper, row_lower=np.full(len(upper), -np.inf))
    draw = np.random.default_rng(0)
    x, y = draw.uniform(0, 1, matrix.shape[1]), -draw.uniform(0, 1, matrix.shape[0])
    whole = certify(matrix, x, y)
    monkeypatch.setattr(certificate, "PIECE", piece)
    parts = certify(matrix, x, y)
    for name in ("primal", "dual", "violation", "stray", "size"):
        assert getattr(parts, name) == pytest.approx(getattr(whole, name), rel=1e-12), name
