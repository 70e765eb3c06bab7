"""Pieces of a large program against cold solves: blocks under joining rows, ties, no plan, and whole cases."""

from __future__ import annotations

import math
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from benchmarks.synthetic import synthetic_case, synthetic_policy
from optimizer.domain.outcome import Stop
from optimizer.formulation.build import build
from optimizer.formulation.gather import gather
from optimizer.rules import RULES
from optimizer.solver import stage
from optimizer.solver.certificate import certify
from optimizer.solver.matrix import Matrix, read_matrix
from optimizer.solver.regret import blocks as regret_blocks
from optimizer.solver.regret import relax as regret_relax
from optimizer.solver.regret.blocks import Blocks
from optimizer.solver.regret.hot import Refuted
from optimizer.solver.regret.proof import Found, Question
from optimizer.solver.regret.regret import find_regrets, trivial
from optimizer.solver.regret.relax import Relaxation
from tests.regret.test_brute_force import STATUS, cold, divisible, effects, noise, regrets
from tests.regret.test_walk import compare, program

INF = np.inf


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let small programs be answered in pieces, one question or many, whatever the size of their blocks."""
    monkeypatch.setattr(regret_relax, "ROWS", 0)
    monkeypatch.setattr(regret_relax, "MANY", 1)
    monkeypatch.setattr(regret_blocks, "JOINS", 12)
    monkeypatch.setattr(Blocks, "small", property(lambda blocks: blocks.count > 1))


def random_blocks(seed: int) -> Matrix:
    """3 to 8 blocks of 1 to 3 rows and 3 to 7 columns under 1 to 3 joining rows; a free column pays for the first.

    Half of the programs are of whole numbers (many ties and degenerate vertices); some rows have a floor.
    """
    draw = np.random.default_rng(seed)
    count, joins, whole = int(draw.integers(3, 9)), int(draw.integers(1, 4)), draw.random() < 0.5
    columns, rows = draw.integers(3, 8, count), draw.integers(1, 4, count)
    entries = np.zeros((joins + rows.sum(), columns.sum() + 1))
    spots = [(slice(0, joins), slice(0, columns.sum()))]
    for b in range(count):
        row, column = joins + rows[:b].sum(), columns[:b].sum()
        spots.append((slice(row, row + rows[b]), slice(column, column + columns[b])))
    for spot in spots:
        shape = entries[spot].shape
        size = draw.integers(1, 4, shape) if whole else draw.random(shape) + 0.1
        entries[spot] = size * (draw.random(shape) < 0.75)
    entries[0, -1] = -1.0
    upper = np.maximum(entries, 0).sum(axis=1) * draw.choice([0.3, 0.5, 0.7], len(entries))
    upper = np.ceil(upper) if whole else upper
    floors = np.flatnonzero(draw.random(len(entries)) < 0.3)
    entries, upper = np.vstack([entries, -entries[floors]]), np.append(upper, -np.floor(3 * upper[floors]) / 10)
    cost = -(draw.integers(1, 4, entries.shape[1]) if whole else draw.random(entries.shape[1])).astype(float)
    cost[-1] = draw.choice([0.3, 1.0, 3.0])
    matrix = program(entries, cost, upper, np.full(len(upper), -INF))
    matrix.lower[-1], matrix.upper[-1] = 0.0, draw.choice([2.0, INF])
    return matrix


def programs(count: int) -> list[Matrix]:
    """The first random programs that have a plan."""
    drawn = (random_blocks(seed) for seed in range(10 * count))
    return [matrix for matrix in drawn if stage.solve(matrix).outcome.ok][:count]


def questions_of(matrix: Matrix) -> list[Question]:
    """Every column but the last forced both ways, and some left free."""
    columns = range(matrix.shape[1] - 1)
    return [Question(p, v, v) for p in columns for v in (0.0, 1.0)] + [Question(p, 0.0, 1.0) for p in columns[::5]]


@pytest.mark.usefixtures("small")
def test_random_programs() -> None:
    impossible = 0
    for matrix in programs(20):
        impossible += compare(matrix, questions_of(matrix)).count(-math.inf)
    assert impossible > 20


@pytest.mark.usefixtures("small")
def test_pieces_answer_nearly_all_without_the_whole_program() -> None:
    """So the comparison above is of pieces: nine in ten of the questions, and both kinds of answers."""
    asked, found = 0, []
    for matrix in programs(20):
        base, relaxation = stage.solve(matrix), Relaxation(matrix)
        questions = [question for question in questions_of(matrix) if not trivial(base, question)]
        for way in relaxation.ways:
            asked += len(questions)
            found += [answer for answer in way(questions) if answer is not None]
    assert asked > 500 and len(found) >= 0.95 * asked
    assert {type(answer) for answer in found} == {Found, Refuted}


def synthetic(projects: int, regions: int, hard: bool) -> Matrix:
    policy = synthetic_policy()
    facts = gather(synthetic_case(projects, regions), policy)
    if hard:
        facts.limits.mode[facts.limits.mode == 1] = 2
    return read_matrix(build(facts, policy, RULES))


@pytest.mark.parametrize("hard", [False, True])
def test_many_regions(hard: bool) -> None:
    """80 regions have 2,430 rows, too many for a tableau: cold solves say the same, and few answers need the whole."""
    matrix = synthetic(300, 80, hard)
    base, relaxation = stage.solve(matrix), Relaxation(matrix)
    assert matrix.shape[0] > regret_relax.ROWS and len(relaxation.pieces.blocks.joins) == 30
    questions = [Question(p, v, v) for p in range(300) for v in (0.0, 1.0)]
    questions = [question for question in questions if not trivial(base, question)]
    answers = relaxation.pieces.answers(questions)
    assert sum(answer is not None for answer in answers) >= 0.95 * len(questions)
    compare(matrix, questions[:: len(questions) // 25])


def test_a_proof_holds_for_the_whole_program() -> None:
    """The figures of a piece's proof are those that the whole arrays give for its plan and duals."""
    matrix = synthetic(300, 80, False)
    base, relaxation = stage.solve(matrix), Relaxation(matrix)
    questions = [Question(p, v, v) for p in range(300) for v in (0.0, 1.0)]
    questions = [question for question in questions if not trivial(base, question)][::3]
    found = [(q, a) for q, a in zip(questions, relaxation.pieces.answers(questions), strict=True) if isinstance(a, Found)]
    turned = [a for _, a in found if np.abs(a.y - relaxation.y)[relaxation.pieces.blocks.joins].max() > 1e-9]
    assert len(found) > 80 and len(turned) > 10
    for question, answer in found:
        alone = certify(question.of(relaxation.matrix), relaxation.plan(answer), answer.y)
        assert max(alone.violation, alone.stray, alone.gap) <= 1e-11
        assert abs(alone.dual - answer.dual) <= 1e-12 * alone.size


def only(matrix: Matrix, rows: np.ndarray) -> Matrix:
    """The program with the limits of these rows, the others without."""
    upper = np.full(len(matrix.row_upper), INF)
    upper[rows] = matrix.row_upper[rows]
    return replace(matrix, row_upper=upper)


def test_what_a_proof_of_no_plan_names_leaves_none() -> None:
    """The rows named, without all others, still leave no plan; without the weightiest of them there is one."""
    matrix = synthetic(300, 80, True)
    base, relaxation = stage.solve(matrix), Relaxation(matrix)
    questions = [question for p in range(300) if not trivial(base, question := Question(p, 1.0, 1.0))]
    answers = zip(questions, relaxation.pieces.answers(questions), strict=True)
    refuted = [(question, answer.rows) for question, answer in answers if isinstance(answer, Refuted)]
    assert len(refuted) > 5
    for question, rows in refuted[:6]:
        assert len(rows) < 12
        assert stage.solve(question.of(only(matrix, rows))).outcome.stop is Stop.PROVED_IMPOSSIBLE
        assert stage.solve(question.of(only(matrix, rows[1:]))).outcome.ok


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("seed", range(4))
def test_whole_cases(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cases with markets, banks, groups and elastic totals, all divisible: cold solves of the changed case agree."""
    monkeypatch.setattr(regret_blocks, "JOINS", 3)
    checked, found, _ = regrets(Random(seed).randrange(100_000), divisible)
    for regret, effect in effects(found):
        true = cold(checked, regret.project, STATUS[effect.decision.value]) - found.outcome.objective
        assert effect.low == true or abs(effect.low - true) <= noise(checked)


def test_order_and_threads_change_nothing() -> None:
    """The same replies, moves included, in any order and with one thread or three."""
    matrix = synthetic(300, 80, False)
    base = stage.solve(matrix)
    questions = [Question(p, v, v) for p in range(300) for v in (0.0, 1.0)]
    one, three = (find_regrets(matrix, base, questions, threads=threads) for threads in (1, 3))
    for a, b in zip(one, three, strict=True):
        assert a is not None and b is not None
        assert (a.low, a.high, a.columns.tolist(), a.changes.tolist()) == (b.low, b.high, b.columns.tolist(), b.changes.tolist())
