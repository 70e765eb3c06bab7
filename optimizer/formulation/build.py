"""The linear program (模型): variables, the rules' rows and the objective as one Pyomo model.

Rows are LinearExpression bodies from arrays, built with the collector paused: no operator runs in a loop.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pyomo.environ as pyo
from pyomo.common.gc_manager import PauseGC
from pyomo.core.expr.numeric_expr import LinearExpression, MonomialTermExpression

from optimizer.formulation.columns import Columns, columns_of, frame_of
from optimizer.rules.facts import Array, Facts
from optimizer.rules.frame import Row
from optimizer.rules.policy import Policy
from optimizer.rules.rule import Rule


def build(facts: Facts, policy: Policy, rules: Sequence[Rule]) -> Any:
    """Return the Pyomo model: maximise Σ value·y − Σ price·s − Σ cost·z over the rules' rows (亿元)."""
    with PauseGC():
        model = pyo.ConcreteModel(name="shuangkong")
        columns = columns_of(facts)
        variables = _variables(model, columns)
        frame = frame_of(facts, columns, variables)
        for rule in rules:
            _add(model, rule.id, list(rule.rows(replace(frame, settings=policy.of(rule.id)))))
        priced = columns.worth.nonzero()[0].tolist()
        worth = linear(columns.worth[priced].tolist(), [variables[j] for j in priced])
        model.objective = pyo.Objective(expr=worth, sense=pyo.maximize)
    return model


def linear(coefs: list[float], variables: list[Any]) -> LinearExpression:
    """Return Σ coefs·variables without operator overloading."""
    return LinearExpression(list(map(MonomialTermExpression, zip(coefs, variables, strict=True))))


def _add(model: Any, name: str, rows: list[Row]) -> None:
    by_key = {row.key: row for row in rows}
    assert len(by_key) == len(rows), name

    def one(_: Any, *key: Any) -> tuple[None, LinearExpression, float]:
        row = by_key[key]
        return None, linear(row.coefs, row.vars), row.upper

    model.add_component(name, pyo.Constraint(list(by_key), rule=one))


def _finite(bounds: Array) -> list[float | None]:
    return [bound if math.isfinite(bound) else None for bound in bounds.tolist()]


def _variables(model: Any, columns: Columns) -> list[Any]:
    """Declare one Pyomo variable a block; return all of them in the order of the columns."""
    lower, upper, whole = _finite(columns.lower), _finite(columns.upper), columns.whole.tolist()
    found: list[Any] = []
    for name, count in columns.blocks.items():
        start = len(found)
        variable = pyo.Var(
            range(count),
            domain=lambda _, j, start=start: pyo.Integers if whole[start + j] else pyo.Reals,
            bounds=lambda _, j, start=start: (lower[start + j], upper[start + j]),
        )
        model.add_component(name, variable)
        found += variable.values()
    return found
