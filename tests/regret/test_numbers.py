"""Regrets whose arithmetic can be done by hand, straight from arrays."""

from __future__ import annotations

from dataclasses import replace
from threading import Event

import numpy as np
import pytest

from optimizer.solver import stage
from optimizer.solver.certificate import certify
from optimizer.solver.matrix import Matrix
from optimizer.solver.regret.proof import Prover, Question
from optimizer.solver.regret.regret import Reply, find_regrets
from tests.solver.test_stage import program

INF = float("inf")


def ask(matrix: Matrix, *questions: tuple[int, float, float], exact: bool = True) -> list[Reply]:
    """The replies about a program, solved first."""
    replies = find_regrets(matrix, stage.solve(matrix), [Question(*q) for q in questions], exact, threads=1)
    assert all(reply is not None for reply in replies)
    return [reply for reply in replies if reply is not None]


def moved(reply: Reply) -> dict[int, float]:
    return dict(zip(reply.columns.tolist(), reply.changes.tolist(), strict=True))


def test_shares_of_a_knapsack() -> None:
    """Worth 10, 7, 4 for weights 5, 4, 3 under 8: the plan is 1, 3/4, 0, worth 15.25.

    First out: 7 + 4 = 11, a loss of 4.25; the second and third move in by 1/4 and 1. Second in: 7 + 10·4/5 = 15, a loss
    of 0.25. Second out: 10 + 4 = 14, a loss of 1.25. Third in: 4 + 10 = 14, a loss of 1.25 (its weight displaces the
    second). What already holds costs nothing.
    """
    matrix = program([10, 7, 4], [[5, 4, 3]], [8], whole=False)
    first_out, second_in, second_out, third_in, first_in = ask(
        matrix, (0, 0, 0), (1, 1, 1), (1, 0, 0), (2, 1, 1), (0, 1, 1)
    )
    assert [r.low for r in (first_out, second_in, second_out, third_in)] == pytest.approx([-4.25, -0.25, -1.25, -1.25])
    assert all(r.low == r.high for r in (first_out, second_in, second_out, third_in))
    assert moved(first_out) == pytest.approx({0: -1, 1: 0.25, 2: 1})
    assert moved(second_in) == pytest.approx({0: -0.2, 1: 0.25})
    assert moved(third_in) == pytest.approx({1: -0.75, 2: 1})
    assert (first_in.low, first_in.high, moved(first_in)) == (0, 0, {})


def test_a_whole_knapsack() -> None:
    """The same, whole: the plan is first and third, 14. First out: 7 + 4 = 11. Second in: 7 + 4 = 11. Third out: 10."""
    matrix = program([10, 7, 4], [[5, 4, 3]], [8], whole=True)
    questions = (0, 0, 0), (1, 1, 1), (2, 0, 0)
    found = ask(matrix, *questions)
    assert [r.low for r in found] == pytest.approx([-3, -3, -4])
    assert all(r.low == r.high for r in found)
    assert moved(found[1]) == {0: -1, 1: 1}
    for reply, exact in zip(ask(matrix, *questions, exact=False), found, strict=True):
        assert reply.low <= exact.low + 1e-12
        assert exact.low <= reply.high + 1e-12


def test_impossible_is_no_number() -> None:
    """Weight 9 does not fit under 8; two columns that must add up to one cannot both stay out."""
    for whole in (False, True):
        alone = program([10, 1], [[9, 1]], [8], whole=whole)
        assert [(r.low, r.high) for r in ask(alone, (0, 1, 1))] == [(-INF, -INF)]
        pair = program([1, 0], [[-1, -1], [1, 1]], [-1, 1], whole=whole)
        pair = replace(pair, lower=np.array([0.0, 0.0]), upper=np.array([1.0, 0.0]))
        assert [(r.low, r.high) for r in ask(pair, (0, 0, 0))] == [(-INF, -INF)]


def test_impossible_only_in_whole_numbers() -> None:
    """2a + 2b = 3 − 1·c with c whole: without c no whole plan, though the relaxation has one."""
    matrix = program([0, 0, 1], [[2, 2, 1], [-2, -2, -1]], [3, -3], whole=True)
    (interval,) = ask(matrix, (2, 0, 0), exact=False)
    assert interval.low == -INF
    assert np.isfinite(interval.high)
    (exact,) = ask(matrix, (2, 0, 0))
    assert (exact.low, exact.high) == (-INF, -INF)


@pytest.mark.parametrize("whole", [False, True])
def test_freeing_a_decision(whole: bool) -> None:
    """The first (worth 1, weight 5) must be in: 1 + 4 under 8. Freed: 10 − ... the second (10, 8) comes in, a gain of 5.

    The fourth (worth 3, weight 4) is rejected; freed, it would take the place of the third (4, 3): nothing gained.
    """
    matrix = program([1, 10, 4, 3], [[5, 8, 3, 4]], [8], whole=whole)
    matrix = replace(matrix, lower=np.array([1.0, 0, 0, 0]), upper=np.array([1.0, 1, 1, 0]))
    freed_must, freed_rejected = ask(matrix, (0, 0, 1), (3, 0, 1))
    gain = 10 - 5 if whole else 4 + 10 * 5 / 8 - 5
    assert freed_must.low == freed_must.high == pytest.approx(gain)
    assert (freed_rejected.low, freed_rejected.high) == (0, 0)


def test_ties_cost_nothing() -> None:
    """Four equal projects, room for two: forcing any of them in or out changes nothing."""
    for whole in (False, True):
        matrix = program([5, 5, 5, 5], [[2, 2, 2, 2], [1, 1, 1, 1]], [4, 2], whole=whole)
        found = ask(matrix, *[(j, v, v) for j in range(4) for v in (0.0, 1.0)])
        assert [r.low for r in found] == pytest.approx([0] * 8, abs=1e-12)
        assert [r.high for r in found] == pytest.approx([0] * 8, abs=1e-12)


def random_program(seed: int, whole: bool, columns: int = 60) -> Matrix:
    draw = np.random.default_rng(seed)
    rows = draw.uniform(0, 1, (5, columns)) * (draw.random((5, columns)) < 0.5)
    return program(draw.uniform(1, 9, columns).tolist(), rows.tolist(), (rows.sum(axis=1) * 0.3).tolist(), whole)


@pytest.mark.parametrize(("whole", "exact"), [(False, False), (True, False), (True, True)])
def test_threads_change_nothing(whole: bool, exact: bool) -> None:
    """The same replies, plans included, with one, two and five threads."""
    matrix = random_program(3, whole, 24 if exact else 60)
    base = stage.solve(matrix)
    questions = [Question(j, v, v) for j in range(len(matrix.cost)) for v in (0.0, 1.0)]
    one, two, five = (find_regrets(matrix, base, questions, exact, threads) for threads in (1, 2, 5))
    for a, b, c in zip(one, two, five, strict=True):
        assert a is not None and b is not None and c is not None
        assert (a.low, a.high) == (b.low, b.high) == (c.low, c.high)
        assert moved(a) == moved(b) == moved(c)


def test_stopped_early_keeps_what_is_done() -> None:
    """The stop comes with the tenth answer: at least ten are kept, and some are left open."""
    matrix, stop, told = random_program(5, False, 400), Event(), []

    def tell(done: int, total: int) -> None:
        told.append((done, total))
        if done >= 10:
            stop.set()

    questions = [Question(j, v, v) for j in range(400) for v in (0.0, 1.0)]
    base = stage.solve(matrix)
    trivial = sum(abs(base.x[q.column] - q.lower) <= 1e-9 for q in questions)
    stop_at = [q for q in questions if abs(base.x[q.column] - q.lower) > 1e-9]
    replies = find_regrets(matrix, base, stop_at, threads=2, tell=tell, stop=stop)
    assert trivial > 0
    assert 10 <= sum(reply is not None for reply in replies) < len(stop_at)
    assert told[0] == (1, len(stop_at))
    full = find_regrets(matrix, base, stop_at, threads=2)
    assert all(a is None or (b is not None and a.low == b.low) for a, b in zip(replies, full, strict=True))


def test_the_block_certificate_agrees_with_the_certificate() -> None:
    """Neighbours of a knapsack's optimum, proved or not: the same figures as from the arrays alone."""
    matrix = program([10, 7, 4], [[5, 4, 3]], [8], whole=False)
    prover = Prover(matrix, np.array([1, 0.75, 0]), np.array([-7 / 4]))
    questions = [Question(0, 0, 0), Question(1, 1, 1), Question(1, 1, 1), Question(2, 0, 1)]
    x = np.array([[0, 1, 1], [0.8, 1, 0], [1, 1, 0], [1, 0.75, 0]])
    y = np.array([[-4 / 3], [-2], [-2], [-7 / 4]])
    proofs = prover.prove(questions, x, y)
    for n, question in enumerate(questions):
        alone = certify(question.of(matrix), x[n], y[n])
        assert proofs.primal[n] == pytest.approx(alone.primal)
        assert proofs.dual[n] == pytest.approx(alone.dual)
        assert proofs.violation[n] == pytest.approx(alone.violation, abs=1e-15)
    assert proofs.sharp.tolist() == [False, True, False, True]
    assert proofs.violation[2] == pytest.approx(1 / 8)
    assert proofs.stray[0] == 0
    wrong_sign = prover.prove(questions[3:], x[3:], np.array([[1.0]]))
    assert not wrong_sign.sharp.any()
