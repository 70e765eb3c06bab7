"""The allocation program through other modelling tools (其他建模工具): one tool, one size, one fresh process.

`python -m benchmarks.layers TOOL FILE [--load]`: FILE holds the program as arrays (rows compressed). Timed are the
tool's model from these arrays and its hand-over to HiGHS, in CPU seconds; then (unless `--load`) it is solved once, and
the optimum printed, so that the caller can see that every tool held the same program. OR-Tools and highspy do not live
in one process: nothing of the product is imported here.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np

from benchmarks.memory import added, peak

Arrays = dict[str, np.ndarray]
Loaded = Callable[[], float]
"""Solve what is loaded and return the optimum (minimisation)."""


def linopy(a: Arrays) -> Loaded:
    """Rows of like length together, padded by no more than they hold: linopy keeps terms in rectangular arrays."""
    import linopy
    import pandas as pd
    import xarray as xr

    model = linopy.Model()
    x = model.add_variables(
        pd.Series(a["lower"]).rename_axis("c"), pd.Series(a["upper"]).rename_axis("c"), name="x"
    )  # fmt: skip
    length = np.diff(a["start"])
    order = np.argsort(length, kind="stable")
    cut = 0
    while cut < len(order):
        end = int(np.searchsorted(length[order], 2 * max(length[order[cut]], 1), side="right"))
        rows, wide = order[cut:end], int(length[order[end - 1]])
        at = a["start"][rows][:, None] + np.arange(wide)
        kept = np.arange(wide) < length[rows][:, None]
        at = np.where(kept, at, 0)
        data = xr.Dataset({
            "coeffs": (("r", "_term"), np.where(kept, a["value"][at], np.nan)),
            "vars": (("r", "_term"), np.where(kept, a["index"][at], -1)), "const": (("r",), np.zeros(len(rows))),
        }, coords={"r": rows})  # fmt: skip
        model.add_constraints(linopy.LinearExpression(data, model), "<=", xr.DataArray(a["row_upper"][rows], dims="r",
                              coords={"r": rows}), name=f"rows{cut}")  # fmt: skip
        cut = end
    model.add_objective((xr.DataArray(a["cost"], dims="c", coords={"c": np.arange(len(a["cost"]))}) * x).sum())
    highs = linopy.io.to_highspy(model)
    return lambda: _run(highs)


def pyoptinterface(a: Arrays) -> Loaded:
    from pathlib import Path

    import highspy
    import pyoptinterface as poi
    from pyoptinterface import highs

    if not highs.is_library_loaded():
        highs.load_library(str(next(Path(highspy.__file__).parent.glob("libhighs.so*"))))
    model = highs.Model()
    model.set_model_attribute(poi.ModelAttribute.Silent, True)
    ends = zip(a["lower"].tolist(), a["upper"].tolist(), strict=True)
    for low, high in ends:
        model.add_variable(lb=low, ub=high)
    index = a["index"].astype(np.int32)
    for r, upper in enumerate(a["row_upper"].tolist()):
        part = slice(a["start"][r], a["start"][r + 1])
        row = poi.ScalarAffineFunction.from_numpy(a["value"][part], index[part])
        model.add_linear_constraint(row, poi.Leq, upper)
    cost = poi.ScalarAffineFunction.from_numpy(a["cost"], np.arange(len(a["cost"]), dtype=np.int32))
    model.set_objective(cost, poi.ObjectiveSense.Minimize)

    def solve() -> float:
        model.optimize()
        return float(model.get_model_attribute(poi.ModelAttribute.ObjectiveValue))

    return solve


def pulp(a: Arrays) -> Loaded:
    import pulp

    model = pulp.LpProblem("x", pulp.LpMinimize)
    ends = zip(_ends(a["lower"]), _ends(a["upper"]), strict=True)
    x = [pulp.LpVariable(f"x{j}", low, high) for j, (low, high) in enumerate(ends)]
    model += pulp.LpAffineExpression(list(zip(x, a["cost"].tolist(), strict=True)))
    for r, upper in enumerate(a["row_upper"].tolist()):
        columns, values = _row(a, r)
        terms = pulp.LpAffineExpression([(x[j], v) for j, v in zip(columns, values, strict=True)])
        model += pulp.LpConstraint(terms, pulp.LpConstraintLE, rhs=upper)
    solver = pulp.HiGHS(msg=False)
    solver.createAndConfigureSolver(model)
    solver.buildSolverModel(model)

    def solve() -> float:
        solver.callSolver(model)
        return float(model.solverModel.getObjectiveValue())

    return solve


def cvxpy(a: Arrays) -> Loaded:
    import cvxpy
    import scipy.sparse

    shape = len(a["row_upper"]), len(a["cost"])
    matrix = scipy.sparse.csr_matrix((a["value"], a["index"], a["start"]), shape=shape)
    x = cvxpy.Variable(shape[1], bounds=[a["lower"], a["upper"]])
    problem = cvxpy.Problem(cvxpy.Minimize(a["cost"] @ x), [matrix @ x <= a["row_upper"]])
    problem.get_problem_data(cvxpy.HIGHS)
    return lambda: float(problem.solve(solver=cvxpy.HIGHS))


def ortools(a: Arrays) -> Loaded:
    from ortools.linear_solver.python import model_builder

    model = model_builder.Model()
    ends = zip(a["lower"].tolist(), a["upper"].tolist(), strict=True)
    x = [model.new_num_var(low, high, None) for low, high in ends]
    for r, upper in enumerate(a["row_upper"].tolist()):
        columns, values = _row(a, r)
        model.add(model_builder.LinearExpr.weighted_sum([x[j] for j in columns], values) <= upper)
    model.minimize(model_builder.LinearExpr.weighted_sum(x, a["cost"].tolist()))
    solver = model_builder.Solver("highs")

    def solve() -> float:
        assert solver.solve(model) == model_builder.SolveStatus.OPTIMAL
        return float(solver.objective_value)

    return solve


def appsi(a: Arrays) -> Loaded:
    """Pyomo the usual way, spared what can be: expressions from lists, then its own persistent interface to HiGHS."""
    import pyomo.environ as pyo
    from pyomo.common.gc_manager import PauseGC
    from pyomo.contrib.appsi.solvers import Highs
    from pyomo.core.expr.numeric_expr import LinearExpression

    with PauseGC():
        model = pyo.ConcreteModel()
        ends = list(zip(_ends(a["lower"]), _ends(a["upper"]), strict=True))
        model.x = pyo.Var(range(len(ends)), bounds=lambda _, j: ends[j])
        model.rows = pyo.ConstraintList()
        for r, upper in enumerate(a["row_upper"].tolist()):
            columns, values = _row(a, r)
            row = LinearExpression(linear_coefs=values, linear_vars=[model.x[j] for j in columns])
            model.rows.add((None, row, upper))
        cost = LinearExpression(linear_coefs=a["cost"].tolist(), linear_vars=list(model.x.values()))
        model.cost = pyo.Objective(expr=cost)
        solver = Highs()
        solver.set_instance(model)
    return lambda: float(solver.solve(model).best_feasible_objective)


TOOLS: dict[str, Callable[[Arrays], Loaded]] = {
    "linopy": linopy, "pyoptinterface": pyoptinterface, "pulp": pulp, "cvxpy": cvxpy, "ortools": ortools,
    "appsi": appsi,
}  # fmt: skip
IMPORTS = {
    "linopy": ("linopy", "pandas", "xarray"), "pyoptinterface": ("highspy", "pyoptinterface.highs"), "pulp": ("pulp",),
    "cvxpy": ("cvxpy", "scipy.sparse"), "ortools": ("ortools.linear_solver.python.model_builder",),
    "appsi": ("pyomo.environ", "pyomo.contrib.appsi.solvers"),
}  # fmt: skip
"""What each tool imports: not part of its time."""


def _row(a: Arrays, r: int) -> tuple[list[int], list[float]]:
    part = slice(a["start"][r], a["start"][r + 1])
    return a["index"][part].tolist(), a["value"][part].tolist()


def _ends(values: np.ndarray) -> list[float | None]:
    return [value if np.isfinite(value) else None for value in values.tolist()]


def _run(highs: Any) -> float:
    highs.setOptionValue("output_flag", False)
    highs.run()
    return float(highs.getObjectiveValue())


def main() -> None:
    name, file = sys.argv[1:3]
    with np.load(file) as held:
        arrays = {key: held[key] for key in held.files}
    for module in IMPORTS[name]:
        import_module(module)
    start = time.process_time()
    solve, more = added(lambda: TOOLS[name](arrays))
    loaded = time.process_time()
    found = {"load": loaded - start, "memory": peak(), "added": more}
    if "--load" not in sys.argv:
        optimum = solve()
        found |= {"solve": time.process_time() - loaded, "optimum": optimum}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
