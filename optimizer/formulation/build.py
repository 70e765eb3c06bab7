"""The linear program (模型): variables, the rules' rows and the objective as one Pyomo model.

Rows are LinearExpression bodies from arrays, built with the collector paused: no operator runs in a loop.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyomo.environ as pyo
from pyomo.common.gc_manager import PauseGC
from pyomo.core.expr.numeric_expr import LinearExpression, MonomialTermExpression

from optimizer.rules.facts import Facts
from optimizer.rules.frame import Frame, Row
from optimizer.rules.policy import Policy
from optimizer.rules.rule import Rule


@dataclass(frozen=True, eq=False)
class Program:
    """A built model (模型): the Pyomo model, its facts, and the variables as the rules saw them."""

    model: Any
    facts: Facts
    frame: Frame


def build(facts: Facts, policy: Policy, rules: Sequence[Rule]) -> Program:
    """Build the program: maximise Σ value·y − Σ price·s − Σ cost·z over the rules' rows (亿元)."""
    with PauseGC():
        model = pyo.ConcreteModel(name="shuangkong")
        frame = _variables(model, facts)
        for rule in rules:
            here = replace(frame, settings=policy.of(rule.id))
            _add(model, rule.id, list(rule.rows(here)))
        model.objective = pyo.Objective(expr=_objective(frame), sense=pyo.maximize)
    return Program(model, facts, frame)


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


def _decision(model: Any, name: str, lower: np.ndarray, upper: np.ndarray, whole: np.ndarray) -> list[Any]:
    low, high = lower.tolist(), upper.tolist()
    kind = [pyo.Integers if w else pyo.Reals for w in whole.tolist()]
    variable = pyo.Var(
        range(len(low)), domain=lambda _, j: kind[j], bounds=lambda _, j: (low[j], high[j]),
    )  # fmt: skip
    model.add_component(name, variable)
    return list(variable.values())


def _variables(model: Any, facts: Facts) -> Frame:
    projects, measures, limits = facts.projects, facts.measures, facts.limits
    approval = _decision(model, "approval", projects.lower, projects.upper, projects.whole)
    uptake = _decision(model, "uptake", measures.lower, measures.upper, measures.whole)
    shape = limits.total.shape
    model.budget = pyo.Var(range(int(np.prod(shape))))
    flat = list(model.budget.values())
    budget = [
        [[flat[(k * shape[1] + n) * shape[2] + t] for t in range(shape[2])] for n in range(shape[1])]
        for k in range(shape[0])
    ]
    places = [(int(k), int(n), int(t)) for k, n, t in zip(*(limits.mode == 1).nonzero(), strict=True)]
    width = {
        (*place, j): limits.width[place] if j == 0 and np.isfinite(limits.width[place]) else None
        for place in places
        for j in range(2 if np.isfinite(limits.width[place]) else 1)
    }
    model.overrun = pyo.Var(list(width), bounds=lambda _, *key: (0.0, width[key]))
    overrun: dict[tuple[int, int, int], list[Any]] = {place: [] for place in places}
    for key in width:
        overrun[key[:3]].append(model.overrun[key])
    return Frame(facts, None, approval, uptake, budget, overrun)


def _objective(frame: Frame) -> LinearExpression:
    facts = frame.facts
    coefs = [*facts.projects.value.tolist(), *(-facts.measures.cost).tolist()]
    variables = [*frame.approval, *frame.uptake]
    for place, tiers in frame.overrun.items():
        prices = (facts.limits.price_1[place], facts.limits.price_2[place])
        coefs += [-float(price) for price, _ in zip(prices, tiers, strict=False)]
        variables += tiers
    return linear(coefs, variables)
