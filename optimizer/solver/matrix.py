"""From the Pyomo model to arrays (矩阵): minimise c·x, row_lower ≤ A x ≤ row_upper, lower ≤ x ≤ upper.

Coefficients are read straight out of the LinearExpression bodies; the model stays an ordinary ConcreteModel.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from operator import attrgetter
from typing import Any

import numpy as np
import numpy.typing as npt
import pyomo.environ as pyo
from pyomo.common.gc_manager import PauseGC

Array = npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class Matrix:
    """The program as arrays, rows compressed (CSR); `cost` is the negated objective (minimisation)."""

    cost: Array
    lower: Array
    upper: Array
    whole: Array
    """bool, integer columns."""
    start: Array
    index: Array
    value: Array
    row_lower: Array
    row_upper: Array
    rows: tuple[tuple[str, Any], ...] = ()
    """What each row means: (rule id, key inside the rule)."""

    @property
    def shape(self) -> tuple[int, int]:
        """Rows, columns."""
        return len(self.row_upper), len(self.cost)

    @property
    def row_of(self) -> Array:
        """The row of every nonzero."""
        return np.repeat(np.arange(len(self.row_upper)), np.diff(self.start))


def read_matrix(model: Any) -> Matrix:
    """Return the arrays of a model whose rows and objective are linear expressions over declared variables."""
    with PauseGC():
        variables = [v for block in model.component_objects(pyo.Var) for v in block.values()]
        position = {id(v): j for j, v in enumerate(variables)}
        bounds = [v.bounds for v in variables]
        lower = np.array([-np.inf if low is None else low for low, _ in bounds], dtype=float)
        upper = np.array([np.inf if high is None else high for _, high in bounds], dtype=float)
        names: list[tuple[str, Any]] = []
        bodies: list[Any] = []
        limits: list[float] = []
        for rule in model.component_objects(pyo.Constraint, active=True):
            for key, row in rule.items():
                _, body, above = row.to_bounded_expression()
                names.append((rule.local_name, key))
                bodies.append(body.args)
                limits.append(above)
        start = np.zeros(len(bodies) + 1, dtype=np.int64)
        np.cumsum([len(args) for args in bodies], out=start[1:])
        value, index = _terms(list(chain.from_iterable(bodies)), position)
        cost = np.zeros(len(variables))
        priced, at = _terms(list(model.objective.expr.args), position)
        cost[at] = -priced
    whole = np.fromiter((v.domain is pyo.Integers for v in variables), dtype=bool, count=len(variables))
    return Matrix(
        cost, lower, upper, whole, start, index, value,
        np.full(len(limits), -np.inf), np.array(limits, dtype=float), tuple(names),
    )  # fmt: skip


def _terms(terms: list[Any], position: dict[int, int]) -> tuple[Array, Array]:
    """Split monomials into coefficients and column positions."""
    pairs = list(map(attrgetter("args"), terms))
    if not pairs:
        return np.zeros(0), np.zeros(0, dtype=np.int64)
    coefs, variables = zip(*pairs, strict=True)
    index = list(map(position.__getitem__, map(id, variables)))
    return np.array(coefs, dtype=float), np.array(index, dtype=np.int64)
