"""Walks from the base's basis against cold solves: random programs, ties, far columns, no plan, too many rows."""

from __future__ import annotations

import math

import numpy as np
import pytest

from benchmarks.synthetic import synthetic_case, synthetic_policy
from optimizer.domain.outcome import Stop
from optimizer.formulation.build import build
from optimizer.formulation.gather import gather
from optimizer.rules import RULES
from optimizer.solver import stage
from optimizer.solver.matrix import Matrix, read_matrix
from optimizer.solver.regret import relax as regret_relax
from optimizer.solver.regret.proof import Question
from optimizer.solver.regret.regret import find_regrets, trivial
from optimizer.solver.regret.relax import Relaxation

INF = np.inf


def program(entries: np.ndarray, cost: np.ndarray, upper: np.ndarray, row_lower: np.ndarray) -> Matrix:
    """Columns between 0 and 1, the last one free; rows, entries @ x, between `row_lower` and `upper`."""
    rows, columns = entries.shape
    row, column = np.nonzero(entries)
    lower, most = np.zeros(columns), np.ones(columns)
    lower[-1], most[-1] = -INF, INF
    start = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=rows))])
    return Matrix(
        cost, lower, most, np.zeros(columns, dtype=bool), start, column, entries[row, column], row_lower, upper
    )  # fmt: skip


def random_program(seed: int, whole_numbers: bool) -> Matrix:
    """30 columns, one of them free, in 8 rows; of whole numbers many vertices are degenerate and many optima tie."""
    rng = np.random.default_rng(seed)
    if whole_numbers:
        entries, cost = rng.integers(0, 3, (8, 30)).astype(float), -rng.integers(1, 4, 30).astype(float)
        upper = rng.integers(6, 12, 8).astype(float)
    else:
        entries, cost = rng.random((8, 30)) * (rng.random((8, 30)) < 0.6), -rng.random(30)
        upper = 2 + 2 * rng.random(8)
    entries[:, -1] = -1.0
    cost[-1] = 40.0
    row_lower = np.where(rng.random(8) < 0.3, 0.2 * upper, -INF)
    return program(entries, cost, upper, row_lower)


def questions_of(matrix: Matrix) -> list[Question]:
    return [Question(p, v, v) for p in range(matrix.shape[1] - 1) for v in (0.0, 1.0)]


def cold(matrix: Matrix, question: Question, base: float) -> float:
    """The true regret; minus infinity where no plan exists."""
    outcome = stage.solve(question.of(matrix)).outcome
    if outcome.stop is Stop.PROVED_IMPOSSIBLE:
        return -math.inf
    assert outcome.proved
    return outcome.objective - base


def compare(matrix: Matrix, questions: list[Question]) -> list[float]:
    """Every reply is the cold answer; returns the answers."""
    base = stage.solve(matrix)
    objective = base.outcome.objective
    answers = []
    for question, reply in zip(questions, find_regrets(matrix, base, questions, threads=1), strict=True):
        assert reply is not None
        true = cold(matrix, question, objective)
        assert reply.low == reply.high
        assert reply.low == true or abs(reply.low - true) <= 1e-9 * max(1.0, abs(objective))
        answers.append(reply.low)
        if reply.low > -math.inf:
            x = base.x.copy()
            x[reply.columns] += reply.changes
            x[question.column] = question.lower
            slack = 1e-9 * np.maximum(1.0, np.abs(x))
            assert (x >= matrix.lower - slack).all() and (x <= matrix.upper + slack).all()
    return answers


@pytest.mark.parametrize("whole_numbers", [False, True])
@pytest.mark.parametrize("seed", range(12))
def test_random_programs(seed: int, whole_numbers: bool) -> None:
    matrix = random_program(seed, whole_numbers)
    compare(matrix, questions_of(matrix))


@pytest.mark.parametrize("whole_numbers", [False, True])
def test_walks_answer_nearly_all_without_the_solver(whole_numbers: bool) -> None:
    """So the comparison above is of walks: of 12 programs' questions at least nine in ten."""
    asked = answered = 0
    for seed in range(12):
        matrix = random_program(seed, whole_numbers)
        base = stage.solve(matrix)
        questions = [question for question in questions_of(matrix) if not trivial(base, question)]
        asked += len(questions)
        answered += sum(found is not None for found in Relaxation(matrix).shared(30).answers(questions))
    assert answered >= 0.9 * asked


def test_no_plan() -> None:
    """x₀ + … + x₇ ≤ 3 and −x₀ − x₁ ≤ −1, x₁ shut out (upper 0): forcing x₀ to 0 leaves 0 ≥ 1, every other question a plan.
    """
    entries = np.zeros((2, 9))
    entries[0, :8], entries[1, :2] = 1.0, -1.0
    entries[0, 8] = 1e-3
    cost = -np.arange(1.0, 10.0)
    cost[8] = -1e-3
    matrix = program(entries, cost, np.array([3.0, -1.0]), np.array([-INF, -INF]))
    matrix.upper[1], matrix.lower[8], matrix.upper[8] = 0.0, 0.0, 1.0
    answers = compare(matrix, [Question(p, v, v) for p in (0, *range(2, 8)) for v in (0.0, 1.0)])
    assert [answer for answer in answers if answer == -math.inf] == [-math.inf]
    assert answers[0] == -math.inf


def test_far_columns_are_proved_not_assumed(monkeypatch: pytest.MonkeyPatch) -> None:
    """With one near column a group many walks would have to let a far one in: these are refused, and asked anew."""
    matrix = read_matrix(build(gather(synthetic_case(300, 4), policy := synthetic_policy()), policy, RULES))
    base, relaxation = stage.solve(matrix), Relaxation(matrix)
    questions = [Question(p, v, v) for p in range(300) for v in (0.0, 1.0)]
    questions = [question for question in questions if not trivial(base, question)]
    narrow, wide = (relaxation.shared(share).answers(questions) for share in (1, 300))
    refused = [n for n, found in enumerate(narrow) if found is None]
    assert 0 < len(refused) < len(questions) / 2
    for few, many in zip(narrow, wide, strict=True):
        if few is not None and many is not None:
            assert abs(few.primal - many.primal) <= 1e-9 * max(1.0, abs(base.outcome.objective))
    monkeypatch.setattr(regret_relax, "SHARES", (1,))
    compare(matrix, [questions[n] for n in (*refused[:12], *range(0, len(questions), 40))])


def test_too_many_rows_for_a_tableau(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hot starts give the same answers."""
    matrix = random_program(0, False)
    walked = compare(matrix, questions_of(matrix))
    monkeypatch.setattr(regret_relax, "ROWS", 7)
    assert compare(matrix, questions_of(matrix)) == pytest.approx(walked, abs=1e-9)
