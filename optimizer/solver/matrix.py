"""From the Pyomo model to arrays (矩阵): minimise c·x, row_lower ≤ A x ≤ row_upper, lower ≤ x ≤ upper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyomo.environ as pyo
from pyomo.repn import generate_standard_repn

from optimizer.errors import SolverTrouble
from optimizer.formulation.columns import columns_of, frame_of
from optimizer.formulation.lazy import ArrayConstraint, ArrayObjective
from optimizer.rules.block import stacked
from optimizer.rules.facts import Facts
from optimizer.rules.policy import Policy
from optimizer.rules.rule import Rule

Array = npt.NDArray[Any]


Name = tuple[str, Any]


class Names(Sequence[Name]):
    """What each row means, (rule id, key inside the rule), made when someone asks; equal to the tuple of them."""

    def __init__(self, rules: list[str], keys: list[Callable[[], list[Any]]], count: int) -> None:
        self._parts, self._count = list(zip(rules, keys, strict=True)), count

    @cached_property
    def made(self) -> tuple[Name, ...]:
        """The names, one after the other."""
        return tuple((rule, key) for rule, keys in self._parts for key in keys())

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, at: Any) -> Any:
        return self.made[at]

    def __eq__(self, other: object) -> bool:
        return self.made == (other.made if isinstance(other, Names) else other)

    def __hash__(self) -> int:
        return hash(self.made)

    def __reduce__(self) -> Any:
        return tuple, (self.made,)


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
    rows: Sequence[Name] = ()
    """What each row means: (rule id, key inside the rule)."""
    magnitude: Array = field(default_factory=lambda: np.zeros(0))
    """How large the first columns' values are by nature, for scaling (0 or missing: not known)."""
    approvals: int = 0
    """How many of the first columns are projects."""

    @property
    def shape(self) -> tuple[int, int]:
        """Rows, columns."""
        return len(self.row_upper), len(self.cost)

    @property
    def row_of(self) -> Array:
        """The row of every nonzero."""
        return np.repeat(np.arange(len(self.row_upper)), np.diff(self.start))


def matrix_of(facts: Facts, policy: Policy, rules: Sequence[Rule]) -> Matrix:
    """Return what `read_matrix` reads from the built model, without the model: for programs that nobody looks at."""
    columns = columns_of(facts)
    frame = frame_of(facts, columns)
    parts = [stacked(rule.rows(replace(frame, settings=policy.of(rule.id)))) for rule in rules]
    start = np.concatenate([[0], np.cumsum(np.concatenate([part.lengths for part in parts]))])
    upper = np.concatenate([part.upper for part in parts])
    return Matrix(
        -columns.worth, columns.lower, columns.upper, columns.whole, start,
        _joined([part.columns for part in parts]), _joined([part.coefs for part in parts]),
        np.full(len(upper), -np.inf), upper,
        Names([rule.id for rule in rules], [part.keys for part in parts], len(upper)), columns.magnitude,
        columns.blocks["approval"],
    )  # fmt: skip


def read_matrix(model: Any) -> Matrix:
    """Return the arrays of a built model; what was changed by hand since is read from Pyomo's own objects.

    Rows that nobody touched come as they are; the others, and constraints added later, must be linear.
    """
    objective: ArrayObjective = model.objective
    columns = objective.variables.columns
    lower, upper = columns.lower.copy(), columns.upper.copy()
    starts = dict(zip(map(id, objective.variables.blocks), objective.variables.starts, strict=True))
    for variable in objective.variables.blocks:
        start = starts[id(variable)]
        for j, made in variable._data.items():
            low, high = (made.value, made.value) if made.fixed else made.bounds
            lower[start + j] = -np.inf if low is None else low
            upper[start + j] = np.inf if high is None else high
    rules = list(model.component_objects(pyo.Constraint, active=True))
    parts = [_rows(rule, starts) for rule in rules]
    length, index, value, row_lower, row_upper, keys = (list(part) for part in zip(*parts, strict=True))
    ends = np.cumsum(np.concatenate(length))
    names = Names([rule.local_name for rule in rules], keys, len(ends))
    worth = columns.worth if objective.untouched else _worth(objective, starts, len(lower))
    return Matrix(
        -worth, lower, upper, columns.whole, np.concatenate([[0], ends]), _joined(index), _joined(value),
        np.concatenate(row_lower), np.concatenate(row_upper), names, columns.magnitude, columns.blocks["approval"],
    )  # fmt: skip


def _joined(parts: list[Array]) -> Array:
    """Return the parts one after the other: the array that they are all of, where they are, else a new one."""
    whole, end = parts[0].base, 0
    for part in parts:
        if whole is None or part.base is not whole or not _starts_at(part, whole, end):
            return np.concatenate(parts)
        end += len(part)
    return whole if whole is not None and end == len(whole) else np.concatenate(parts)


def _starts_at(part: Array, whole: Array, at: int) -> bool:
    """Return whether a slice begins at this place of the array that it is of."""
    return part.ctypes.data == whole.ctypes.data + at * whole.itemsize or not len(part)


Part = tuple[Array, Array, Array, Array, Array, Callable[[], list[Any]]]
"""Row lengths, column numbers, coefficients, lower and upper limits, what makes the keys."""


def _rows(rule: Any, starts: dict[int, int]) -> Part:
    """Return the rows of one constraint component."""
    if isinstance(rule, ArrayConstraint) and rule.untouched:
        rows = rule.rows
        return np.diff(rows.start), rows.index, rows.value, np.full(len(rows.upper), -np.inf), rows.upper, rows.keys
    found = [(key, row) for key, row in rule.items() if row.active]
    lengths, indices, values, lower, upper = [], [], [], [], []
    for _, row in found:
        below, body, above = row.to_bounded_expression(evaluate_bounds=True)
        terms = generate_standard_repn(body, quadratic=False)
        if terms.nonlinear_expr is not None:
            raise SolverTrouble(f"not linear: {row.name}")
        lengths.append(len(terms.linear_vars))
        indices += _columns(terms, starts)
        values += terms.linear_coefs
        lower.append(-np.inf if below is None else below - terms.constant)
        upper.append(np.inf if above is None else above - terms.constant)
    arrays = (np.array(part, dtype=float) for part in (values, lower, upper))
    keys = [key for key, _ in found]
    return np.array(lengths, dtype=np.int64), np.array(indices, dtype=np.int64), *arrays, lambda: keys  # type: ignore[return-value]


def _worth(objective: Any, starts: dict[int, int], count: int) -> Array:
    """Return the coefficients of an objective that was changed by hand."""
    terms = generate_standard_repn(objective.expr, quadratic=False)
    worth = np.zeros(count)
    worth[_columns(terms, starts)] = terms.linear_coefs
    return worth


def _columns(terms: Any, starts: dict[int, int]) -> list[int]:
    """Return the column numbers of the variables of a linear expression."""
    return [starts[id(variable.parent_component())] + variable.index() for variable in terms.linear_vars]
