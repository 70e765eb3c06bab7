"""The ordinary Pyomo model that the regrets are timed against is the same program, however it is asked."""

from __future__ import annotations

import pytest

from benchmarks.ordinary import Ask, checking, rebuilt, told
from benchmarks.regret import Instance, instance
from optimizer.solver import stage
from optimizer.solver.regret.proof import Question
from optimizer.solver.regret.regret import trivial

PROJECTS = 60


@pytest.fixture(scope="module")
def one() -> Instance:
    return instance(PROJECTS, 3, False)


@pytest.mark.parametrize("way", ["told", "bounds", "fix", "rebuilt"])
def test_every_way_comes_to_the_cold_optimum(one: Instance, way: str) -> None:
    """One question after the other, so what was changed for the first is undone for the second."""
    ask: Ask = {
        "told": told, "rebuilt": rebuilt, "bounds": lambda matrix, count: checking(matrix, count, fix=False),
        "fix": lambda matrix, count: checking(matrix, count, fix=True),
    }[way](one.matrix, PROJECTS)  # fmt: skip
    changing = [question for p in range(0, PROJECTS, 9) for v in (0.0, 1.0)
                if not trivial(one.base, question := Question(p, v, v))]  # fmt: skip
    for question in changing:
        true = stage.solve(question.of(one.matrix)).outcome.objective
        assert ask(question) == pytest.approx(true, rel=1e-7)
