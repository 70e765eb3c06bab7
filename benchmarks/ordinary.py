"""The same program as an ordinary Pyomo model: named variables, rows written by rules, solved through appsi's HiGHS.

What a user writes who does not know the product: a `Var` over the projects' names, `Constraint` rules that sum over it,
and a persistent solver that is asked again after the bounds of one variable were changed. Every row is
`<=`, as in all programs of the product.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyomo.environ as pyo
from pyomo.contrib.appsi.solvers import Highs

from optimizer.solver.matrix import Matrix
from optimizer.solver.regret.proof import Question

Ask = Callable[[Question], float]
"""Answers one question with the optimum (亿元; anything where there is no plan)."""
CHECKS = (
    "check_for_new_or_removed_constraints", "check_for_new_or_removed_vars", "check_for_new_or_removed_params",
    "check_for_new_objective", "update_constraints", "update_vars", "update_params", "update_named_expressions",
    "update_objective", "treat_fixed_vars_as_params",
)  # fmt: skip


def ordinary_model(matrix: Matrix, projects: int) -> Any:
    """Return the program written by rules: `approval` of the projects, which come first, and the `other` columns."""
    lower, upper = ([None if abs(b) == float("inf") else b for b in bound.tolist()]
                    for bound in (matrix.lower, matrix.upper))  # fmt: skip
    number = {name(p): p for p in range(projects)}
    model = pyo.ConcreteModel()
    model.approval = pyo.Var(list(number), bounds=lambda _, p: (lower[number[p]], upper[number[p]]))
    model.other = pyo.Var(range(projects, len(lower)), bounds=lambda _, j: (lower[j], upper[j]))
    columns = [*model.approval.values(), *model.other.values()]
    start, index, value = (part.tolist() for part in (matrix.start, matrix.index, matrix.value))
    limit, worth = matrix.row_upper.tolist(), (-matrix.cost).tolist()

    def row(_: Any, r: int) -> Any:
        return sum(value[e] * columns[index[e]] for e in range(start[r], start[r + 1])) <= limit[r]

    model.rows = pyo.Constraint(range(len(limit)), rule=row)
    total = sum(worth[j] * columns[j] for j in range(len(worth)) if worth[j])
    model.objective = pyo.Objective(expr=total, sense=pyo.maximize)
    return model


def name(project: int) -> str:
    """Return the name of a project."""
    return f"P{project:06d}"


def told(matrix: Matrix, projects: int) -> Ask:
    """Return appsi's persistent solver with all checks off, only told which variable has new bounds."""
    model, solver = ordinary_model(matrix, projects), _solver()
    solver.solve(model)
    for check in CHECKS:
        setattr(solver.update_config, check, False)

    def ask(question: Question) -> float:
        variable = model.approval[name(question.column)]
        before = variable.lb, variable.ub
        _bound(variable, question.lower, question.upper)
        solver.update_variables([variable])
        found = _best(solver.solve(model))
        _bound(variable, *before)
        solver.update_variables([variable])
        return found

    return ask


def checking(matrix: Matrix, projects: int, fix: bool) -> Ask:
    """Return appsi's persistent solver as it is, looking for changes itself; a variable is fixed or gets bounds."""
    model, solver = ordinary_model(matrix, projects), _solver()
    solver.solve(model)

    def ask(question: Question) -> float:
        variable = model.approval[name(question.column)]
        before = variable.lb, variable.ub
        if fix:
            variable.fix(question.lower)
        else:
            _bound(variable, question.lower, question.upper)
        found = _best(solver.solve(model))
        if fix:
            variable.unfix()
        else:
            _bound(variable, *before)
        return found

    return ask


def rebuilt(matrix: Matrix, projects: int) -> Ask:
    """Return what writes the changed model anew and solves it."""

    def ask(question: Question) -> float:
        return _best(_solver().solve(ordinary_model(question.of(matrix), projects)))

    return ask


def _bound(variable: Any, lower: float, upper: float) -> None:
    variable.setlb(lower)
    variable.setub(upper)


def _best(results: Any) -> float:
    found = results.best_feasible_objective
    return float("nan") if found is None else float(found)


def _solver() -> Any:
    """Return appsi's HiGHS on one thread; an impossible question is an answer, no values are loaded."""
    solver = Highs()
    solver.config.load_solution = False
    solver.highs_options = {"threads": 1}
    return solver
