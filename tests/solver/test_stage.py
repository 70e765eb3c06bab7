"""Stage 1: scaling undone exactly, certificates that refute, whole choices cut off when only tolerance let them in."""

import numpy as np
import pytest

from optimizer.domain.outcome import Hold, Stop
from optimizer.solver import stage
from optimizer.solver.certificate import certify
from optimizer.solver.matrix import Matrix
from optimizer.solver.scaling import scale


def program(cost: list[float], rows: list[list[float]], upper: list[float], whole: bool) -> Matrix:
    """Maximise cost·x over 0 ≤ x ≤ 1 and rows ≤ upper."""
    dense = np.array(rows, dtype=float)
    at = [np.flatnonzero(row) for row in dense]
    n = len(cost)
    return Matrix(
        cost=-np.array(cost, dtype=float), lower=np.zeros(n), upper=np.ones(n), whole=np.full(n, whole),
        start=np.concatenate([[0], np.cumsum([len(a) for a in at])]).astype(np.int64),
        index=np.concatenate(at) if at else np.zeros(0, dtype=np.int64),
        value=np.concatenate([row[a] for row, a in zip(dense, at, strict=True)]),
        row_lower=np.full(len(upper), -np.inf), row_upper=np.array(upper, dtype=float),
    )  # fmt: skip


def test_a_knapsack_in_shares_and_whole() -> None:
    """10, 7, 4 for weights 5, 4, 3 under 8: shares 10 + 7·3/4 = 15.25; whole 10 + 4 = 14."""
    shares = stage.solve(program([10, 7, 4], [[5, 4, 3]], [8], whole=False))
    assert shares.outcome.stop is Stop.PROVED_BEST
    assert shares.outcome.objective == pytest.approx(15.25, abs=1e-12)
    assert shares.marginal == pytest.approx([7 / 4])
    whole = stage.solve(program([10, 7, 4], [[5, 4, 3]], [8], whole=True))
    assert whole.outcome.hold is Hold.BEST
    assert whole.outcome.objective == pytest.approx(14, abs=1e-12)
    assert whole.x.tolist() == [1, 0, 1]


def test_a_linear_program_can_be_stopped() -> None:
    """It has neither plan nor bound to tell before its end; stopped, what it has in hand is no more than feasible."""
    draw = np.random.default_rng(0)
    cost, rows = draw.uniform(1, 2, 60).tolist(), draw.uniform(0, 1, (20, 60)).tolist()
    asked, told = program(cost, rows, [8.0] * 20, whole=False), []

    def listen(seconds: float, best: float, bound: float) -> bool:
        told.append((best, bound))
        return len(told) == 2

    best, stopped = stage.solve(asked), stage.solve(asked, progress=listen)
    assert (stopped.outcome.stop, stopped.outcome.hold) == (Stop.INTERRUPTED, Hold.FEASIBLE)
    assert stopped.outcome.objective < best.outcome.objective <= stopped.outcome.bound
    assert set(told) == {(-np.inf, np.inf)}
    watched = stage.solve(asked, progress=lambda *_: False)
    assert watched.x.tolist() == best.x.tolist() and watched.outcome.proved


@pytest.mark.parametrize("size", [1e-12, 1e-9, 1.0, 1e9, 1e12])
def test_any_unit_gives_the_same_choice(size: float) -> None:
    """The knapsack with rows and values in other units: the choice stays, the objective follows."""
    found = stage.solve(program([10 * size, 7 * size, 4 * size], [[5 * size, 4 * size, 3 * size]], [8 * size], True))
    assert found.x.tolist() == [1, 0, 1]
    assert found.outcome.objective == pytest.approx(14 * size, rel=1e-12)


def test_rows_nine_orders_apart() -> None:
    """A tiny row (1e-9) is kept as strictly as a large one: both items fit the large row, one the tiny row."""
    rows = [[3e9, 4e9], [2e-9, 2e-9]]
    found = stage.solve(program([5, 6], rows, [8e9, 3e-9], whole=True))
    assert found.x.tolist() == [0, 1]


def test_a_choice_that_only_tolerance_lets_in_is_refused() -> None:
    """1 + 1 under 2 − 1e-8 does not fit; the search must come back with one item."""
    found = stage.solve(program([5, 6], [[1, 1]], [2 - 1e-8], whole=True))
    assert found.outcome.objective == pytest.approx(6)
    assert found.x.tolist() == [0, 1]


def test_impossible_is_said_so() -> None:
    matrix = program([1, 1], [[1, 1], [-1, -1]], [0.5, -1.5], whole=False)
    assert stage.solve(matrix).outcome.stop is Stop.PROVED_IMPOSSIBLE
    assert stage.solve(program([1], [[2], [-2]], [1.5, -0.5], whole=True)).outcome.stop is Stop.PROVED_IMPOSSIBLE


def test_a_limit_missed_within_tolerance_is_met() -> None:
    """Both items are asked for (≥ 2) under a limit of 2·(1 − 1e-10): missed by less than the tolerance of 1e-9."""
    found = stage.solve(program([5, 6], [[1, 1], [-1, -1]], [2 - 2e-10, -2], whole=True))
    assert found.outcome.stop is Stop.PROVED_BEST
    assert found.x.tolist() == [1, 1]
    beyond = stage.solve(program([5, 6], [[1, 1], [-1, -1]], [2 - 2e-8, -2], whole=True))
    assert beyond.outcome.stop is Stop.PROVED_IMPOSSIBLE


def test_certificate_refutes() -> None:
    """x = (1, 3/4) with dual 7/4 proves 15.25; a worse plan leaves a gap, one beyond the row a violation."""
    matrix = program([10, 7, 4], [[5, 4, 3]], [8], whole=False)
    right = certify(matrix, np.array([1, 0.75, 0]), np.array([-7 / 4]))
    assert right.ok
    assert right.primal == right.dual == -15.25
    worse = certify(matrix, np.array([1, 0.5, 0]), np.array([-7 / 4]))
    assert not worse.ok
    assert worse.primal - worse.dual == pytest.approx(1.75)
    beyond = certify(matrix, np.array([1, 0.76, 0]), np.array([-7 / 4]))
    assert beyond.violation == pytest.approx(0.04 / 8, rel=1e-9)


def test_certificate_does_not_forgive_a_wrong_sign() -> None:
    """A positive dual on a row without a lower limit proves nothing."""
    matrix = program([10], [[5]], [8], whole=False)
    assert not certify(matrix, np.array([1.0]), np.array([1.0])).ok


def test_scaling_is_undone_exactly() -> None:
    matrix = program([3e7, 1e-3], [[1e9, 2e3], [5e1, 1e-4]], [1e9, 6.0], whole=False)
    scaled = scale(matrix)
    back = scaled.matrix.value / scaled.row[matrix.row_of] / scaled.column[matrix.index]
    assert (back == matrix.value).all()
    assert (scaled.matrix.row_upper / scaled.row == matrix.row_upper).all()
    for r in range(2):
        entries = np.append(scaled.matrix.value[2 * r : 2 * r + 2], scaled.matrix.row_upper[r])
        assert 0.5 <= entries.max() <= 2, "the largest entry of a row, its limit included, is near one"
