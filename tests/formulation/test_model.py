"""The model is an ordinary Pyomo model: its rows live in arrays until someone touches them, and mean the same."""

import pickle
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pyomo.environ as pyo
import pytest

from optimizer.app.check import check_case
from optimizer.formulation.build import build
from optimizer.formulation.gather import gather
from optimizer.formulation.lazy import ArrayRow
from optimizer.rules import RULES
from optimizer.solver.matrix import Matrix, matrix_of, read_matrix
from optimizer.solver.stage import solve

SAMPLE = Path(__file__).parents[1] / "samples" / "k-case"
BEST = 195.531


@pytest.fixture
def model() -> Any:
    checked = check_case(str(SAMPLE))
    return build(gather(checked.case, checked.policy), checked.policy, RULES)


def best(matrix: Matrix) -> float:
    return solve(matrix).outcome.objective


def test_untouched_rows_are_not_expressions(model: Any) -> None:
    """Reading the matrix makes no expression and no variable."""
    assert best(read_matrix(model)) == pytest.approx(BEST)
    assert all(row.__class__ is ArrayRow for row in model.intensity.values())
    assert len(model.approval._data) == 0


def test_untouched_rows_are_not_copied(model: Any) -> None:
    """The matrix holds the very arrays of the rules, which nobody may write to; with one rule moved it holds new ones."""
    first, second = read_matrix(model), read_matrix(model)
    assert first.index is second.index and first.value is second.value
    with pytest.raises(ValueError):
        first.value[0] = 1.0
    coverage = model.coverage
    model.del_component(coverage)
    model.add_component("coverage", coverage)
    moved = read_matrix(model)
    assert moved.value is not first.value and len(moved.value) == len(first.value)
    assert moved.rows[-1][0] == "coverage"
    assert best(moved) == pytest.approx(BEST)


def test_touched_rows_read_the_same(model: Any) -> None:
    """The arrays before and after every expression was made are equal, entry by entry."""
    before = read_matrix(model)
    texts = [str(row.expr) for rule in model.component_objects(pyo.Constraint) for row in rule.values()]
    assert any("approval[0]" in text for text in texts)
    assert str(model.objective.expr)
    after = read_matrix(model)
    assert before.rows == after.rows
    for name in ("cost", "lower", "upper", "row_lower", "row_upper", "start"):
        assert (getattr(before, name) == getattr(after, name)).all(), name
    order = [np.lexsort((m.index, m.row_of)) for m in (before, after)]
    assert (before.index[order[0]] == after.index[order[1]]).all()
    assert (before.value[order[0]] == after.value[order[1]]).all()


def test_another_solver_of_pyomo_finds_the_same(model: Any) -> None:
    """Pyomo's own HiGHS interface walks the expressions and reaches 195.5310.

    With one thread as everywhere: the first run of a process settles their number for all later ones.
    """
    solver = pyo.SolverFactory("appsi_highs")
    solver.highs_options = {"threads": 1}
    solver.solve(model)
    assert pyo.value(model.objective) == pytest.approx(BEST, abs=1e-6)


def test_what_is_changed_by_hand_counts(model: Any) -> None:
    """P1 fixed to 0 loses at most its 45; a constraint that allows one approval leaves the best one, P6 (85)."""
    model.approval[0].fix(0)
    without = best(read_matrix(model))
    assert BEST - 45 <= without < BEST
    model.approval[0].unfix()
    model.one = pyo.Constraint(expr=sum(model.approval[j] for j in range(6)) <= 1)
    assert best(read_matrix(model)) == pytest.approx(85 - 0.02 * 20)
    model.one.deactivate()
    assert best(read_matrix(model)) == pytest.approx(BEST)


def test_a_row_switched_off_counts(model: Any) -> None:
    """Without 甲's total nothing is paid for its overrun of 103.1: the optimum rises."""
    model.total["甲", "carbon", 2030].deactivate()
    assert best(read_matrix(model)) > BEST + 1


def test_another_objective_counts(model: Any) -> None:
    """Worth only the number of approvals: the whole choice with the most projects, at no price."""
    model.objective.set_value(sum(model.approval[j] for j in range(6)))
    assert best(read_matrix(model)) == pytest.approx(4)


def test_names_are_made_when_asked_for(model: Any) -> None:
    """Reading the matrix makes no row object; a name asked for is the row's, and a copy or a pickle is plain."""
    matrix = read_matrix(model)
    assert all(rule._made is None for rule in model.component_objects(pyo.Constraint))
    names = [(rule.local_name, key) for rule in model.component_objects(pyo.Constraint) for key in rule]
    assert list(matrix.rows) == names
    assert matrix.rows == tuple(names) and matrix.rows[:2] == tuple(names[:2])
    assert matrix.rows.index(names[3]) == 3
    assert pickle.loads(pickle.dumps(matrix)).rows == tuple(names)


def test_a_clone_means_the_same(model: Any) -> None:
    """A copy of an untouched model has the same optimum, and changing it leaves the first alone."""
    copy = model.clone()
    copy.approval[0].fix(0)
    assert best(read_matrix(copy)) < BEST
    assert best(read_matrix(model)) == pytest.approx(BEST)


@pytest.mark.parametrize("case", [str(SAMPLE), "neimenggu-2026"])
def test_without_the_model_the_arrays_are_the_same(case: str) -> None:
    """The short way from the facts to the arrays gives what is read from the Pyomo model, bit for bit."""
    checked = check_case(case)
    facts = gather(checked.case, checked.policy)
    one, other = read_matrix(build(facts, checked.policy, RULES)), matrix_of(facts, checked.policy, RULES)
    assert one.rows == other.rows
    for field in fields(Matrix):
        if field.name != "rows":
            assert np.array_equal(getattr(one, field.name), getattr(other, field.name)), field.name
