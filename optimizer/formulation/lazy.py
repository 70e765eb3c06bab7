"""Rows and objective that live in arrays until someone touches them (数组行): a real Pyomo model at array speed.

The trick is Pyomo's own (TemplateConstraintData): a row is a ConstraintData whose expression is made on first access.
Untouched rows go to the solver as arrays; any Pyomo solver, writer or person sees ordinary LinearExpressions.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from weakref import ref

import numpy as np
import pyomo.environ as pyo
from pyomo.core.base.constraint import ConstraintData, IndexedConstraint
from pyomo.core.base.objective import ScalarObjective
from pyomo.core.expr.numeric_expr import LinearExpression, MonomialTermExpression
from pyomo.core.expr.relational_expr import InequalityExpression

from optimizer.formulation.columns import Columns
from optimizer.rules.block import Block
from optimizer.rules.facts import Array


class Variables:
    """The declared Pyomo variables by column number; a VarData is made when it is first asked for."""

    def __init__(self, model: Any, columns: Columns) -> None:
        self.columns = columns
        self.blocks: list[Any] = []
        self.starts: list[int] = []
        start = 0
        for name, count in columns.blocks.items():
            variable = pyo.Var(pyo.RangeSet(0, count - 1), dense=False, **self._kind(start))
            model.add_component(name, variable)
            self.blocks.append(variable)
            self.starts.append(start)
            start += count

    def _kind(self, start: int) -> dict[str, Any]:
        lower, upper, whole = self.columns.lower, self.columns.upper, self.columns.whole

        def bounds(_: Any, j: int) -> tuple[float | None, float | None]:
            low, high = float(lower[start + j]), float(upper[start + j])
            return low if math.isfinite(low) else None, high if math.isfinite(high) else None

        def domain(_: Any, j: int) -> Any:
            return pyo.Integers if whole[start + j] else pyo.Reals

        return {"bounds": bounds, "domain": domain}

    def __getitem__(self, column: int) -> Any:
        """Return the variable of a column."""
        block = max(b for b, start in enumerate(self.starts) if start <= column and len(self.blocks[b].index_set()))
        return self.blocks[block][column - self.starts[block]]

    def linear(self, coefs: Array, columns: Array) -> LinearExpression:
        """Return Σ coefs·variables without operator overloading."""
        variables = [self[j] for j in columns.tolist()]
        return LinearExpression(list(map(MonomialTermExpression, zip(coefs.tolist(), variables, strict=True))))


@dataclass(frozen=True, eq=False)
class Rows:
    """The rows of one rule as arrays (CSR): row r holds columns index[start[r]:start[r+1]], Σ ≤ upper[r]."""

    start: Array
    index: Array
    value: Array
    upper: Array
    keys: Callable[[], list[Any]]
    """Makes the names of the rows."""
    variables: Variables

    def expression(self, r: int) -> InequalityExpression:
        """Return one row as an ordinary Pyomo relation."""
        a, b = self.start[r], self.start[r + 1]
        body = self.variables.linear(self.value[a:b], self.index[a:b])
        return InequalityExpression((body, float(self.upper[r])), False)


def rows_of(found: Iterable[Block], variables: Variables) -> Iterator[Rows]:
    """Yield the rows of one rule after the other; together they share one pair of arrays, which nobody changes."""
    blocks = list(found)
    index, value = (np.concatenate(part) for part in zip(*((b.columns, b.coefs) for b in blocks), strict=True))
    index.flags.writeable = value.flags.writeable = False
    end = 0
    for one in blocks:
        start, end = end, end + len(one.columns)
        starts = np.concatenate([[0], np.cumsum(one.lengths)])
        yield Rows(starts, index[start:end], value[start:end], one.upper, one.keys, variables)


class ArrayRow(ConstraintData):
    """One row that lives in arrays; it turns into an ordinary ConstraintData when its expression is asked for."""

    __slots__ = ()

    def __init__(self, rows: Rows, r: int, component: Any, index: Any) -> None:
        self._component, self._index, self._active = component, index, True  # type: ignore[misc]
        self._expr: Any = (rows, r)  # type: ignore[misc]

    def materialise(self) -> ConstraintData:
        """Become an ordinary constraint."""
        rows, r = self._expr
        self.__class__ = ConstraintData
        self._expr = rows.expression(r)
        return self

    @property
    def expr(self) -> Any:
        """The row as a Pyomo relation."""
        return self.materialise()._expr

    def to_bounded_expression(self, evaluate_bounds: bool = False) -> Any:
        """Return lower limit, body and upper limit, as Pyomo asks for them."""
        return self.materialise().to_bounded_expression(evaluate_bounds)

    def set_value(self, expr: Any) -> Any:
        """Replace the row."""
        return self.materialise().set_value(expr)

    def __deepcopy__(self, memo: Any) -> Any:
        return self.materialise().__deepcopy__(memo)

    def __getstate__(self) -> Any:
        return self.materialise().__getstate__()

    def __reduce_ex__(self, protocol: Any) -> Any:
        return self.materialise().__reduce_ex__(protocol)


class ArrayConstraint(IndexedConstraint):
    """All rows of one rule; `rows` is their array form, the row objects are made when someone asks for one."""

    def __init__(self, rows: Rows) -> None:
        self._made: dict[Any, Any] | None = None
        super().__init__(pyo.Any)
        self.rows = rows

    def construct(self, data: Any = None) -> None:
        """Take the component into the model; its rows are still to be made."""
        super().construct(data)
        self._made = None

    @property
    def _data(self) -> dict[Any, Any]:
        """The row objects by key, where Pyomo looks for them."""
        if self._made is None:
            me = ref(self)
            self._made = {key: ArrayRow(self.rows, r, me, key) for r, key in enumerate(self.rows.keys())}
        return self._made

    @_data.setter
    def _data(self, data: dict[Any, Any]) -> None:
        self._made = data

    @property
    def untouched(self) -> bool:
        """True while no row was asked for, changed or switched off."""
        return self._made is None or all(row.__class__ is ArrayRow and row._active for row in self._made.values())

    def __getstate__(self) -> Any:
        self._made = self._data
        return super().__getstate__()


class ArrayObjective(ScalarObjective):
    """The objective, made into an expression on first access."""

    def __init__(self, variables: Variables) -> None:
        super().__init__(expr=0.0, sense=pyo.maximize)
        self.variables = variables
        self.untouched = True

    def construct(self, data: Any = None) -> None:
        """Take the component into the model; its expression is still to be made."""
        super().construct(data)
        self.untouched = True

    def _make(self) -> None:
        if self.untouched:
            worth = self.variables.columns.worth
            priced = np.flatnonzero(worth)
            self.set_value(self.variables.linear(worth[priced], priced))

    @property
    def expr(self) -> Any:
        """The objective as a Pyomo expression."""
        self._make()
        return super().expr

    @property
    def args(self) -> Any:
        """The arguments of the objective, as Pyomo's walkers ask for them."""
        self._make()
        return super().args

    def arg(self, i: int) -> Any:
        """One argument of the objective."""
        self._make()
        return super().arg(i)

    def set_value(self, expr: Any) -> Any:
        """Replace the objective."""
        self.untouched = False
        return super().set_value(expr)
